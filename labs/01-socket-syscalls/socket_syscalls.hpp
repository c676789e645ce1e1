// Lab 01, the contract: what you write in socket_syscalls.cpp, and what the tests rely on.
//
// For every function: a system call that fails becomes a std::system_error whose text begins with
// the name of that call and whose code is its errno (support/errors.hpp has throw_errno). EINTR is no
// failure unless a function says so. When a function throws, no descriptor that it opened stays open.
// A plain int is borrowed: never close it. Nothing here may end the process, SIGPIPE included, or
// change how the process handles any signal.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

namespace lab {

/// 01.1  A TCP socket that listens at `where`, with SO_REUSEADDR set before it is bound, close-on-exec
/// from its first instant, and `backlog` handed to listen(2) unchanged. `where` may be IPv4 or IPv6.
Fd open_listener(const Address& where, int backlog);

/// A new connection, close-on-exec, and the address of the peer with its true length.
struct Accepted {
  Fd connection;
  Address peer;
};

/// 01.2  Waits for the next connection. EINTR and ECONNABORTED are no failure: it waits for the next.
Accepted accept_connection(int listener);

/// 01.3  A TCP socket, close-on-exec, connected to `server` (IPv4 or IPv6). A connect(2) that was
/// interrupted goes on in the kernel: wait until it is done, then ask how it ended. A socket that found itself
/// as its own peer (possible on one host) is reported as "connect", ECONNREFUSED.
Fd connect_to(const Address& server);

/// 01.4  Sends all of `bytes`, however many calls that takes. A dead peer is a std::system_error
/// (EPIPE or ECONNRESET), never a dead process.
void send_all(int connection, std::span<const std::byte> bytes);

/// 01.5  Fills `buffer`. Returns true when it is full; false when the peer had ended the stream before
/// the first byte. Throws EndOfFile when the stream ends in the middle.
bool receive_exactly(int connection, std::span<std::byte> buffer);

/// 01.6  The next line, without its end: "\n", or "\r\n". Bytes after it stay in `kept` for the next
/// call, which begins with them; start with an empty string. Absent when the stream ends where a line
/// would begin; EndOfFile when it ends within one. A line of more than `limit` bytes (its end not counted) is a
/// std::system_error with EMSGSIZE whose text begins with "receive_line"; `kept` never grows far beyond the limit
/// (at most 4,096 bytes and a line end).
std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit);

/// 01.7  Asks once: sends all of `request`, tells the peer that no more will come, and returns all that
/// the peer sends until it ends its side too. The connection itself stays open: it is borrowed.
std::vector<std::byte> exchange(int connection, std::span<const std::byte> request);

/// 01.8  Accepts `clients` connections, one after the other, and sends back to each client all that it
/// sends, as it comes, until that client ends its side; then closes. A client that vanishes (ECONNRESET, EPIPE)
/// counts as served. An accept(2) that fails with EINTR, ECONNABORTED, EMFILE or ENFILE is tried again. Returns the
/// addresses of the clients, in the order in which they came, each with its true length.
std::vector<Address> serve_echo(int listener, std::size_t clients);

}  // namespace lab
