// Lab 01, the model solution. README.md beside it walks through it and says why each piece is as it is.
#include "socket_syscalls.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>

namespace lab {
namespace {

using Chunk = std::array<std::byte, 4096>;

Fd stream_socket(sa_family_t family) {
  Fd socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  return socket;
}

/// How an interrupted connect(2) ended: 0, or its errno. Waits until it has.
int end_of_connect(int socket) {
  pollfd connecting{socket, POLLOUT, 0};
  while (::poll(&connecting, 1, -1) == -1) {
    if (errno != EINTR) throw_errno("poll");
  }
  int error = 0;
  socklen_t length = sizeof error;
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == -1) throw_errno("getsockopt");
  return error;
}

/// True if the socket is connected to itself: nobody listened, and the kernel chose the very port that we asked for.
bool is_its_own_peer(int socket) {
  Address here;
  Address there;
  here.length = sizeof here.storage;
  there.length = sizeof there.storage;
  if (::getsockname(socket, here.get(), &here.length) == -1) throw_errno("getsockname");
  // A connection that is gone already has no peer. The first send or receive will say so.
  if (::getpeername(socket, there.get(), &there.length) == -1) return false;
  return here.length == there.length && std::memcmp(&here.storage, &there.storage, here.length) == 0;
}

/// What has come, at least one byte of it; 0 is the end of the stream.
std::size_t receive_some(int connection, std::span<std::byte> room) {
  for (;;) {
    const ssize_t count = ::recv(connection, room.data(), room.size(), 0);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw_errno("recv");
  }
}

}  // namespace

// 01.1

Fd open_listener(const Address& where, int backlog) {
  Fd listener = stream_socket(where.family());
  const int on = 1;
  if (::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1) throw_errno("setsockopt");
  if (::bind(listener.get(), where.get(), where.length) == -1) throw_errno("bind");
  if (::listen(listener.get(), backlog) == -1) throw_errno("listen");
  return listener;
}

// 01.2

Accepted accept_connection(int listener) {
  for (;;) {
    Address peer;
    peer.length = sizeof peer.storage;  // in: the room that is there; out: the bytes that count
    Fd connection(::accept4(listener, peer.get(), &peer.length, SOCK_CLOEXEC));
    if (connection) return {std::move(connection), peer};
    if (errno != EINTR && errno != ECONNABORTED) throw_errno("accept");
  }
}

// 01.3

Fd connect_to(const Address& server) {
  Fd connection = stream_socket(server.family());
  if (::connect(connection.get(), server.get(), server.length) == -1) {
    if (errno != EINTR) throw_errno("connect");
    if (const int error = end_of_connect(connection.get()); error != 0) throw_errno("connect", error);
  }
  if (is_its_own_peer(connection.get())) throw_errno("connect", ECONNREFUSED);
  return connection;
}

// 01.4

void send_all(int connection, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      throw_errno("send");
    }
  }
}

// 01.5

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const std::size_t count = receive_some(connection, buffer.subspan(filled));
    if (count == 0) {
      if (filled == 0) return false;
      throw EndOfFile("receive_exactly: the stream ended in the middle");
    }
    filled += count;
  }
  return true;
}

// 01.6

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  std::size_t searched = 0;
  for (;;) {
    if (const std::size_t end = kept.find('\n', searched); end != std::string::npos) {
      std::string line = kept.substr(0, end);
      if (line.ends_with('\r')) line.pop_back();
      if (line.size() > limit) throw_errno("receive_line", EMSGSIZE);
      kept.erase(0, end + 1);
      return line;
    }
    // A last "\r" may be half of the line's end; all before it belongs to the line.
    const std::size_t at_least = kept.size() - (kept.ends_with('\r') ? 1 : 0);
    if (at_least > limit) throw_errno("receive_line", EMSGSIZE);
    Chunk chunk;
    const std::size_t count = receive_some(connection, chunk);
    if (count == 0) {
      if (kept.empty()) return std::nullopt;
      throw EndOfFile("receive_line: the stream ended within a line");
    }
    searched = kept.size();
    kept.append(reinterpret_cast<const char*>(chunk.data()), count);
  }
}

// 01.7

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  send_all(connection, request);
  if (::shutdown(connection, SHUT_WR) == -1) throw_errno("shutdown");
  std::vector<std::byte> reply;
  Chunk chunk;
  while (const std::size_t count = receive_some(connection, chunk)) {
    reply.insert(reply.end(), chunk.begin(), chunk.begin() + count);
  }
  return reply;
}

// 01.8

namespace {

bool no_descriptor_is_free(const std::system_error& error) {
  return error.code().value() == EMFILE || error.code().value() == ENFILE;
}

bool client_vanished(const std::system_error& error) {
  return error.code().value() == ECONNRESET || error.code().value() == EPIPE;
}

Accepted accept_patiently(int listener) {
  for (;;) {
    try {
      return accept_connection(listener);
    } catch (const std::system_error& error) {
      if (!no_descriptor_is_free(error)) throw;
      ::poll(nullptr, 0, 10);  // a pause: until somebody closes one, accept would fail as fast as we can ask
    }
  }
}

void echo(int connection) {
  try {
    Chunk chunk;
    while (const std::size_t count = receive_some(connection, chunk)) {
      send_all(connection, std::span(chunk).first(count));
    }
  } catch (const std::system_error& error) {
    if (!client_vanished(error)) throw;
  }
}

}  // namespace

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> served;
  while (served.size() < clients) {
    const Accepted client = accept_patiently(listener);
    served.push_back(client.peer);
    echo(client.connection.get());
  }
  return served;
}

}  // namespace lab
