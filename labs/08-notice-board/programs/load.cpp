// load [CLIENTS [SECONDS]]: how many notices a second your board takes, beside a plain echo over the same sockets, as a
// ratio. For your pride, not for points: the echo keeps nothing and understands nothing.
// Each client (100, if not said) posts, waits for its answer, and posts again. Both servers are processes of their own.
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "notice_board.hpp"

namespace {

using Clock = std::chrono::steady_clock;

lab::Fd make_socket(int family, int type) {
  lab::Fd fd(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!fd) lab::throw_errno("socket");
  return fd;
}

/// At 127.0.0.1, on a port of the kernel's choice; non-blocking, as serve wants it.
lab::Fd bound(int type) {
  lab::Fd fd = make_socket(AF_INET, type | SOCK_NONBLOCK);
  const lab::Address where = lab::loopback(0);
  if (::bind(fd.get(), where.get(), where.length) == -1) lab::throw_errno("bind");
  if (type == SOCK_STREAM && ::listen(fd.get(), 1024) == -1) lab::throw_errno("listen");
  return fd;
}

[[noreturn]] void echo(int listener) {
  std::vector<pollfd> all{{listener, POLLIN, 0}};
  std::array<char, 16'384> bytes;
  for (;;) {
    if (::poll(all.data(), all.size(), -1) == -1) std::_Exit(1);
    for (std::size_t i = all.size(); i-- > 1;) {
      if (all[i].revents == 0) continue;
      const ssize_t size = ::recv(all[i].fd, bytes.data(), bytes.size(), 0);
      if (size > 0) ::send(all[i].fd, bytes.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL);
      if (size == 0) all[i].fd = -1;
    }
    if (all[0].revents != 0) all.push_back({::accept(listener, nullptr, nullptr), POLLIN, 0});
  }
}

[[noreturn]] void board(lab::Fd listener) {
  lab::Doors doors{std::move(listener), bound(SOCK_DGRAM), make_socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK)};
  const sa_family_t unnamed = AF_UNIX;  // the kernel chooses an abstract name: unix(7), autobind
  ::bind(doors.console.get(), reinterpret_cast<const sockaddr*>(&unnamed), sizeof unnamed);
  ::listen(doors.console.get(), 1);
  const lab::Fd journal(::memfd_create("journal", MFD_CLOEXEC));
  try {
    lab::serve(doors, journal.get(), {.clients = 100'000});
  } catch (const std::exception& error) {
    std::cerr << "load: your board: " << error.what() << '\n';
  }
  std::_Exit(1);
}

/// Answers a second.
double drive(const lab::Address& where, int clients, std::chrono::seconds duration, std::size_t answer) {
  const std::string post = lab::encode({lab::Type::post, std::string(100, 'x')});
  std::vector<lab::Fd> sockets;
  std::vector<pollfd> all;
  std::vector<std::size_t> missing(static_cast<std::size_t>(clients), answer);
  for (int n = 0; n < clients; ++n) {
    sockets.push_back(make_socket(AF_INET, SOCK_STREAM));
    if (::connect(sockets.back().get(), where.get(), where.length) == -1) lab::throw_errno("connect");
    all.push_back({sockets.back().get(), POLLIN, 0});
    if (::send(all.back().fd, post.data(), post.size(), MSG_NOSIGNAL) == -1) lab::throw_errno("send");
  }
  const auto begin = Clock::now();
  double answers = 0;
  std::array<char, 1'024> bytes;
  while (Clock::now() - begin < duration) {
    if (::poll(all.data(), all.size(), 1'000) == 0) throw std::runtime_error("no answer for a second");
    for (std::size_t n = 0; n < all.size(); ++n) {
      if (all[n].revents == 0) continue;
      const ssize_t size = ::recv(all[n].fd, bytes.data(), missing[n], 0);
      if (size <= 0) throw std::runtime_error("a client was closed");
      if ((missing[n] -= static_cast<std::size_t>(size)) > 0) continue;
      missing[n] = answer;
      ++answers;
      if (::send(all[n].fd, post.data(), post.size(), MSG_NOSIGNAL) == -1) lab::throw_errno("send");
    }
  }
  return answers / std::chrono::duration<double>(Clock::now() - begin).count();
}

/// `server` in a process of its own, while the clients ask it.
template <class Server>
double measure(Server server, int clients, std::chrono::seconds duration, std::size_t answer) {
  lab::Fd listener = bound(SOCK_STREAM);
  lab::Address where;
  where.length = sizeof where.storage;
  if (::getsockname(listener.get(), where.get(), &where.length) == -1) lab::throw_errno("getsockname");
  const pid_t child = ::fork();
  if (child == -1) lab::throw_errno("fork");
  if (child == 0) server(std::move(listener));
  struct End {
    pid_t child;
    ~End() {
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
    }
  } end{child};
  return drive(where, clients, duration, answer);
}

}  // namespace

int main(int count, char** arguments) {
  const int clients = count > 1 ? std::atoi(arguments[1]) : 100;
  const int seconds = count > 2 ? std::atoi(arguments[2]) : 3;
  if (count > 3 || clients < 1 || seconds < 1) {
    std::cerr << "usage: load [CLIENTS [SECONDS]]\n";
    return 2;
  }
  rlimit room{};
  ::getrlimit(RLIMIT_NOFILE, &room);
  room.rlim_cur = room.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &room);
  try {
    const std::chrono::seconds duration(seconds);
    const double plain = measure([](lab::Fd listener) { echo(listener.get()); }, clients, duration, 108);
    const double yours = measure([](lab::Fd listener) { board(std::move(listener)); }, clients, duration, 16);
    std::cout << clients << " clients: " << static_cast<long>(yours) << " notices a second; a plain echo "
              << static_cast<long>(plain) << "; ratio " << static_cast<int>(100 * yours / plain) << " %\n";
  } catch (const std::exception& error) {
    std::cerr << "load: " << error.what() << '\n';
    return 1;
  }
}
