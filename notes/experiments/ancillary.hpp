// What two experiments of chapter 07 share: datagrams received with all that comes beside their bytes.
#pragma once

#include "places.hpp"

/// What a control message holds.
template <class Data>
Data data_of(const cmsghdr& message) {
  Data copy{};
  std::memcpy(&copy, CMSG_DATA(&message), sizeof copy);
  return copy;
}

inline std::string host_of(in_addr address) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr = address;
  return host_of(lab::make_address(name));
}
inline std::string host_of(const in6_addr& address) {
  sockaddr_in6 name{};
  name.sin6_family = AF_INET6;
  name.sin6_addr = address;
  return host_of(lab::make_address(name));
}

/// One line for each kind that the experiments ask for.
inline void show(const cmsghdr& message) {
  const auto is = [&](int level, int type) { return message.cmsg_level == level && message.cmsg_type == type; };
  if (is(IPPROTO_IP, IP_PKTINFO)) {
    const auto info = data_of<in_pktinfo>(message);
    std::printf("  IPPROTO_IP    IP_PKTINFO    ipi_addr %s, ipi_spec_dst %s\n", host_of(info.ipi_addr).c_str(),
                host_of(info.ipi_spec_dst).c_str());
  }
  if (is(IPPROTO_IPV6, IPV6_PKTINFO))
    std::printf("  IPPROTO_IPV6  IPV6_PKTINFO  ipi6_addr %s\n",
                host_of(data_of<in6_pktinfo>(message).ipi6_addr).c_str());
  if (is(IPPROTO_IP, IP_TTL)) std::puts("  IPPROTO_IP    IP_TTL        (an int)");
  if (is(SOL_SOCKET, SCM_TIMESTAMP)) std::puts("  SOL_SOCKET    SCM_TIMESTAMP (a timeval)");
}

struct Letter {
  Address from;
  bool cut = false;  ///< MSG_CTRUNC
};

/// Receives a datagram and shows its control messages, for which there are `room` bytes (at most 256).
inline Letter receive_letter(const Fd& socket, std::size_t room = 256) {
  Letter letter;
  std::array<char, 100> buffer{};
  alignas(cmsghdr) std::array<char, 256> control{};
  iovec part{buffer.data(), buffer.size()};
  msghdr message{};  // anew for every call: recvmsg(2) changes the lengths
  message.msg_name = letter.from.get();
  message.msg_namelen = sizeof letter.from.storage;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = room;
  must(::recvmsg(socket.get(), &message, 0), "recvmsg");
  // region walk
  for (cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) show(*one);
  letter.cut = (message.msg_flags & MSG_CTRUNC) != 0;
  // endregion
  letter.from.length = message.msg_namelen;
  return letter;
}
