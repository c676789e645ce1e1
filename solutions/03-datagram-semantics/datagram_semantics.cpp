// Lab 03, the model solution. README.md beside it walks through it and says why each piece is as it is.
#include "datagram_semantics.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <climits>
#include <list>
#include <string>
#include <utility>

namespace lab {
namespace {

using Bytes = std::vector<std::byte>;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t longest_datagram = 65'535;  // no UDP datagram is longer
constexpr std::size_t number_size = 4;

Fd udp_socket(sa_family_t family) {
  Fd socket(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  return socket;
}

/// `time` after `start`, or as late as the clock can tell.
Clock::time_point later(Clock::time_point start, milliseconds time) {
  const auto room = std::chrono::floor<milliseconds>(Clock::time_point::max() - start);
  return time < room ? start + time : Clock::time_point::max();
}

/// What is left until `end`, as poll(2) takes it: not a moment too short, and never negative, which would be for ever.
int left_until(Clock::time_point end) {
  const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
  return static_cast<int>(std::clamp<milliseconds::rep>(left.count(), 0, INT_MAX));
}

/// False when nothing has come until `end`.
bool wait_readable(int socket, Clock::time_point end) {
  for (;;) {
    const int left = left_until(end);
    pollfd entry{socket, POLLIN, 0};
    const int ready = ::poll(&entry, 1, left);
    if (ready > 0) return true;
    if (ready == -1 && errno != EINTR) throw_errno("poll");
    if (ready == 0 && left == 0) return false;
  }
}

/// The next datagram of a connected socket, all of it; absent when none has come until `end`.
std::optional<Bytes> receive_until(int socket, Clock::time_point end) {
  while (wait_readable(socket, end)) {
    Bytes bytes(longest_datagram);
    const ssize_t size = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (size >= 0) {
      bytes.resize(static_cast<std::size_t>(size));
      return bytes;
    }
    // EAGAIN: the kernel has thrown it away after all, for a wrong checksum.
    if (errno != EINTR && errno != EAGAIN) throw_errno("recv");
  }
  return std::nullopt;
}

}  // namespace

// 03.1

Fd open_datagram_socket(const Address& where) {
  Fd socket = udp_socket(where.family());
  const int on = 1;
  if (::setsockopt(socket.get(), SOL_SOCKET, SO_BROADCAST, &on, sizeof on) == -1) throw_errno("setsockopt");
  if (::bind(socket.get(), where.get(), where.length) == -1) throw_errno("bind");
  return socket;
}

void send_datagram(int socket, const Address& to, std::span<const std::byte> bytes) {
  // Whole or not at all: there is no short count to look at.
  while (::sendto(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL, to.get(), to.length) == -1) {
    if (errno != EINTR) throw_errno("sendto");
  }
}

Received receive_datagram(int socket, std::span<std::byte> buffer) {
  for (;;) {
    Received received;
    iovec room{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_name = received.from.get();
    message.msg_namelen = sizeof received.from.storage;
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    const ssize_t size = ::recvmsg(socket, &message, 0);
    if (size >= 0) {
      received.from.length = message.msg_namelen;
      received.size = static_cast<std::size_t>(size);
      received.truncated = (message.msg_flags & MSG_TRUNC) != 0;
      return received;
    }
    if (errno != EINTR) throw_errno("recvmsg");
  }
}

// 03.2

bool send_if_it_fits(int socket, const Address& to, std::span<const std::byte> bytes) {
  try {
    send_datagram(socket, to, bytes);
    return true;
  } catch (const std::system_error& error) {
    if (error.code().value() != EMSGSIZE) throw;
    return false;
  }
}

// 03.3

std::optional<Bytes> ask_once(const Address& server, std::span<const std::byte> question, milliseconds timeout) {
  const Fd socket = udp_socket(server.family());
  // Connected: the kernel passes over whoever is not the server, and tells us when nobody is there.
  if (::connect(socket.get(), server.get(), server.length) == -1) throw_errno("connect");
  send_datagram(socket.get(), server, question);
  return receive_until(socket.get(), later(Clock::now(), timeout));
}

// 03.4

namespace {

std::array<std::byte, number_size> to_bytes(std::uint32_t number) {
  return {std::byte(number >> 24), std::byte(number >> 16), std::byte(number >> 8), std::byte(number)};
}

std::uint32_t number_of(std::span<const std::byte> bytes) {
  std::uint32_t number = 0;
  for (const std::byte byte : bytes.first(number_size)) number = number << 8 | std::to_integer<std::uint32_t>(byte);
  return number;
}

Bytes numbered(std::uint32_t number, std::span<const std::byte> bytes) {
  const auto front = to_bytes(number);
  Bytes message(front.size() + bytes.size());
  std::copy(bytes.begin(), bytes.end(), std::copy(front.begin(), front.end(), message.begin()));
  return message;
}

/// Sends over a connected socket. ECONNREFUSED is about a datagram that was sent before, and kept this one from going.
void send_all_the_same(int socket, std::span<const std::byte> message) {
  bool was_refused = false;
  while (::send(socket, message.data(), message.size(), MSG_NOSIGNAL) == -1) {
    if (errno == ECONNREFUSED && was_refused) return;  // lost
    was_refused = errno == ECONNREFUSED;
    if (errno != EINTR && errno != ECONNREFUSED) throw_errno("send");
  }
}

/// The answer with this number; absent when it has not come until `end`. Everything else is passed over.
std::optional<Bytes> answer_until(int socket, std::uint32_t number, Clock::time_point end) {
  for (;;) {
    try {
      const std::optional<Bytes> message = receive_until(socket, end);
      if (!message) return std::nullopt;
      if (message->size() < number_size || number_of(*message) != number) continue;
      return Bytes(message->begin() + number_size, message->end());
    } catch (const std::system_error& error) {
      if (error.code().value() != ECONNREFUSED) throw;
    }
  }
}

}  // namespace

std::optional<Bytes> ask_reliably(int socket, std::uint32_t number, std::span<const std::byte> question,
                                  milliseconds first_wait, milliseconds patience) {
  const Bytes message = numbered(number, question);
  const auto start = Clock::now();
  const auto end = later(start, patience);
  auto next = start;
  for (milliseconds wait = first_wait;;) {
    send_all_the_same(socket, message);
    next = later(next, wait);  // counted from when it should have been sent, so that delays do not add up
    if (auto answer = answer_until(socket, number, std::min(next, end))) return answer;
    if (next >= end) return std::nullopt;
    wait *= 2;  // far from an overflow: it has passed
  }
}

// 03.5

namespace {

struct Answered {
  std::uint32_t number = 0;
  Bytes answer;
};

/// The last answer of each client that has asked lately.
class Memory {
 public:
  explicit Memory(std::size_t most) : most_(most) {}

  /// nullptr if the client is not known.
  [[nodiscard]] const Answered* find(const std::string& client) const {
    const auto found = by_client_.find(client);
    return found == by_client_.end() ? nullptr : &found->second->second;
  }
  /// The client is the one that has asked last.
  void put(const std::string& client, Answered last) {
    latest_first_.emplace_front(client, std::move(last));
    const auto [place, is_new] = by_client_.try_emplace(client, latest_first_.begin());
    if (!is_new) latest_first_.erase(std::exchange(place->second, latest_first_.begin()));
    if (latest_first_.size() <= most_) return;
    by_client_.erase(latest_first_.back().first);
    latest_first_.pop_back();
  }

 private:
  using Entries = std::list<std::pair<std::string, Answered>>;
  std::size_t most_;
  Entries latest_first_;
  std::map<std::string, Entries::iterator> by_client_;
};

/// An answer that cannot be sent is one that is lost on its way.
void send_or_lose(int socket, const Address& to, std::span<const std::byte> bytes) {
  try {
    send_datagram(socket, to, bytes);
  } catch (const std::system_error&) {
  }
}

Received receive_next(int socket, std::span<std::byte> buffer) {
  for (;;) {
    try {
      return receive_datagram(socket, buffer);
    } catch (const std::system_error& error) {
      if (error.code().value() != ECONNREFUSED) throw;  // some client is gone, and the one who asks now is not to blame
    }
  }
}

}  // namespace

void answer_at_most_once(int socket, std::size_t datagrams, std::size_t clients, const Work& work) {
  Memory memory(clients);
  Bytes buffer(longest_datagram);
  for (; datagrams > 0; --datagrams) {
    const Received received = receive_next(socket, buffer);
    if (received.size < number_size) continue;
    const std::span<const std::byte> message = std::span(buffer).first(received.size);
    const std::uint32_t number = number_of(message);
    const std::string client(reinterpret_cast<const char*>(received.from.get()), received.from.length);
    const Answered* known = memory.find(client);
    if (known != nullptr && number < known->number) continue;
    const bool is_repeated = known != nullptr && number == known->number;
    Answered last = is_repeated ? *known : Answered{number, numbered(number, work(message.subspan(number_size)))};
    send_or_lose(socket, received.from, last.answer);
    memory.put(client, std::move(last));
  }
}

// 03.6

Reassembler::Reassembler(std::uint32_t first, std::size_t window) : missing_(first), window_(window) {}

bool Reassembler::push(std::uint32_t number, std::span<const std::byte> bytes) {
  // Unsigned numbers go round: one that came before is almost 2^32 ahead.
  const std::uint32_t ahead = number - missing_;
  if (ahead >= window_) return false;
  if (!early_.emplace(number, Bytes(bytes.begin(), bytes.end())).second) return false;
  for (auto next = early_.find(missing_); next != early_.end(); next = early_.find(missing_)) {
    ready_.insert(ready_.end(), next->second.begin(), next->second.end());
    early_.erase(next);
    ++missing_;
  }
  return true;
}

Bytes Reassembler::take() { return std::exchange(ready_, {}); }

std::uint32_t Reassembler::missing() const { return missing_; }

}  // namespace lab
