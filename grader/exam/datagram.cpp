#include "exam/datagram.hpp"

#include <sys/socket.h>

#include "exam/peer.hpp"
#include "exam/student.hpp"
#include "exam/witness/decode.hpp"
#include "support/errors.hpp"

namespace exam {
namespace {

std::string brief(std::string_view bytes) {
  constexpr std::size_t most = 24;
  return std::to_string(bytes.size()) + (bytes.size() == 1 ? " byte " : " bytes ") +
         quote(std::string(bytes.substr(0, most))) + (bytes.size() > most ? "…" : "");
}

}  // namespace

void DatagramPeer::send(const lab::Address& to, std::string_view bytes) {
  student_->until_it_waits();
  student_->something_comes();
  student_->timeline().add_other("sends " + brief(bytes));
  for (;;) {
    if (::sendto(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL, to.get(), to.length) >= 0) return;
    // ECONNREFUSED tells of one sent earlier, to a socket that is closed meanwhile.
    if (errno != EINTR && errno != ECONNREFUSED) lab::throw_errno("sendto (by the other end)");
  }
}

std::optional<Datagram> DatagramPeer::receive() {
  student_->until_it_waits();
  Datagram datagram{std::string(65536, '\0'), {}};
  for (;;) {
    datagram.from.length = sizeof datagram.from.storage;
    const ssize_t size = ::recvfrom(fd_.get(), datagram.bytes.data(), datagram.bytes.size(), MSG_DONTWAIT,
                                    datagram.from.get(), &datagram.from.length);
    if (size >= 0) {
      datagram.bytes.resize(static_cast<std::size_t>(size));
      student_->timeline().add_other("receives " + brief(datagram.bytes));
      return datagram;
    }
    if (errno == EAGAIN) break;
    if (errno != EINTR && errno != ECONNREFUSED) lab::throw_errno("recvfrom (by the other end)");
  }
  if (!student_->busy()) student_->throw_if_not_started();
  return std::nullopt;
}

std::vector<Datagram> DatagramPeer::receive_all() {
  std::vector<Datagram> all;
  while (auto datagram = receive()) all.push_back(std::move(*datagram));
  return all;
}

void DatagramPeer::close() {
  student_->until_it_waits();
  student_->something_comes();
  student_->timeline().add_other("closes");
  fd_.reset();
}

lab::Address DatagramPeer::address() const { return local_address(fd_.get()); }

}  // namespace exam
