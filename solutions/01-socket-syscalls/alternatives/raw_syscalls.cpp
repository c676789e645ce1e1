// Another correct solution: no wrapper of the C library, everything by syscall(2).
#include <linux/poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "socket_syscalls.hpp"

namespace lab {
namespace {

/// A descriptor, closed by the bare call.
class Raw {
 public:
  explicit Raw(long number) : number_(static_cast<int>(number)) {}
  ~Raw() {
    const int saved = errno;
    if (number_ >= 0) ::syscall(SYS_close, number_);
    errno = saved;
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  [[nodiscard]] int get() const { return number_; }
  Fd release() { return Fd(std::exchange(number_, -1)); }

 private:
  int number_;
};

long receive(int connection, void* to, std::size_t size) {
  long count = 0;
  do {
    count = ::syscall(SYS_recvfrom, connection, to, size, 0, nullptr, nullptr);
  } while (count == -1 && errno == EINTR);
  return count;
}

bool send_bytes(int connection, const std::byte* bytes, std::size_t size) {
  while (size > 0) {
    const long count = ::syscall(SYS_sendto, connection, bytes, size, MSG_NOSIGNAL, nullptr, 0);
    if (count == -1 && errno != EINTR) return false;
    if (count == -1) continue;
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

int accept_raw(int listener, Address& peer) {
  peer.length = sizeof peer.storage;
  return static_cast<int>(::syscall(SYS_accept4, listener, &peer.storage, &peer.length, SOCK_CLOEXEC));
}

}  // namespace

Fd open_listener(const Address& where, int backlog) {
  Raw fd(::syscall(SYS_socket, where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (fd.get() == -1) throw_errno("socket");
  const int on = 1;
  if (::syscall(SYS_setsockopt, fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1) throw_errno("setsockopt");
  if (::syscall(SYS_bind, fd.get(), &where.storage, where.length) == -1) throw_errno("bind");
  if (::syscall(SYS_listen, fd.get(), backlog) == -1) throw_errno("listen");
  return fd.release();
}

Accepted accept_connection(int listener) {
  Address peer;
  int number = 0;
  do {
    number = accept_raw(listener, peer);
  } while (number == -1 && (errno == EINTR || errno == ECONNABORTED));
  if (number == -1) throw_errno("accept4");
  return {Fd(number), peer};
}

Fd connect_to(const Address& server) {
  Raw fd(::syscall(SYS_socket, server.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (fd.get() == -1) throw_errno("socket");
  if (::syscall(SYS_connect, fd.get(), &server.storage, server.length) == -1) {
    if (errno != EINTR) throw_errno("connect");
    pollfd entry{fd.get(), POLLOUT, 0};
    while (::syscall(SYS_ppoll, &entry, 1, nullptr, nullptr, 0) == -1) {
      if (errno != EINTR) throw_errno("ppoll");
    }
    int error = 0;
    socklen_t length = sizeof error;
    if (::syscall(SYS_getsockopt, fd.get(), SOL_SOCKET, SO_ERROR, &error, &length) == -1) throw_errno("getsockopt");
    if (error != 0) throw_errno("connect", error);
  }
  Address own;
  own.length = sizeof own.storage;
  Address peer = own;
  if (::syscall(SYS_getsockname, fd.get(), &own.storage, &own.length) == -1) throw_errno("getsockname");
  if (::syscall(SYS_getpeername, fd.get(), &peer.storage, &peer.length) == 0 && own.length == peer.length &&
      std::memcmp(&own.storage, &peer.storage, own.length) == 0) {
    throw_errno("connect", ECONNREFUSED);
  }
  return fd.release();
}

void send_all(int connection, std::span<const std::byte> bytes) {
  if (!send_bytes(connection, bytes.data(), bytes.size())) throw_errno("sendto");
}

bool receive_exactly(int connection, std::span<std::byte> buffer) {
  std::size_t have = 0;
  while (have < buffer.size()) {
    const long count = receive(connection, buffer.data() + have, buffer.size() - have);
    if (count == -1) throw_errno("recvfrom");
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  if (have > 0 && have < buffer.size()) throw EndOfFile("the stream ended early");
  return have == buffer.size();
}

std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit) {
  std::size_t at = 0;  // all before it was looked at
  for (;;) {
    for (; at < kept.size(); ++at) {
      const bool half_an_end = kept[at] == '\r' && (at + 1 == kept.size() || kept[at + 1] == '\n');
      if (kept[at] == '\n') {
        std::size_t size = at;
        if (size > 0 && kept[size - 1] == '\r') --size;
        std::string line = kept.substr(0, size);
        kept.erase(0, at + 1);
        return line;
      }
      if (half_an_end && at + 1 == kept.size()) break;  // what comes next decides
      if (!half_an_end && at >= limit) throw_errno("receive_line", EMSGSIZE);
    }
    char bytes[256];
    const long count = receive(connection, bytes, sizeof bytes);
    if (count == -1) throw_errno("recvfrom");
    if (count == 0 && kept.empty()) return std::nullopt;
    if (count == 0) throw EndOfFile("the stream ended early");
    kept.append(bytes, static_cast<std::size_t>(count));
  }
}

std::vector<std::byte> exchange(int connection, std::span<const std::byte> request) {
  send_all(connection, request);
  if (::syscall(SYS_shutdown, connection, SHUT_WR) == -1) throw_errno("shutdown");
  std::vector<std::byte> answer;
  std::byte bytes[4096];
  for (;;) {
    const long count = receive(connection, bytes, sizeof bytes);
    if (count == -1) throw_errno("recvfrom");
    if (count == 0) return answer;
    answer.insert(answer.end(), bytes, bytes + count);
  }
}

std::vector<Address> serve_echo(int listener, std::size_t clients) {
  std::vector<Address> addresses;
  while (addresses.size() < clients) {
    Address peer;
    const Raw fd(accept_raw(listener, peer));
    if (fd.get() == -1) {
      if (errno == EINTR || errno == ECONNABORTED || errno == EMFILE || errno == ENFILE) continue;
      throw_errno("accept4");
    }
    addresses.push_back(peer);
    std::byte bytes[4096];
    const char* call = "recvfrom";
    long count = 0;
    while ((count = receive(fd.get(), bytes, sizeof bytes)) > 0) {
      if (send_bytes(fd.get(), bytes, static_cast<std::size_t>(count))) continue;
      call = "sendto";
      count = -1;
      break;
    }
    if (count == -1 && errno != ECONNRESET && errno != EPIPE) throw_errno(call);
  }
  return addresses;
}

}  // namespace lab
