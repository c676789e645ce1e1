// A crowd of clients for service::run_for_a_crowd: 127.100.0.1, 127.100.0.2 and so on, up to 4 million.
#pragma once

#include <netinet/in.h>
#include <poll.h>

#include <array>
#include <cstdlib>

#include "common.hpp"

namespace hidden {

/// One socket speaks for all of them: it names the address that each datagram is to come from (ip(7), IP_PKTINFO).
class Crowd {
 public:
  Crowd(exam::Student& student, const lab::Address& server) : student_(student), server_(server) {}

  /// Clients `first` to `last` ask, each with number 1. True when each was answered.
  bool asks(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t who = first; who < last; ++who) send(socket_, who);
    // The last of them has a socket of its own: when its answer has come, so have all others. The service is not
    // watched, and only its end, or a long silence, tells that no answer will come.
    send(last_, last);
    pollfd entry{last_.get(), POLLIN, 0};
    for (int tries = 0; ::poll(&entry, 1, 10) == 0; ++tries) {
      if (!student_.busy()) student_.throw_if_not_started();
      if (!student_.busy() || tries == 1000) return false;
    }
    return receive_all(last_) == 1 && receive_all(socket_) == last - first;
  }

  // By the answers so far:
  std::size_t work = 0;       ///< how often the work was done
  std::size_t allocated = 0;  ///< in bytes, when it was done last

 private:
  static lab::Fd socket_for_all() {
    lab::Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in any{};
    any.sin_family = AF_INET;
    const lab::Address where = lab::make_address(any);
    if (::bind(socket.get(), where.get(), where.length) == -1) lab::throw_errno("bind (by the test)");
    return socket;
  }

  void send(const lab::Fd& socket, std::uint32_t who) {
    std::string text = number(1) + "question";
    iovec part{text.data(), text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control{};
    msghdr message{server_.get(), server_.length, &part, 1, control.data(), control.size(), 0};
    cmsghdr* source = CMSG_FIRSTHDR(&message);
    source->cmsg_level = IPPROTO_IP;
    source->cmsg_type = IP_PKTINFO;
    source->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo info{};
    info.ipi_spec_dst.s_addr = htonl(0x7F640000U + who);
    std::memcpy(CMSG_DATA(source), &info, sizeof info);
    if (::sendmsg(socket.get(), &message, 0) == -1) lab::throw_errno("sendmsg (by the test)");
  }

  /// How many answers have come.
  std::size_t receive_all(const lab::Fd& socket) {
    std::array<char, 100> answer{};
    std::size_t count = 0;
    for (; ::recv(socket.get(), answer.data(), answer.size() - 1, MSG_DONTWAIT) > 4; ++count) {
      char* end = nullptr;
      const std::size_t times = std::strtoul(answer.data() + 4, &end, 10);
      if (times <= work) continue;
      work = times;
      allocated = std::strtoul(end, nullptr, 10);
    }
    return count;
  }

  exam::Student& student_;
  lab::Address server_;
  lab::Fd socket_ = socket_for_all();
  lab::Fd last_ = socket_for_all();
};

}  // namespace hidden
