// The other end of datagrams: a socket of the examiner's own that is not connected.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/address.hpp"
#include "support/fd.hpp"

namespace exam {

class Student;

struct Datagram {
  std::string bytes;
  lab::Address from;
};

/// Owned. send, receive and close wait until the student's code waits (or does not run), so that everything happens in
/// the same order each time. A datagram over loopback has arrived when send comes back, or never will.
class DatagramPeer {
 public:
  DatagramPeer(lab::Fd fd, Student& student) : fd_(std::move(fd)), student_(&student) {}

  /// Sends one datagram; throws std::system_error ("sendto") when the kernel refuses it.
  void send(const lab::Address& to, std::string_view bytes);
  /// The next datagram that has come; absent if there is none.
  std::optional<Datagram> receive();
  /// All that have come.
  std::vector<Datagram> receive_all();
  void close();
  [[nodiscard]] int descriptor() const { return fd_.get(); }
  [[nodiscard]] lab::Address address() const;  ///< getsockname

 private:
  lab::Fd fd_;
  Student* student_;
};

}  // namespace exam
