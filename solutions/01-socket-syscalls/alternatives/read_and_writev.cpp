// Another correct solution: sockets as files, with read(2) and writev(2), and recvmsg(2) where lines are gathered.
// SIGPIPE, against which writev has no flag, is held back in this thread while it writes, and taken out if it came.
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <csignal>
#include <ctime>

#include "socket_syscalls.hpp"

namespace lab {
namespace {

/// Keeps SIGPIPE from this thread for as long as it lives.
class NoSigpipe {
 public:
  NoSigpipe() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    ::sigpending(&pending);
    was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoSigpipe() {
    const int saved = errno;
    const timespec at_once{};
    if (!was_pending_) {
      while (::sigtimedwait(&pipe_, nullptr, &at_once) == -1 && errno == EINTR) {
      }
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = saved;
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

template <class Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

ssize_t read_some(int fd, void* to, std::size_t size) {
  return uninterrupted([&] { return ::read(fd, to, size); });
}

}  // namespace

Fd open_listener(const Address& where, int backlog) {
  Fd fd(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw_errno("socket");
  const int on = 1;
  if (::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1) throw_errno("setsockopt");
  if (::bind(fd.get(), where.get(), where.length) == -1) throw_errno("bind");
  if (::listen(fd.get(), backlog) == -1) throw_errno("listen");
  return fd;
}

Accepted accept_connection(int listener) {
  Accepted accepted;
  const auto accept = [&] {
    accepted.peer = Address{};
    accepted.peer.length = sizeof accepted.peer.storage;
    return ::accept4(listener, accepted.peer.get(), &accepted.peer.length, SOCK_CLOEXEC);
  };
  int number = uninterrupted(accept);
  while (number == -1 && errno == ECONNABORTED) number = uninterrupted(accept);
  if (number == -1) throw_errno("accept4");
  accepted.connection = Fd(number);
  return accepted;
}

Fd connect_to(const Address& server) {
  Fd fd(::socket(server.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw_errno("socket");
  if (::connect(fd.get(), server.get(), server.length) == -1) {
    if (errno != EINTR) throw_errno("connect");
    pollfd entry{fd.get(), POLLOUT, 0};
    if (uninterrupted([&] { return ::ppoll(&entry, 1, nullptr, nullptr); }) == -1) throw_errno("ppoll");
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &length) == -1) throw_errno("getsockopt");
    if (error != 0) throw_errno("connect", error);
  }
  Address own;
  Address peer;
  own.length = peer.length = sizeof(sockaddr_storage);
  const bool named =
      ::getsockname(fd.get(), own.get(), &own.length) == 0 && ::getpeername(fd.get(), peer.get(), &peer.length) == 0;
  if (named && std::memcmp(&own, &peer, sizeof own) == 0) throw_errno("connect", ECONNREFUSED);
  return fd;
}

void send_all(int connection, std::span<const std::byte> bytes) {
  const NoSigpipe guard;
  while (!bytes.empty()) {
    // Two halves, for no reason but that writev can.
    const auto halves = [&] {
      auto* data = const_cast<std::byte*>(bytes.data());
      const std::size_t half = bytes.size() / 2;
      const iovec parts[2] = {{data, half}, {data + half, bytes.size() - half}};
      return ::writev(connection, parts, 2);
    };
    const ssize_t count = uninterrupted(halves);
    if (count == -1) throw_errno("writev");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  bool begun = false;
  while (!buffer.empty()) {
    const ssize_t count = read_some(connection, buffer.data(), buffer.size());
    if (count == -1) throw_errno("read");
    if (count == 0) {
      if (!begun) return false;
      throw EndOfFile("read: too few bytes");
    }
    begun = true;
    buffer = buffer.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  std::size_t end = kept.find('\n');
  while (end == std::string::npos) {
    const std::size_t sure = !kept.empty() && kept.back() == '\r' ? kept.size() - 1 : kept.size();
    if (sure > limit) throw_errno("receive_line", EMSGSIZE);
    char first[100];
    char second[900];
    iovec parts[2] = {{first, sizeof first}, {second, sizeof second}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    const ssize_t count = uninterrupted([&] { return ::recvmsg(connection, &message, 0); });
    if (count == -1) throw_errno("recvmsg");
    if (count == 0 && kept.empty()) return std::nullopt;
    if (count == 0) throw EndOfFile("recvmsg: no end of line");
    const auto total = static_cast<std::size_t>(count);
    kept.append(first, std::min(total, sizeof first));
    if (total > sizeof first) kept.append(second, total - sizeof first);
    end = kept.find('\n');
  }
  const bool crlf = end > 0 && kept[end - 1] == '\r';
  const std::string line = kept.substr(0, crlf ? end - 1 : end);
  kept = kept.substr(end + 1);
  if (line.size() > limit) throw_errno("receive_line", EMSGSIZE);
  return line;
}

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  send_all(connection, request);
  if (::shutdown(connection, SHUT_WR) == -1) throw_errno("shutdown");
  std::vector<std::byte> all;
  std::byte bytes[512];
  ssize_t count = 0;
  while ((count = read_some(connection, bytes, sizeof bytes)) > 0) all.insert(all.end(), bytes, bytes + count);
  if (count == -1) throw_errno("read");
  return all;
}

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> addresses;
  while (clients > 0) {
    std::optional<Accepted> client;
    try {
      client = accept_connection(listener);
    } catch (const std::system_error& error) {
      if (error.code().value() != EMFILE && error.code().value() != ENFILE) throw;
      const timespec moment{0, 1'000'000};
      ::nanosleep(&moment, nullptr);
      continue;
    }
    addresses.push_back(client->peer);
    --clients;
    std::byte bytes[1500];
    for (;;) {
      const ssize_t count = read_some(client->connection.get(), bytes, sizeof bytes);
      if (count == -1 && errno != ECONNRESET) throw_errno("read");
      if (count <= 0) break;
      try {
        send_all(client->connection.get(), std::span(bytes).first(static_cast<std::size_t>(count)));
      } catch (const std::system_error& error) {
        if (error.code().value() == EPIPE || error.code().value() == ECONNRESET) break;
        throw;
      }
    }
  }
  return addresses;
}

}  // namespace lab
