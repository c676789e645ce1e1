// How long does a wait of 20 ms last when something else comes in every 5 ms? Tried in two ways.
#include <sys/time.h>

#include <chrono>
#include <csignal>

#include "datagrams.hpp"

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int all_junk = 50;
int stranger = -1, junk = 0;
Address target;
void send_junk(int) {
  if (junk < all_junk && send_text(stranger, "junk", target) == 4) ++junk;
}

/// Waits for 20 ms, and passes over what comes: `anew`: each wait may take 20 ms; or until a moment fixed now.
void wait(const char* what, int socket, bool anew) {
  junk = 0;
  const itimerval every_5_ms{{0, 5'000}, {0, 5'000}}, off{};
  must(::setitimer(ITIMER_REAL, &every_5_ms, nullptr), "setitimer");
  const milliseconds time(20);
  auto end = Clock::now() + time;
  for (;;) {
    if (anew) end = Clock::now() + time;
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now()).count();
    if (left <= 0) break;
    pollfd entry{socket, POLLIN, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready == -1 && errno != EINTR) lab::throw_errno("poll");
    if (ready == 0) break;
    if (ready > 0) receive_text(socket, MSG_DONTWAIT);  // junk
    if (junk == all_junk) must(::setitimer(ITIMER_REAL, &off, nullptr), "setitimer");
  }
  const int came = junk;
  must(::setitimer(ITIMER_REAL, &off, nullptr), "setitimer");
  std::printf("%s ended while junk still came: %s\n", what, came < all_junk ? "yes" : "no");
}

int main() {
  const Fd socket = bound(), other = udp_socket();
  target = address_of(socket.get());
  stranger = other.get();
  struct sigaction action {};
  action.sa_handler = send_junk;
  must(::sigaction(SIGALRM, &action, nullptr), "sigaction");
  wait("20 ms, anew each time:    ", socket.get(), true);
  wait("until a moment, fixed now:", socket.get(), false);
}
