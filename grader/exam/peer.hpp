// The other end: sockets of the examiner's own. Each step stands in the right column of the timeline, and ends by
// itself once the student's code can no longer bring what is waited for.
#pragma once

#include <string>
#include <string_view>

#include "support/address.hpp"
#include "support/fd.hpp"

namespace exam {

class Student;

/// One end of a connection, or a datagram socket. Owned. send, end, close and reset wait until the student's code waits
/// (or does not run), so that everything happens in the same order each time.
class Peer {
 public:
  Peer(lab::Fd fd, Student& student) : fd_(std::move(fd)), student_(&student) {}

  /// Sends all of `bytes`; throws std::system_error ("send") when the connection is gone.
  void send(std::string_view bytes);
  /// Sends byte by byte, each one when the student's code waits for it. False if it stopped waiting before the end.
  bool trickle(std::string_view bytes);
  /// Exactly `count` bytes, or fewer when no more come. Marks nothing as failed: compare the result.
  std::string receive(std::size_t count);
  /// All bytes until the end of file (or until no more come: see ended()).
  std::string receive_all();
  /// True when the student's side has ended the stream and everything was read: recv returned 0.
  [[nodiscard]] bool ended() const { return ended_; }
  /// The errno that ended the last receive, 0 if none: ECONNRESET when the student's side reset the connection.
  [[nodiscard]] int error() const { return error_; }
  /// Bytes that have arrived and were not read (FIONREAD), without waiting.
  [[nodiscard]] std::size_t waiting() const;
  /// Ends this side: shutdown(SHUT_WR).
  void end();
  void close();
  /// Closes with a reset (SO_LINGER 0): the student's side gets ECONNRESET.
  void reset();
  [[nodiscard]] int descriptor() const { return fd_.get(); }
  [[nodiscard]] lab::Address address() const;       ///< getsockname
  [[nodiscard]] lab::Address peer_address() const;  ///< getpeername

 private:
  void act(const std::string& what);
  bool wait_readable();
  lab::Fd fd_;
  Student* student_;
  bool ended_ = false;
  int error_ = 0;
};

/// A listening socket of the examiner's, for code that connects.
class Listener {
 public:
  Listener(lab::Fd fd, Student& student) : fd_(std::move(fd)), student_(&student) {}
  [[nodiscard]] lab::Address address() const;  ///< where it listens
  /// The next connection; throws std::runtime_error when none comes.
  Peer accept();
  /// True if a connection waits to be accepted.
  [[nodiscard]] bool has_connection() const;
  void close() { fd_.reset(); }
  [[nodiscard]] int descriptor() const { return fd_.get(); }
  /// To lend to student code that accepts.
  [[nodiscard]] const lab::Fd& fd() const { return fd_; }

 private:
  lab::Fd fd_;
  Student* student_;
};

/// 127.x.y.z with a fresh x.y.z each time (all of 127.0.0.0/8 is this host), chosen by the run's seed; port 0. Nobody
/// else is there, so any port is as good as free.
lab::Address fresh_loopback();
/// The same address with a port by the run's seed, free unless somebody else has it by chance: bind(2) tells.
lab::Address with_likely_free_port(lab::Address where);
/// ::1, port 0.
lab::Address loopback6();
/// False where the kernel has no IPv6: then nothing can be asked about it.
bool has_ipv6();
/// "127.1.2.3:4567", "[::1]:80", "path", "@abstract", "(unnamed)".
std::string to_text(const lab::Address& address);
/// The port, in host byte order; 0 for other families.
int port_of(const lab::Address& address);
/// The same family, and the same bytes where they count (address, port, scope; the path).
bool same_address(const lab::Address& a, const lab::Address& b);
/// getsockname and getpeername of any socket; an empty Address where the call fails.
lab::Address local_address(int socket);
lab::Address remote_address(int socket);
/// An int option by getsockopt: option(fd, SOL_SOCKET, SO_ACCEPTCONN). -1 where the call fails.
int option(int socket, int level, int name);

}  // namespace exam
