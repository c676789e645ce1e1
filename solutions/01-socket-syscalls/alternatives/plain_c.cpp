// Another correct solution: as one writes it in C. Numbers for descriptors, goto for the way out, malloc for room; C++
// only where the contract has it.
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "socket_syscalls.hpp"

static int full_send(int fd, const void* data, size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    ssize_t n = send(fd, at, size, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    at += n;
    size -= static_cast<size_t>(n);
  }
  return 0;
}

static ssize_t some_recv(int fd, void* data, size_t size) {
  ssize_t n;
  do {
    n = recv(fd, data, size, 0);
  } while (n < 0 && errno == EINTR);
  return n;
}

namespace lab {

Fd open_listener(const Address& where, int backlog) {
  const char* call = "socket";
  int on = 1;
  int saved;
  int fd = socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd == -1) goto failed;
  call = "setsockopt";
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1) goto failed;
  call = "bind";
  if (bind(fd, where.get(), where.length) == -1) goto failed;
  call = "listen";
  if (listen(fd, backlog) == -1) goto failed;
  return Fd(fd);
failed:
  saved = errno;
  if (fd != -1) close(fd);
  throw_errno(call, saved);
}

Accepted accept_connection(int listener) {
  for (;;) {
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    memset(&name, 0, sizeof name);
    int fd = accept4(listener, reinterpret_cast<struct sockaddr*>(&name), &length, SOCK_CLOEXEC);
    if (fd >= 0) {
      Accepted accepted;
      accepted.connection = Fd(fd);
      accepted.peer.length = length;
      memcpy(&accepted.peer.storage, &name, sizeof name);
      return accepted;
    }
    if (errno != EINTR && errno != ECONNABORTED) throw_errno("accept4");
  }
}

Fd connect_to(const Address& server) {
  const char* call = "socket";
  struct sockaddr_storage own, peer;
  socklen_t own_length = sizeof own, peer_length = sizeof peer;
  int saved;
  int fd = socket(server.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd == -1) goto failed;
  call = "connect";
  if (connect(fd, server.get(), server.length) == -1) {
    struct pollfd entry;
    int error = 0;
    socklen_t length = sizeof error;
    if (errno != EINTR) goto failed;
    entry.fd = fd;
    entry.events = POLLOUT;
    while (poll(&entry, 1, -1) == -1) {
      if (errno == EINTR) continue;
      call = "poll";
      goto failed;
    }
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == -1) {
      call = "getsockopt";
      goto failed;
    }
    errno = error;
    if (error != 0) goto failed;
  }
  memset(&own, 0, sizeof own);
  memset(&peer, 0, sizeof peer);
  if (getsockname(fd, reinterpret_cast<struct sockaddr*>(&own), &own_length) == 0 &&
      getpeername(fd, reinterpret_cast<struct sockaddr*>(&peer), &peer_length) == 0 &&
      memcmp(&own, &peer, sizeof own) == 0) {
    errno = ECONNREFUSED;
    goto failed;
  }
  return Fd(fd);
failed:
  saved = errno;
  if (fd != -1) close(fd);
  throw_errno(call, saved);
}

void send_all(int connection, std::span<const std::byte> bytes) {
  if (full_send(connection, bytes.data(), bytes.size()) == -1) throw_errno("send");
}

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  char* at = reinterpret_cast<char*>(buffer.data());
  size_t left = buffer.size();
  while (left > 0) {
    ssize_t n = some_recv(connection, at, left);
    if (n < 0) throw_errno("recv");
    if (n == 0) {
      if (left == buffer.size()) return false;
      throw EndOfFile("end of file in the middle");
    }
    at += n;
    left -= static_cast<size_t>(n);
  }
  return true;
}

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  for (;;) {
    const char* begin = kept.data();
    const void* found = memchr(begin, '\n', kept.size());
    size_t size = found != NULL ? static_cast<size_t>(static_cast<const char*>(found) - begin) : kept.size();
    size_t net = size > 0 && begin[size - 1] == '\r' ? size - 1 : size;
    if (net > limit) throw_errno("receive_line", EMSGSIZE);
    if (found != NULL) {
      std::string line(begin, net);
      kept.erase(0, size + 1);
      return line;
    }
    char buffer[4096];
    ssize_t n = some_recv(connection, buffer, sizeof buffer);
    if (n < 0) throw_errno("recv");
    if (n == 0) {
      if (kept.empty()) return std::nullopt;
      throw EndOfFile("end of file within a line");
    }
    kept.append(buffer, static_cast<size_t>(n));
  }
}

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  char* room = NULL;
  size_t have = 0, size = 0;
  const char* call = "send";
  int saved;
  if (full_send(connection, request.data(), request.size()) == -1) goto failed;
  call = "shutdown";
  if (shutdown(connection, SHUT_WR) == -1) goto failed;
  call = "recv";
  for (;;) {
    ssize_t n;
    if (have == size) {
      char* more = static_cast<char*>(realloc(room, size + 10000));
      if (more == NULL) {
        call = "realloc";
        goto failed;
      }
      room = more;
      size += 10000;
    }
    n = some_recv(connection, room + have, size - have);
    if (n < 0) goto failed;
    if (n == 0) break;
    have += static_cast<size_t>(n);
  }
  {
    const std::byte* bytes = reinterpret_cast<const std::byte*>(room);
    std::vector<std::byte> answer(bytes, bytes + have);
    free(room);
    return answer;
  }
failed:
  saved = errno;
  free(room);
  throw_errno(call, saved);
}

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> addresses;
  size_t i;
  for (i = 0; i < clients; i++) {
    Address address;
    char buffer[8192];
    const char* failed = NULL;
    ssize_t n;
    int error;
    int fd;
    do {
      address.length = sizeof address.storage;
      fd = accept4(listener, address.get(), &address.length, SOCK_CLOEXEC);
    } while (fd == -1 && (errno == EINTR || errno == ECONNABORTED || errno == EMFILE || errno == ENFILE));
    if (fd == -1) throw_errno("accept4");
    while ((n = some_recv(fd, buffer, sizeof buffer)) > 0) {
      if (full_send(fd, buffer, static_cast<size_t>(n)) == -1) {
        failed = "send";
        break;
      }
    }
    if (n < 0) failed = "recv";
    error = errno;
    close(fd);
    if (failed != NULL && error != ECONNRESET && error != EPIPE) throw_errno(failed, error);
    addresses.push_back(address);
  }
  return addresses;
}

}  // namespace lab
