// Lab 08, the contract: what you write in notice_board.cpp, and what the tests rely on. The protocol is in README.md.
//
// For every function: a system call that fails becomes a std::system_error whose text begins with the name of that
// call and whose code is its errno (support/errors.hpp has throw_errno). EINTR is no failure. When a function throws,
// no descriptor that it opened stays open. A plain int is borrowed: it stays open. Nothing here may change how the
// process handles any signal: a client that has gone must not end the process. Bytes are kept in std::string; they may
// have any value. Integers on the wire are in network byte order.
#pragma once

#include <netinet/in.h>
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"
#include "support/resolver_error.hpp"

namespace lab {

/// What a frame is for. A program of another day may send types that are not here.
enum class Type : std::uint8_t {
  post = 1,        ///< to the board: a notice's text
  watch = 2,       ///< to the board: a number (8 bytes); all notices from that one on, and each new one
  ask = 3,         ///< to the board, by UDP: a token (8 bytes); is there a board?
  accepted = 129,  ///< from the board: the number of the notice that was posted (8 bytes)
  notice = 130,    ///< from the board: a number (8 bytes), then the text
  here = 131,      ///< from the board, by UDP: the token (8 bytes), the board's TCP port (2 bytes)
  refused = 132,   ///< from the board: the reason, for people; nothing follows
  bye = 133,       ///< from the board: it stops; nothing follows
};

struct Frame {
  Type type{};
  std::string body{};
};

inline constexpr std::size_t header_size = 8;
inline constexpr std::size_t longest_body = 16'384;       ///< bytes in a frame's body
inline constexpr std::size_t longest_text = 16'384 - 8;   ///< bytes in a notice's text; the shortest has 1
inline constexpr std::size_t longest_console_line = 100;  ///< bytes, without the '\n'

/// Bytes that are no frame of this protocol.
class BadFrame : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// 08.1  The bytes of a frame: version 1, type, two zero bytes, the body's length (4 bytes), the body. Throws
/// std::length_error if the body is longer than longest_body.
std::string encode(const Frame& frame);

/// 08.1  Takes one frame off the front of `received`. Absent, with `received` as it was, while it is not all there.
/// Throws BadFrame, with `received` as it was, as soon as the bytes that are there show that it is none: another
/// version, a byte that should be zero, a length above longest_body. Any type is let through.
std::optional<Frame> take_frame(std::string& received);

/// 08.2  Opens the journal: the file `path` for reading and writing, made if it is not there (mode 0600),
/// close-on-exec. A journal belongs to one board at a time: where another has it open, throws for flock(2),
/// EWOULDBLOCK. The lock goes with the last descriptor, also when the process is killed.
Fd open_journal(const std::string& path);

/// 08.2  Reads the journal from its beginning: frames of type notice, numbered 1, 2, 3 and so on. Returns their texts.
/// A frame that was not written to its end (a board was killed in the middle) is cut off the file; the next notice goes
/// to its place. Throws BadFrame, and leaves the file as it is, where anything else is in it.
std::vector<std::string> load_notices(int journal);

/// 08.2  Adds a notice to the end of the journal, by as many calls as that takes. When it returns, the notice outlives
/// the process (not a power cut: nobody asks for fsync). When it throws (a full disk), the file is as it was before.
void append_notice(int journal, std::uint64_t number, const std::string& text);

/// 08.3  The addresses that a person means by `typed`: HOST:PORT, where HOST is a name or an IPv4 address, or
/// [IPV6]:PORT. PORT is 1 to 65535, decimal digits alone. All that getaddrinfo(3) knows for TCP, in its order. Throws
/// std::invalid_argument for anything else, such as "::1:80", "host", ":80", "host:80x", "[::1]80"; what getaddrinfo
/// says is thrown by throw_gai.
std::vector<Address> addresses_of(const std::string& typed);

/// The sockets by which people come to the board.
struct Doors {
  Fd tcp;      ///< listens for clients
  Fd udp;      ///< is asked where the board is
  Fd console;  ///< listens for the operator
};

/// 08.4  Opens all three, non-blocking and close-on-exec. tcp and udp are at ::, for IPv6 and IPv4 both, on `port`;
/// tcp has SO_REUSEADDR, and room for 128 connections that wait; udp shares its port with nobody. Port 0: one that is
/// free for both (if the one that the kernel chose for one is taken for the other, another is tried, 20 times at
/// least). console is a Unix socket at the path `console`, which only its owner can connect to (mode 0600) from the
/// first instant; the process's umask is afterwards as it was. A socket there on which nobody listens any more is
/// replaced; where a board listens, or anything else is, it stays as it is, and EADDRINUSE is thrown for bind(2). A
/// path that is empty or too long for sockaddr_un: std::invalid_argument. If anything fails, nothing new is left, no
/// file either.
Doors open_doors(in_port_t port, const std::string& console);

/// What a board puts up with.
struct Limits {
  std::size_t clients = 1'000;                 ///< at once; more wait to be accepted until one has gone
  std::chrono::milliseconds patience{10'000};  ///< how long a client may take for a frame, or take nothing: 08.6
  std::chrono::milliseconds farewell{2'000};   ///< how long the end may take: 08.7
  uid_t operators_uid = 0;                     ///< who may use the console
};

/// 08.5 to 08.8  The board: serves all doors until the operator says stop. One thread is enough. It begins with the
/// notices in `journal` (an open journal of 08.2). Doors are non-blocking; they and the journal are borrowed.
///
/// 08.5  Every client may send frames in any portions. post: the notice is in the journal, then accepted is sent, then
/// all watchers get it; the numbers go on where the journal ends. watch: notices from that number on (0 and 1: from
/// the first), in order, each once; a second watch begins anew. Replies come in the order of the frames. A client that
/// has ended its side (shutdown, close) gets everything that waits for it, then it is closed; what it had sent before
/// counts. A client that has gone, in mid-frame or not, is no failure. When append_notice throws, the client is
/// refused, and the board goes on.
///
/// 08.6  Nobody holds up the others. Bytes that are no frame, a type that is none of post and watch, a post without
/// text or with more than longest_text bytes, a watch whose body has not 8 bytes: the frames before it count, then
/// refused is sent, and the stream is ended, in such a way that a client who is still sending can read it (no reset
/// within `patience`). A client that has begun a frame and not finished it `patience` later is refused, too. One that
/// takes nothing of what waits for it, for `patience`, is closed. While more than 64 KiB wait for a client, nothing
/// more is read from it: what waits for one client stays below 128 KiB, however much there is on the board. A
/// connection that cannot be accepted (ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM and the like) is no failure: the
/// others are served, it is tried again within a second, and no processor time is burnt meanwhile.
///
/// 08.7  The console takes lines that end in '\n' ("\r\n" is as good), several at once, in any portions, from whoever
/// has the uid operators_uid (SO_PEERCRED); anybody else gets "refused\n" and is closed. "status" is answered by
/// "clients N notices M\n" (clients that are connected, notices that were accepted); "stop" by "stopping\n"; anything
/// else by "unknown\n". A line longer than longest_console_line: "unknown\n", and closed. After stop no client is
/// accepted and nothing more is read as a frame; each client gets what waits for it (a watcher: every notice that was
/// accepted), then bye, then the end of the stream, without a reset. serve returns when all have closed their side, or
/// after `farewell`.
///
/// 08.8  To a datagram that is exactly one frame ask with 8 bytes, a frame here is sent back, with tcp's port. All
/// others are passed over.
void serve(const Doors& doors, int journal, const Limits& limits);

/// 08.8  Finds a board: sends ask with `token` to `where` by `socket` (UDP, not connected), waits `wait` for the
/// answer, and does so up to `tries` times. Returns the address from which here came, with the port that it tells.
/// Absent if none came. Datagrams that are not here with this token are passed over, and prolong nothing.
std::optional<Address> find_board(int socket, const Address& where, std::uint64_t token, std::chrono::milliseconds wait,
                                  int tries);

}  // namespace lab
