// Another solution: select, clock_gettime, one byte of room too many to notice truncation, arrays, goto.
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <ctime>

#include "datagram_semantics.hpp"

namespace lab {
namespace {

using Bytes = std::vector<std::byte>;
constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t never = INT64_MAX;

std::int64_t now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * second + time.tv_nsec;
}

std::int64_t add(std::int64_t time, std::chrono::milliseconds wait) {
  return wait.count() >= (never - time) / 1'000'000 ? never : time + wait.count() * 1'000'000;
}

/// 1: readable; 0: the time is over; -1: interrupted.
int wait_readable(int socket, std::int64_t end) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(socket, &set);
  const std::int64_t left = end == never ? 1000 * second : end - now();
  timeval limit{left > 0 ? left / second : 0, left > 0 ? (left % second + 999) / 1000 : 0};
  const int ready = ::select(socket + 1, &set, nullptr, nullptr, &limit);
  if (ready == -1 && errno != EINTR) throw_errno("select");
  return ready == 0 && left > 0 ? -1 : ready;
}

/// The size of what has come; -1: nothing until `end`; -2: a refusal.
ssize_t receive_until(int socket, char* buffer, std::size_t size, std::int64_t end) {
again:
  const int ready = wait_readable(socket, end);
  if (ready == 0) return -1;
  if (ready == -1) goto again;
  const ssize_t count = ::recv(socket, buffer, size, MSG_DONTWAIT);
  if (count >= 0) return count;
  if (errno == ECONNREFUSED) return -2;
  if (errno == EINTR || errno == EAGAIN) goto again;
  throw_errno("recv");
}

void put_number(unsigned char* to, std::uint32_t number) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<unsigned char>(number >> (24 - 8 * i));
}

std::uint32_t get_number(const char* from) {
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i) number = number * 256 + static_cast<unsigned char>(from[i]);
  return number;
}

}  // namespace

Fd open_datagram_socket(const Address& where) {
  const char* call = "socket";
  int saved = 0;
  const int on = 1;
  const int socket = ::socket(where.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket == -1) throw_errno(call);
  call = "bind";
  if (::bind(socket, where.get(), where.length) == -1) goto failed;
  call = "setsockopt";
  if (::setsockopt(socket, SOL_SOCKET, SO_BROADCAST, &on, sizeof on) == -1) goto failed;
  return Fd(socket);
failed:
  saved = errno;
  ::close(socket);
  throw_errno(call, saved);
}

void send_datagram(int socket, const Address& to, std::span<const std::byte> bytes) {
  iovec part{const_cast<std::byte*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_name = const_cast<sockaddr*>(to.get());
  message.msg_namelen = to.length;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  while (::sendmsg(socket, &message, 0) == -1)
    if (errno != EINTR) throw_errno("sendmsg");
}

Received receive_datagram(int socket, std::span<std::byte> buffer) {
  std::byte one_too_many{};
  iovec parts[2] = {{buffer.data(), buffer.size()}, {&one_too_many, 1}};
  Received received;
  msghdr message{};
  ssize_t count = -1;
  do {
    message.msg_name = &received.from.storage;
    message.msg_namelen = sizeof received.from.storage;
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    count = ::recvmsg(socket, &message, 0);
  } while (count == -1 && errno == EINTR);
  if (count == -1) throw_errno("recvmsg");
  received.from.length = message.msg_namelen;
  received.truncated = static_cast<std::size_t>(count) > buffer.size();
  received.size = received.truncated ? buffer.size() : static_cast<std::size_t>(count);
  return received;
}

bool send_if_it_fits(int socket, const Address& to, std::span<const std::byte> bytes) {
  for (;;) {
    if (::sendto(socket, bytes.data(), bytes.size(), 0, to.get(), to.length) != -1) return true;
    switch (errno) {
      case EINTR:
        break;
      case EMSGSIZE:
        return false;
      default:
        throw_errno("sendto");
    }
  }
}

std::optional<Bytes> ask_once(const Address& server, std::span<const std::byte> question,
                              std::chrono::milliseconds timeout) {
  const Fd socket(::socket(server.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  if (::connect(socket.get(), server.get(), server.length) == -1) throw_errno("connect");
  if (question.empty()) {  // what write(2) does with nothing, POSIX leaves open
    while (::send(socket.get(), "", 0, 0) == -1)
      if (errno != EINTR) throw_errno("send");
  } else {
    while (::write(socket.get(), question.data(), question.size()) == -1)
      if (errno != EINTR) throw_errno("write");
  }
  Bytes answer(65'536);
  const ssize_t size =
      receive_until(socket.get(), reinterpret_cast<char*>(answer.data()), answer.size(), add(now(), timeout));
  if (size == -2) throw_errno("recv", ECONNREFUSED);
  if (size == -1) return std::nullopt;
  answer.resize(static_cast<std::size_t>(size));
  return answer;
}

std::optional<Bytes> ask_reliably(int socket, std::uint32_t number, std::span<const std::byte> question,
                                  std::chrono::milliseconds first_wait, std::chrono::milliseconds patience) {
  unsigned char front[4];
  put_number(front, number);
  iovec parts[2] = {{front, 4}, {const_cast<std::byte*>(question.data()), question.size()}};
  std::vector<char> buffer(65'536);
  const std::int64_t end = add(now(), patience);
  std::int64_t next = now();
  for (std::int64_t wait = add(0, first_wait); next < end || next == now();
       wait = wait > never / 2 ? never : 2 * wait) {
    for (int tries = 0; ::writev(socket, parts, 2) == -1; ++tries) {
      if (errno != EINTR && errno != ECONNREFUSED) throw_errno("writev");
      if (tries > 10) break;
    }
    next = wait > never - next ? never : next + wait;
    const std::int64_t until = next < end ? next : end;
    for (ssize_t size = 0; size != -1;) {
      size = receive_until(socket, buffer.data(), buffer.size(), until);
      if (size >= 4 && get_number(buffer.data()) == number) {
        const auto* bytes = reinterpret_cast<const std::byte*>(buffer.data());
        return Bytes(bytes + 4, bytes + size);
      }
    }
    if (next >= end) break;
  }
  return std::nullopt;
}

void answer_at_most_once(int socket, std::size_t datagrams, std::size_t clients, const Work& work) {
  struct Client {
    Address address;
    std::uint32_t number = 0;
    std::uint64_t last_asked = 0;  // 0: free
    Bytes answer;
  };
  std::vector<Client> known(clients);
  std::vector<std::byte> buffer(65'536);
  std::uint64_t time = 0;
  for (std::size_t taken = 0; taken < datagrams;) {
    Received received;
    try {
      received = receive_datagram(socket, buffer);
    } catch (const std::system_error& error) {
      if (error.code().value() == ECONNREFUSED) continue;
      throw;
    }
    ++taken;
    if (received.size < 4) continue;
    const std::uint32_t number = get_number(reinterpret_cast<const char*>(buffer.data()));
    Client* client = nullptr;
    Client* oldest = known.data();
    for (Client& one : known) {
      if (one.last_asked > 0 && one.address.length == received.from.length &&
          std::memcmp(&one.address.storage, &received.from.storage, received.from.length) == 0)
        client = &one;
      if (one.last_asked < oldest->last_asked) oldest = &one;
    }
    if (client != nullptr && number < client->number) continue;
    if (client == nullptr || number > client->number) {
      const std::vector<std::byte> result = work(std::span(buffer).subspan(4, received.size - 4));
      if (client == nullptr) client = oldest;
      client->address = received.from;
      client->number = number;
      client->answer.assign(buffer.begin(), buffer.begin() + 4);
      client->answer.insert(client->answer.end(), result.begin(), result.end());
    }
    client->last_asked = ++time;
    try {
      send_datagram(socket, client->address, client->answer);
    } catch (const std::exception&) {
      continue;  // lost
    }
  }
}

Reassembler::Reassembler(std::uint32_t first, std::size_t window) : missing_(first), window_(window) {}

bool Reassembler::push(std::uint32_t number, std::span<const std::byte> bytes) {
  const std::uint32_t distance = number - missing_;
  if (!(distance < window_) || early_.count(number) != 0) return false;
  if (distance > 0) {
    early_.insert({number, {bytes.begin(), bytes.end()}});
    return true;
  }
  ready_.insert(ready_.end(), bytes.begin(), bytes.end());
  for (++missing_; early_.count(missing_) != 0; ++missing_) {
    const Bytes& next = early_.at(missing_);
    ready_.insert(ready_.end(), next.begin(), next.end());
    early_.erase(missing_);
  }
  return true;
}

Bytes Reassembler::take() {
  Bytes all;
  all.swap(ready_);
  return all;
}

std::uint32_t Reassembler::missing() const { return missing_; }

}  // namespace lab
