// row: 7
// attack: defines socket, bind, listen, setsockopt and getsockname, which all "succeed" on /dev/null
// stopped by: the examiner asks the kernel about the descriptor that it gets
// verdict: failed
// exercise: 01.1
// replaces: open_listener(where, backlog)
#include "told.hpp"

extern "C" {
int socket(int, int, int) noexcept { return ::open("/dev/null", O_RDWR | O_CLOEXEC); }
int bind(int, const sockaddr*, socklen_t) noexcept { return 0; }
int listen(int, int) noexcept { return 0; }
int setsockopt(int, int, int, const void*, socklen_t) noexcept { return 0; }
int getsockname(int, sockaddr*, socklen_t*) noexcept { return 0; }
}

static lab::Fd attack(const lab::Address& where, int backlog) {
  lab::Fd listener(::socket(where.family(), SOCK_STREAM, 0));
  const int on = 1;
  ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::bind(listener.get(), where.get(), where.length);
  ::listen(listener.get(), backlog);
  return listener;
}
