// row: 7
// attack: defines sendmsg, with which the worker replies: every reply says "returned"
// stopped by: the right values are not in the worker; a reply that says less is no reply
// verdict: failed, crashed
// slow: yes
// others: failed, crashed, timed-out
#include "told.hpp"

extern "C" ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
  msghdr forged = *message;
  std::string payload;
  std::uint32_t length = 0;
  iovec parts[2] = {{&length, sizeof length}, {nullptr, 0}};
  if (forged.msg_iovlen == 2 && forged.msg_iov[0].iov_len == sizeof length && forged.msg_iov[1].iov_len > 5) {
    payload = std::string(1, '\0') + std::string(forged.msg_iov[1].iov_len - 1, '\x7f');
    length = static_cast<std::uint32_t>(payload.size());
    parts[1] = {payload.data(), payload.size()};
    forged.msg_iov = parts;
  }
  return ::syscall(SYS_sendmsg, descriptor, &forged, flags);
}

static std::string attack() { return "this is not how it looks at the other end"; }
