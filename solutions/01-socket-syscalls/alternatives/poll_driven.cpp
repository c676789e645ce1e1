// Another correct solution: nothing blocks but poll(2). Sockets are non-blocking while it works on them, and as they
// were afterwards.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "socket_syscalls.hpp"

namespace lab {
namespace {

/// O_NONBLOCK for as long as this lives.
class NonBlocking {
 public:
  explicit NonBlocking(int fd) : fd_(fd), flags_(::fcntl(fd, F_GETFL)) {
    if (flags_ == -1 || ::fcntl(fd_, F_SETFL, flags_ | O_NONBLOCK) == -1) throw_errno("fcntl");
  }
  ~NonBlocking() {
    const int saved = errno;
    ::fcntl(fd_, F_SETFL, flags_);
    errno = saved;
  }
  NonBlocking(const NonBlocking&) = delete;
  NonBlocking& operator=(const NonBlocking&) = delete;

 private:
  int fd_;
  int flags_;
};

void wait_for(int fd, short events) {
  pollfd entry{fd, events, 0};
  while (::poll(&entry, 1, -1) < 0) {
    if (errno != EINTR) throw_errno("poll");
  }
}

bool try_later(int error) { return error == EINTR || error == EAGAIN || error == EWOULDBLOCK; }

/// Makes `call` when the descriptor is ready, until it no longer says "later". -1 and errno where it failed.
template <class Call>
auto when_ready(int fd, short events, Call call) {
  for (;;) {
    wait_for(fd, events);
    const auto result = call();
    if (result != -1 || !try_later(errno)) return result;
  }
}

ssize_t receive(int connection, void* to, std::size_t size) {
  return when_ready(connection, POLLIN, [&] { return ::recv(connection, to, size, 0); });
}

void send_bytes(int connection, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t sent =
        when_ready(connection, POLLOUT, [&] { return ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (sent == -1) throw_errno("send");
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
}

Address name_of(int socket, int (*ask)(int, sockaddr*, socklen_t*)) {
  Address name;
  name.length = sizeof name.storage;
  if (ask(socket, name.get(), &name.length) == -1) name.length = 0;
  return name;
}

}  // namespace

Fd open_listener(const Address& where, int backlog) {
  Fd fd(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw_errno("socket");
  const int on = 1;
  if (::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) throw_errno("setsockopt");
  if (::bind(fd.get(), where.get(), where.length) < 0) throw_errno("bind");
  if (::listen(fd.get(), backlog) < 0) throw_errno("listen");
  return fd;
}

Accepted accept_connection(int listener) {
  const NonBlocking mode(listener);
  for (;;) {
    wait_for(listener, POLLIN);
    Address peer;
    peer.length = sizeof peer.storage;
    Fd connection(::accept4(listener, peer.get(), &peer.length, SOCK_CLOEXEC));
    if (connection) return {std::move(connection), peer};
    if (!try_later(errno) && errno != ECONNABORTED) throw_errno("accept4");
  }
}

Fd connect_to(const Address& server) {
  Fd fd(::socket(server.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) throw_errno("socket");
  if (::connect(fd.get(), server.get(), server.length) == -1) {
    if (errno != EINPROGRESS && errno != EINTR) throw_errno("connect");
    wait_for(fd.get(), POLLOUT);
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &length) == -1) throw_errno("getsockopt");
    if (error != 0) throw_errno("connect", error);
  }
  if (::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) & ~O_NONBLOCK) == -1) throw_errno("fcntl");
  const Address own = name_of(fd.get(), ::getsockname);
  const Address peer = name_of(fd.get(), ::getpeername);
  if (own.length == peer.length && std::memcmp(own.get(), peer.get(), own.length) == 0)
    throw_errno("connect", ECONNREFUSED);
  return fd;
}

void send_all(int connection, std::span<const std::byte> bytes) {
  const NonBlocking mode(connection);
  send_bytes(connection, bytes);
}

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  const NonBlocking mode(connection);
  std::size_t have = 0;
  while (have != buffer.size()) {
    const ssize_t now = receive(connection, &buffer[have], buffer.size() - have);
    if (now < 0) throw_errno("recv");
    if (now == 0 && have > 0) throw EndOfFile("the buffer is not full");
    if (now == 0) return false;
    have += static_cast<std::size_t>(now);
  }
  return true;
}

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  const NonBlocking mode(connection);
  for (;;) {
    const std::size_t newline = kept.find('\n');
    const bool whole = newline != std::string::npos;
    std::string_view line = std::string_view(kept).substr(0, newline);
    const bool return_at_end = !line.empty() && line.back() == '\r';
    if (return_at_end) line.remove_suffix(1);
    if (line.size() > limit) throw std::system_error(EMSGSIZE, std::generic_category(), "receive_line");
    if (whole) {
      std::string result(line);
      kept.erase(0, newline + 1);
      return result;
    }
    char bytes[1024];
    const ssize_t now = receive(connection, bytes, sizeof bytes);
    if (now < 0) throw_errno("recv");
    if (now == 0 && kept.empty()) return std::nullopt;
    if (now == 0) throw EndOfFile("a line without an end");
    kept.append(bytes, static_cast<std::size_t>(now));
  }
}

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  const NonBlocking mode(connection);
  // Here poll earns its keep: the answer is taken in while the request still goes out, so a peer that answers early
  // stalls nobody.
  std::vector<std::byte> answer;
  bool said_all = request.empty();
  if (said_all && ::shutdown(connection, SHUT_WR) == -1) throw_errno("shutdown");
  for (;;) {
    pollfd entry{connection, static_cast<short>(said_all ? POLLIN : POLLIN | POLLOUT), 0};
    if (::poll(&entry, 1, -1) == -1) {
      if (errno == EINTR) continue;
      throw_errno("poll");
    }
    if (!said_all && (entry.revents & (POLLOUT | POLLERR | POLLHUP)) != 0) {
      const ssize_t sent = ::send(connection, request.data(), request.size(), MSG_NOSIGNAL);
      if (sent == -1 && !try_later(errno)) throw_errno("send");
      if (sent > 0) request = request.subspan(static_cast<std::size_t>(sent));
      said_all = request.empty();
      if (said_all && ::shutdown(connection, SHUT_WR) == -1) throw_errno("shutdown");
      continue;
    }
    if ((entry.revents & (POLLIN | POLLERR | POLLHUP)) == 0) continue;
    std::byte bytes[2048];
    const ssize_t now = ::recv(connection, bytes, sizeof bytes, 0);
    if (now == -1 && !try_later(errno)) throw_errno("recv");
    if (now == 0 && said_all) return answer;
    if (now == 0) {  // it will say no more, but may still listen
      send_bytes(connection, request);
      if (::shutdown(connection, SHUT_WR) == -1) throw_errno("shutdown");
      return answer;
    }
    if (now > 0) answer.insert(answer.end(), bytes, bytes + now);
  }
}

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> addresses;
  while (addresses.size() != clients) {
    Accepted client;
    try {
      client = accept_connection(listener);
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::too_many_files_open && error.code() != std::errc::too_many_files_open_in_system)
        throw;
      continue;
    }
    addresses.push_back(client.peer);
    const NonBlocking mode(client.connection.get());
    try {
      std::byte bytes[4096];
      for (ssize_t now = 1; now != 0;) {
        now = receive(client.connection.get(), bytes, sizeof bytes);
        if (now == -1) throw_errno("recv");
        send_bytes(client.connection.get(), {bytes, static_cast<std::size_t>(now)});
      }
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::connection_reset && error.code() != std::errc::broken_pipe) throw;
    }
  }
  return addresses;
}

}  // namespace lab
