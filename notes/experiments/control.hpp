// What the experiments on passing descriptors share: messages that carry some.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "folder.hpp"

// region send
/// Sends some bytes, and with them copies of descriptors (here: at most 8).
inline ssize_t send_with(const Fd& connection, std::string bytes, std::span<const int> descriptors) {
  iovec part{bytes.data(), bytes.size()};                                 // the bytes
  alignas(cmsghdr) std::array<char, CMSG_SPACE(8 * sizeof(int))> room{};  // the control message

  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room.data();
  message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());

  cmsghdr* control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(descriptors.size_bytes());
  std::memcpy(CMSG_DATA(control), descriptors.data(), descriptors.size_bytes());
  return ::sendmsg(connection.get(), &message, MSG_NOSIGNAL);
}
// endregion

struct Parcel {
  ssize_t size = 0;                ///< what recvmsg(2) returned
  std::string bytes;               ///< what came
  std::vector<int> descriptors;    ///< open from now on; nobody owns them yet
  std::size_t control_length = 0;  ///< msg_controllen, after the call
  bool cut = false;                ///< MSG_CTRUNC
};

/// Receives up to `size` bytes, with `room` bytes for control messages (at most 100).
inline Parcel receive_with(const Fd& connection, std::size_t size, std::size_t room, int flags = 0) {
  std::string bytes(size, '\0');
  iovec part{bytes.data(), bytes.size()};
  alignas(cmsghdr) std::array<char, 100> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = room;

  Parcel parcel;
  parcel.size = ::recvmsg(connection.get(), &message, flags);
  if (parcel.size > 0) parcel.bytes = bytes.substr(0, static_cast<std::size_t>(parcel.size));
  parcel.control_length = message.msg_controllen;
  parcel.cut = (message.msg_flags & MSG_CTRUNC) != 0;
  if (const cmsghdr* rights = CMSG_FIRSTHDR(&message); parcel.size != -1 && rights != nullptr) {
    parcel.descriptors.resize((rights->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    std::memcpy(parcel.descriptors.data(), CMSG_DATA(rights), parcel.descriptors.size() * sizeof(int));
  }
  return parcel;
}
