// What does a signal do to a recv(2) that waits? With and without SA_RESTART, with and without SO_RCVTIMEO.
#include <sys/time.h>

#include <csignal>
#include <cstdio>

#include "experiment.hpp"

int sending_end = -1;
void do_nothing(int) {}
void send_a_byte(int) { static_cast<void>(::send(sending_end, "!", 1, MSG_NOSIGNAL)); }

void receive(const char* what, void (*handler)(int), int flags, time_t seconds) {
  auto [client, server] = connected_pair();  // Nobody sends, except perhaps the handler.
  sending_end = client.get();
  const timeval deadline{seconds, 0};  // 0: none
  must(::setsockopt(server.get(), SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline), "setsockopt");

  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  must(::sigaction(SIGALRM, &action, nullptr), "sigaction");
  const itimerval every_20_ms{{0, 20'000}, {0, 20'000}}, off{};
  must(::setitimer(ITIMER_REAL, &every_20_ms, nullptr), "setitimer");

  char byte = 0;
  const ssize_t count = ::recv(server.get(), &byte, 1, 0);
  std::printf("%-28s recv: %s\n", what, outcome(count).c_str());
  must(::setitimer(ITIMER_REAL, &off, nullptr), "setitimer");
}

int main() {
  receive("plain handler:", do_nothing, 0, 0);
  receive("SA_RESTART:", send_a_byte, SA_RESTART, 0);
  receive("SA_RESTART, SO_RCVTIMEO:", do_nothing, SA_RESTART, 3600);
}
