// What becomes of a connect(2) that a signal interrupted?
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/time.h>

#include <csignal>
#include <cstdio>

#include "experiment.hpp"

void tick(int milliseconds) {
  const timeval every{0, milliseconds * 1000};
  const itimerval timer{every, every};
  must(::setitimer(ITIMER_REAL, &timer, nullptr), "setitimer");
}

int main() {
  const Fd listener = listening(0);
  const Address server = address_of(listener.get());
  const Fd first = connected(server);  // The queue is full now: the next connect(2) has to wait.

  struct sigaction action {};  // no SA_RESTART
  action.sa_handler = [](int) {};
  must(::sigaction(SIGALRM, &action, nullptr), "sigaction");
  tick(10);

  const Fd client(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  std::printf("connect: %s\n", outcome(::connect(client.get(), server.get(), server.length)).c_str());
  tick(0);

  tcp_info info{};
  socklen_t size = sizeof info;
  must(::getsockopt(client.get(), IPPROTO_TCP, TCP_INFO, &info, &size), "getsockopt");
  std::printf("in the kernel: %s\n", info.tcpi_state == TCP_SYN_SENT ? "SYN_SENT, still trying" : "given up");

  must(::fcntl(client.get(), F_SETFL, O_NONBLOCK), "fcntl");
  std::printf("connect again: %s\n", outcome(::connect(client.get(), server.get(), server.length)).c_str());
}
