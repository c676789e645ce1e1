// Another correct solution: blocking calls that let the kernel do the gathering (MSG_WAITALL), lines byte by byte,
// accept(2) with fcntl(2), an interrupted connect that is asked by getpeername(2), echoing without exceptions.
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>

#include <algorithm>

#include "socket_syscalls.hpp"

namespace lab {
namespace {

struct Failure {
  const char* call = nullptr;
  int error = 0;
};

/// Sends all; what went wrong, if anything.
Failure try_to_send(int connection, const std::byte* bytes, std::size_t size) {
  for (std::size_t sent = 0; sent < size;) {
    const ssize_t now =
        ::sendto(connection, bytes + sent, std::min<std::size_t>(size - sent, 1000), MSG_NOSIGNAL, nullptr, 0);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return {"sendto", errno};
    sent += static_cast<std::size_t>(now);
  }
  return {};
}

bool same_end(const Address& a, const Address& b) {
  if (a.family() != b.family()) return false;
  if (a.family() == AF_INET) {
    const auto* x = reinterpret_cast<const sockaddr_in*>(a.get());
    const auto* y = reinterpret_cast<const sockaddr_in*>(b.get());
    return x->sin_port == y->sin_port && x->sin_addr.s_addr == y->sin_addr.s_addr;
  }
  const auto* x = reinterpret_cast<const sockaddr_in6*>(a.get());
  const auto* y = reinterpret_cast<const sockaddr_in6*>(b.get());
  return x->sin6_port == y->sin6_port && std::memcmp(&x->sin6_addr, &y->sin6_addr, sizeof x->sin6_addr) == 0;
}

void wait_until_writable(int socket) {
  for (;;) {
    fd_set writable;
    FD_ZERO(&writable);
    FD_SET(socket, &writable);
    if (::select(socket + 1, nullptr, &writable, nullptr, nullptr) == 1) return;
    if (errno != EINTR) throw_errno("select");
  }
}

}  // namespace

Fd open_listener(const Address& where, int backlog) {
  Fd fd{::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP)};
  if (!fd) throw_errno("socket");
  int yes = 1;
  if (::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0) throw_errno("setsockopt");
  if (::bind(fd.get(), where.get(), where.length) != 0) throw_errno("bind");
  if (::listen(fd.get(), backlog) != 0) throw_errno("listen");
  return fd;
}

Accepted accept_connection(int listener) {
  Accepted result;
  do {
    result.peer.length = sizeof result.peer.storage;
    result.connection.reset(::accept(listener, result.peer.get(), &result.peer.length));
  } while (!result.connection && (errno == EINTR || errno == ECONNABORTED));
  if (!result.connection) throw_errno("accept");
  if (::fcntl(result.connection.get(), F_SETFD, FD_CLOEXEC) == -1) throw_errno("fcntl");
  return result;
}

Fd connect_to(const Address& server) {
  Fd fd{::socket(server.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!fd) throw_errno("socket");
  const bool interrupted = ::connect(fd.get(), server.get(), server.length) != 0;
  if (interrupted && errno != EINTR) throw_errno("connect");
  if (interrupted) wait_until_writable(fd.get());
  Address peer;
  peer.length = sizeof peer.storage;
  if (::getpeername(fd.get(), peer.get(), &peer.length) != 0) {
    char byte = 0;
    if (::recv(fd.get(), &byte, 1, MSG_PEEK) == 0) errno = ECONNRESET;  // no peer, no error: it came and went
    throw_errno("connect");  // else recv left the connect's own error in errno
  }
  Address own;
  own.length = sizeof own.storage;
  if (::getsockname(fd.get(), own.get(), &own.length) != 0) throw_errno("getsockname");
  if (same_end(own, peer)) throw_errno("connect", ECONNREFUSED);
  return fd;
}

void send_all(int connection, std::span<const std::byte> bytes) {
  const Failure failure = try_to_send(connection, bytes.data(), bytes.size());
  if (failure.call != nullptr) throw_errno(failure.call, failure.error);
}

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  const std::size_t whole = buffer.size();
  while (!buffer.empty()) {
    const ssize_t now = ::recv(connection, buffer.data(), buffer.size(), MSG_WAITALL);
    if (now == -1) {
      if (errno == EINTR) continue;
      throw_errno("recv");
    }
    if (now == 0 && buffer.size() == whole) return false;
    if (now == 0) throw EndOfFile("only a part came");
    buffer = buffer.last(buffer.size() - static_cast<std::size_t>(now));
  }
  return true;
}

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  std::string line;
  for (;;) {
    std::byte next{};
    if (!kept.empty()) {
      next = static_cast<std::byte>(kept.front());
      kept.erase(0, 1);
    } else if (!receive_exactly(connection, std::span(&next, 1))) {
      if (line.empty()) return std::nullopt;
      throw EndOfFile("a line without an end");
    }
    const char c = static_cast<char>(next);
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.size() > limit) throw_errno("receive_line", EMSGSIZE);
      return line;
    }
    if (line.size() >= limit && (line.size() > limit || c != '\r')) throw_errno("receive_line", EMSGSIZE);
    line += c;
  }
}

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  send_all(connection, request);
  if (::shutdown(connection, SHUT_WR) != 0) throw_errno("shutdown");
  std::vector<std::byte> all;
  for (;;) {
    const std::size_t before = all.size();
    all.resize(before + 1000);
    ssize_t now = 0;
    do {
      now = ::recv(connection, all.data() + before, 1000, 0);
    } while (now == -1 && errno == EINTR);
    if (now == -1) throw_errno("recv");
    all.resize(before + static_cast<std::size_t>(now));
    if (now == 0) return all;
  }
}

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> addresses;
  for (std::size_t i = 0; i < clients;) {
    Accepted client;
    client.peer.length = sizeof client.peer.storage;
    client.connection = Fd(::accept4(listener, client.peer.get(), &client.peer.length, SOCK_CLOEXEC));
    if (!client.connection) {
      if (errno == EINTR || errno == ECONNABORTED || errno == EMFILE || errno == ENFILE) continue;
      throw_errno("accept4");
    }
    addresses.push_back(client.peer);
    ++i;
    std::byte bytes[333];
    for (;;) {
      const ssize_t now = ::recv(client.connection.get(), bytes, sizeof bytes, 0);
      Failure failure;
      if (now == -1 && errno == EINTR) continue;
      if (now == -1) failure = {"recv", errno};
      if (now == 0) break;
      if (now > 0) failure = try_to_send(client.connection.get(), bytes, static_cast<std::size_t>(now));
      if (failure.call == nullptr) continue;
      if (failure.error == ECONNRESET || failure.error == EPIPE) break;
      throw_errno(failure.call, failure.error);
    }
  }
  return addresses;
}

}  // namespace lab
