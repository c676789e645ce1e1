// Another correct solution: tries first, without waiting (MSG_DONTWAIT), and asks epoll only when there was nothing.
// The sockets' own mode is never touched.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "socket_syscalls.hpp"

namespace lab {
namespace {

void wait_for(int fd, std::uint32_t events) {
  Fd epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) throw_errno("epoll_create1");
  epoll_event event{};
  event.events = events;
  if (::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &event) == -1) throw_errno("epoll_ctl");
  while (::epoll_wait(epoll.get(), &event, 1, -1) == -1) {
    if (errno != EINTR) throw_errno("epoll_wait");
  }
}

std::size_t receive_into(int connection, std::byte* to, std::size_t size) {
  for (;;) {
    const ssize_t count = ::recv(connection, to, size, MSG_DONTWAIT);
    if (count >= 0) return static_cast<std::size_t>(count);
    switch (errno) {
      case EAGAIN:
        wait_for(connection, EPOLLIN);
        break;
      case EINTR:
        break;
      default:
        throw_errno("recv");
    }
  }
}

bool is_any_of(const std::system_error& error, std::initializer_list<int> codes) {
  for (const int code : codes) {
    if (error.code().value() == code) return true;
  }
  return false;
}

}  // namespace

Fd open_listener(const Address& where, int backlog) {
  Fd listener(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener) throw_errno("socket");
  const int on = 1;
  const auto check = [](int result, const char* call) {
    if (result == -1) throw_errno(call);
  };
  check(::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
  check(::bind(listener.get(), where.get(), where.length), "bind");
  check(::listen(listener.get(), backlog), "listen");
  return listener;
}

Accepted accept_connection(int listener) {
  for (;;) {
    wait_for(listener, EPOLLIN);
    sockaddr_storage name{};
    socklen_t length = sizeof name;
    Fd connection(::accept4(listener, reinterpret_cast<sockaddr*>(&name), &length, SOCK_CLOEXEC));
    if (connection) return Accepted{std::move(connection), Address{name, length}};
    if (errno != EINTR && errno != ECONNABORTED) throw_errno("accept4");
  }
}

Fd connect_to(const Address& server) {
  Fd connection(::socket(server.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!connection) throw_errno("socket");
  int error = ::connect(connection.get(), server.get(), server.length) == 0 ? 0 : errno;
  if (error == EINTR) {
    wait_for(connection.get(), EPOLLOUT);
    socklen_t length = sizeof error;
    if (::getsockopt(connection.get(), SOL_SOCKET, SO_ERROR, &error, &length) == -1) throw_errno("getsockopt");
  }
  if (error != 0) throw_errno("connect", error);
  Address own;
  own.length = sizeof own.storage;
  if (::getsockname(connection.get(), own.get(), &own.length) == -1) throw_errno("getsockname");
  // Bound to the very address that was asked for: both ends are here.
  if (own.length == server.length && std::memcmp(own.get(), server.get(), own.length) == 0)
    throw_errno("connect", ECONNREFUSED);
  return connection;
}

void send_all(int connection, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
    if (count == -1 && errno == EAGAIN) {
      wait_for(connection, EPOLLOUT);
    } else if (count == -1 && errno != EINTR) {
      throw_errno("send");
    }
  }
}

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  for (std::size_t have = 0; have < buffer.size();) {
    const std::size_t now = receive_into(connection, buffer.data() + have, buffer.size() - have);
    if (now == 0 && have == 0) return false;
    if (now == 0) throw EndOfFile("receive_exactly");
    have += now;
  }
  return true;
}

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  std::string line;
  for (;;) {
    const std::size_t newline = kept.find('\n');
    const std::size_t part = newline == std::string::npos ? kept.size() : newline;
    line.append(kept, 0, part);
    const std::size_t net = line.ends_with('\r') ? line.size() - 1 : line.size();
    if (net > limit) throw_errno("receive_line", EMSGSIZE);
    if (newline != std::string::npos) {
      kept.erase(0, newline + 1);
      line.resize(net);
      return line;
    }
    kept.resize(4096);
    const std::size_t count = receive_into(connection, reinterpret_cast<std::byte*>(kept.data()), kept.size());
    kept.resize(count);
    if (count == 0 && line.empty()) return std::nullopt;
    if (count == 0) throw EndOfFile("receive_line");
  }
}

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  send_all(connection, request);
  if (::shutdown(connection, SHUT_WR) == -1) throw_errno("shutdown");
  std::vector<std::byte> answer(1);
  std::size_t have = 0;
  while (const std::size_t now = receive_into(connection, answer.data() + have, answer.size() - have)) {
    have += now;
    if (have == answer.size()) answer.resize(2 * have);
  }
  answer.resize(have);
  return answer;
}

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> addresses;
  while (addresses.size() < clients) {
    try {
      const Accepted client = accept_connection(listener);
      addresses.push_back(client.peer);
      const int connection = client.connection.get();
      std::vector<std::byte> bytes(16'384);
      while (const std::size_t now = receive_into(connection, bytes.data(), bytes.size())) {
        send_all(connection, std::span(bytes).first(now));
      }
    } catch (const std::system_error& error) {
      if (!is_any_of(error, {EMFILE, ENFILE, ECONNRESET, EPIPE})) throw;
    }
  }
  return addresses;
}

}  // namespace lab
