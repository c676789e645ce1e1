// Lab 02, the contract: what you write in unix_domain.cpp, and what the tests rely on.
//
// For every function: a system call that fails becomes a std::system_error whose text begins with
// the name of that call and whose code is its errno (support/errors.hpp has throw_errno). EINTR is no
// failure. When a function throws, no descriptor and no file that it made stays behind. A plain int is
// borrowed: never close it, and leave its settings as they are. New descriptors are close-on-exec from their
// first instant. Nothing here may end the process, SIGPIPE included, or change how it handles any signal. A function
// that takes a path refuses what unix_address refuses, and in the same words.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

namespace lab {

/// 02.1  The address of the Unix domain socket at `path`, of 1 to 107 bytes. Its length covers the path; all bytes
/// behind the path that it covers, too, are NUL. What is no such path is a std::system_error whose text begins with
/// "unix_address": ENAMETOOLONG for more than 107 bytes, EINVAL for no byte at all or a NUL among them (either, where
/// both hold).
Address unix_address(const std::string& path);

/// 02.1  The address of the socket with the abstract name `name`: 0 to 107 bytes of any value, and its length covers
/// exactly these. A longer name is "abstract_address", ENAMETOOLONG.
Address abstract_address(const std::string& name);

/// 02.2  A stream socket that listens at `path`, with room for at least 16 connections that wait. As long as there is a
/// file at `path` that this function made, its permission bits are within `mode`; at the end they are `mode`, whatever
/// the umask is, and the umask is as it was. A stale socket at `path` (of which connect(2) says ECONNREFUSED) is
/// replaced. Anything else there stays untouched, and is reported as "bind", EADDRINUSE: the socket of a live server of
/// any type, also when it has no room for a connection now or does not let us connect; a file that is no socket; a
/// symbolic link, wherever it leads. A stale socket that cannot be removed is an error of "unlink" or its kin. `mode`
/// is 0 to 0777. Never waits.
Fd listen_at(const std::string& path, mode_t mode);

/// What is at a path.
enum class Found : std::uint8_t {
  server,         ///< a stream socket that somebody listens at
  nothing,        ///< no such file, or no such folder (ENOENT)
  stale_socket,   ///< a socket at which nobody listens
  other_type,     ///< the live socket of a server that is no stream server, such as a datagram socket
  no_socket,      ///< a file of another kind, whatever its permissions
  locked_socket,  ///< a socket that this process may not write to
  locked_folder,  ///< a folder on the way does not let this process search it
};
struct Connected {
  Found found;
  Fd connection;  ///< where a server was found; none otherwise
};

/// 02.3  Connects to the server at `path`, and waits while it has no room for one more connection. Symbolic links are
/// followed. An interrupted connect(2) of a Unix domain socket has not begun. Errors that say nothing of the path, or
/// that Found does not name, are thrown.
Connected connect_at(const std::string& path);

struct Credentials {
  pid_t pid;
  uid_t uid;
  gid_t gid;
};

/// 02.4  Who is at the other end of a Unix domain connection, by the kernel's word (SO_PEERCRED). Where the kernel
/// knows of nobody (its answer is the user -1: no Unix domain socket, or one that neither is connected nor listens),
/// that is "peer_credentials", ENOTCONN. Sends and receives nothing.
Credentials peer_credentials(int connection);

struct Child {
  pid_t pid;
  Fd connection;  ///< the parent's end
};

/// 02.5  Starts a child process (fork(2)) that is connected with this one by a pair of stream sockets. In the child,
/// `work` gets the child's end, which is closed after it; what it returns (0 to 255) is the child's exit status. The
/// child never returns from here: it ends by _exit(2), with status 1 when `work` throws. When either process closes its
/// end, or ends, the other one reads end of file. (One child at a time: a second one would get copies of the first
/// one's connection, by fork(2), and is not asked to close them.)
Child start_child(const std::function<int(int)>& work);

/// 02.5  Closes the parent's end, waits for the child's end, and returns its exit status; 128 and the signal's number
/// when a signal ended it.
int end_child(Child child);

/// 02.6  Sends one byte, of any value, and with it a copy of `descriptor`. A dead peer is a std::system_error (EPIPE).
void send_descriptor(int connection, int descriptor);

/// 02.6  Receives one byte, no more, and the one descriptor that comes with it. Absent when the stream has ended. A
/// byte with no descriptor (also because there was no number left for it), or with more than one, is
/// "receive_descriptor", EBADMSG; then none of them stays open. The connection has no options set that bring other
/// control messages, such as SO_PASSCRED.
std::optional<Fd> receive_descriptor(int connection);

/// 02.7  A Unix datagram socket with an abstract name that no other has (the kernel can choose one): whoever gets a
/// datagram from it can answer, and no file stays behind.
Fd open_datagram_client();

/// 02.7  Sends `bytes` as one datagram to the socket at `to`; while the receiver's queue is full it waits, and does not
/// ask again and again. Too big is EMSGSIZE, and nothing is sent. The socket stays unconnected.
void send_to(int socket, const Address& to, std::span<const std::byte> bytes);

/// 02.7  The same, but never waits: false when there is no room now, in the receiver's queue or in the sender's own
/// buffer, and then nothing was sent.
bool try_send_to(int socket, const Address& to, std::span<const std::byte> bytes);

struct Datagram {
  std::vector<std::byte> bytes;  ///< may be empty: a datagram of no bytes is one
  Address sender;                ///< with its true length; of length 0 when the sender has no name
};

/// 02.7  Waits for the next datagram. One of more than `limit` bytes (0 to 1 MiB) is "receive_from", EMSGSIZE; it is
/// gone, and the next call returns the next one.
Datagram receive_from(int socket, std::size_t limit);

}  // namespace lab
