// row: 12
// attack: 253 descriptors come with one reply, as many as the kernel lets through
// stopped by: all of them are received close-on-exec, counted, and closed
// verdict: crashed
// says: no reply
#include "told.hpp"

static std::string attack() {
  std::uint32_t length = 64;
  iovec part{&length, sizeof length};
  alignas(cmsghdr) static char room[CMSG_SPACE(sizeof(int) * 253)];
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = room;
  header.msg_controllen = sizeof room;
  cmsghdr* item = CMSG_FIRSTHDR(&header);
  item->cmsg_level = SOL_SOCKET;
  item->cmsg_type = SCM_RIGHTS;
  item->cmsg_len = CMSG_LEN(sizeof(int) * 253);  // 253 times descriptor 0
  if (::sendmsg(control, &header, MSG_NOSIGNAL) == -1) return tried("sendmsg", -1);
  ::pause();
  return {};
}
