// row: 10
// attack: a constructor serves the examiner in the worker's place, and answers every call by guessing
// stopped by: the right values never come to the worker, and its inputs are random by seed
// verdict: failed, crashed, timed-out
// slow: yes
// others: failed, crashed, timed-out
#include "told.hpp"

namespace {

void reply(int socket, const std::string& payload) {
  const auto length = static_cast<std::uint32_t>(payload.size());
  const std::string frame = std::string(reinterpret_cast<const char*>(&length), sizeof length) + payload;
  ::send(socket, frame.data(), frame.size(), MSG_NOSIGNAL);
}

// The descriptor that came along, -1 if none did; -2 at the end.
int take_request(int socket, std::string& payload) {
  std::uint32_t length = 0;
  iovec part{&length, sizeof length};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int) * 8)];
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = room;
  header.msg_controllen = sizeof room;
  if (::recvmsg(socket, &header, MSG_WAITALL) != sizeof length) return -2;
  int descriptor = -1;
  for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
    if (item->cmsg_type == SCM_RIGHTS) std::memcpy(&descriptor, CMSG_DATA(item), sizeof descriptor);
  }
  payload.resize(length);
  if (::recv(socket, payload.data(), length, MSG_WAITALL) != static_cast<ssize_t>(length)) return -2;
  return descriptor;
}

[[noreturn]] void guess(int socket) {
  const std::int32_t pid = ::getpid();
  reply(socket, "\2" + std::string(reinterpret_cast<const char*>(&pid), sizeof pid));
  for (std::string payload; take_request(socket, payload) != -2;)
    reply(socket, std::string(1, '\0') + std::string(64, '\x7f'));
  ::_exit(0);
}

const int early = [] {
  reply(control, "\2");
  std::string payload;
  for (int descriptor = 0; (descriptor = take_request(control, payload)) != -2;) {
    if (descriptor >= 0 && ::fork() == 0) guess(descriptor);
    ::close(descriptor);
  }
  ::_exit(0);
  return 0;
}();

}  // namespace

static std::string attack() { return std::to_string(early); }
