// What does connect(2) do when the server's queue is full, and what if a signal interrupts it?
#include <poll.h>
#include <sys/time.h>

#include <csignal>
#include <cstdio>

#include "folder.hpp"

int main() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  must(::sigaction(SIGALRM, &action, nullptr), "sigaction");

  const Folder folder;
  const Fd listener = listening_at("server", 0);
  const Fd first = unix_socket();
  std::printf("first client:        connect: %s\n", outcome(connect_to(first, at("server"))).c_str());
  const Fd hasty = unix_socket(SOCK_STREAM | SOCK_NONBLOCK);
  std::printf("non-blocking client: connect: %s\n", outcome(connect_to(hasty, at("server"))).c_str());

  const Fd patient = unix_socket();
  const itimerval every_20_ms{{0, 20'000}, {0, 20'000}}, never{};
  must(::setitimer(ITIMER_REAL, &every_20_ms, nullptr), "setitimer");
  std::printf("patient client:      connect: %s\n", outcome(connect_to(patient, at("server"))).c_str());
  must(::setitimer(ITIMER_REAL, &never, nullptr), "setitimer");

  // The way of chapter 01, which is wrong here: wait until it is writable, then ask how it ended.
  pollfd wait{patient.get(), POLLOUT, 0};
  must(::poll(&wait, 1, -1), "poll");
  int error = 0;
  socklen_t size = sizeof error;
  must(::getsockopt(patient.get(), SOL_SOCKET, SO_ERROR, &error, &size), "getsockopt");
  std::printf("  poll: %s, SO_ERROR: %s\n", (wait.revents & POLLOUT) != 0 ? "writable" : "not writable",
              name_of(error).c_str());
  Address peer;
  peer.length = sizeof peer.storage;
  std::printf("  getpeername: %s\n", outcome(::getpeername(patient.get(), peer.get(), &peer.length)).c_str());

  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::printf("  the server has accepted one; connect again: %s\n", outcome(connect_to(patient, at("server"))).c_str());
}
