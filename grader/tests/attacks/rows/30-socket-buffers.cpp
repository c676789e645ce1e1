// row: 30
// attack: fills the buffers of as many TCP connections as it can have: memory of the kernel's, which is nobody's
// stopped by: RLIMIT_NOFILE, and the time of a test
// verdict: failed, crashed, timed-out
// says: filled \d{1,3} MiB|did not come back within
// must not happen: 1000 MiB of buffers
#include "told.hpp"

static std::string attack() {
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  ::bind(listener, reinterpret_cast<const sockaddr*>(&here), sizeof here);
  ::listen(listener, 100);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&here), &size);
  const std::string much(4 << 20, 'x');
  const int most = 1 << 30;
  std::size_t filled = 0;
  int connections = 0;
  for (; connections < 1000; ++connections) {
    const int from = ::socket(AF_INET, SOCK_STREAM, 0);
    if (from == -1) break;
    ::setsockopt(from, SOL_SOCKET, SO_SNDBUF, &most, sizeof most);
    if (::connect(from, reinterpret_cast<const sockaddr*>(&here), sizeof here) == -1) break;
    const int to = ::accept(listener, nullptr, nullptr);
    if (to == -1) break;
    ::setsockopt(to, SOL_SOCKET, SO_RCVBUF, &most, sizeof most);
    for (ssize_t sent = 0; (sent = ::send(from, much.data(), much.size(), MSG_DONTWAIT)) > 0;)
      filled += static_cast<std::size_t>(sent);
  }
  return "filled " + std::to_string(filled >> 20) + " MiB in " + std::to_string(connections) + " connections";
}
