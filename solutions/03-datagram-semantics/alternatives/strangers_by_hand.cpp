// Another solution: no connect. IP_RECVERR tells of a refusal all the same, and each sender is compared. Waits with
// ppoll, in nanoseconds of the system's clock.
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <string>

#include "datagram_semantics.hpp"

namespace lab {
namespace {

using Bytes = std::vector<std::byte>;
using Clock = std::chrono::system_clock;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// Nanoseconds since the beginning of asking. Never more than can be added to once more.
class Watch {
 public:
  [[nodiscard]] nanoseconds gone() const { return Clock::now() - start_; }
  static nanoseconds of(milliseconds time) {
    return std::min(time, std::chrono::duration_cast<milliseconds>(nanoseconds::max()) / 4);
  }

 private:
  Clock::time_point start_ = Clock::now();
};

bool wait_readable(int socket, const Watch& watch, nanoseconds until) {
  for (bool again = true; again;) {
    const nanoseconds left = std::max(until - watch.gone(), nanoseconds(0));
    again = left.count() > 0;
    const timespec limit{left.count() / 1'000'000'000, left.count() % 1'000'000'000};
    pollfd entry{socket, POLLIN, 0};
    const int ready = ::ppoll(&entry, 1, &limit, nullptr);
    if (ready > 0) return true;
    if (ready == -1 && errno != EINTR) throw_errno("ppoll");
  }
  return false;
}

bool is_from(const Address& from, const Address& server) {
  if (from.family() != server.family()) return false;
  if (from.family() == AF_INET) {
    const auto& a = *reinterpret_cast<const sockaddr_in*>(from.get());
    const auto& b = *reinterpret_cast<const sockaddr_in*>(server.get());
    return a.sin_port == b.sin_port && a.sin_addr.s_addr == b.sin_addr.s_addr;
  }
  const auto& a = *reinterpret_cast<const sockaddr_in6*>(from.get());
  const auto& b = *reinterpret_cast<const sockaddr_in6*>(server.get());
  return a.sin6_port == b.sin6_port && IN6_ARE_ADDR_EQUAL(&a.sin6_addr, &b.sin6_addr) != 0;
}

Bytes numbered(std::uint32_t number, std::span<const std::byte> rest) {
  number = htonl(number);
  const auto* front = reinterpret_cast<const std::byte*>(&number);
  Bytes all(front, front + sizeof number);
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

}  // namespace

Fd open_datagram_socket(const Address& where) {
  Fd socket(::socket(where.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  const int on = 1;
  if (::setsockopt(socket.get(), SOL_SOCKET, SO_BROADCAST, &on, sizeof on) == -1) throw_errno("setsockopt");
  if (::bind(socket.get(), where.get(), where.length) == -1) throw_errno("bind");
  return socket;
}

void send_datagram(int socket, const Address& to, std::span<const std::byte> bytes) {
  for (;;) {
    const ssize_t sent = ::sendto(socket, bytes.data(), bytes.size(), 0, to.get(), to.length);
    if (sent == static_cast<ssize_t>(bytes.size())) return;
    if (errno != EINTR) throw_errno("sendto");
  }
}

Received receive_datagram(int socket, std::span<std::byte> buffer) {
  // Room for any datagram: so nothing is ever cut but by us.
  Bytes whole(1 << 18);
  for (;;) {
    Received received;
    received.from.length = sizeof received.from.storage;
    const ssize_t count = ::recvfrom(socket, whole.data(), whole.size(), 0, received.from.get(), &received.from.length);
    if (count == -1 && errno == EINTR) continue;
    if (count == -1) throw_errno("recvfrom");
    received.size = std::min(static_cast<std::size_t>(count), buffer.size());
    received.truncated = static_cast<std::size_t>(count) > buffer.size();
    std::copy_n(whole.begin(), received.size, buffer.begin());
    return received;
  }
}

bool send_if_it_fits(int socket, const Address& to, std::span<const std::byte> bytes) {
  try {
    send_datagram(socket, to, bytes);
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::message_size) return false;
    throw;
  }
  return true;
}

std::optional<Bytes> ask_once(const Address& server, std::span<const std::byte> question, milliseconds timeout) {
  const bool ipv4 = server.family() == AF_INET;
  const Fd socket(::socket(server.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  const int on = 1;
  if (::setsockopt(socket.get(), ipv4 ? IPPROTO_IP : IPPROTO_IPV6, ipv4 ? IP_RECVERR : IPV6_RECVERR, &on, sizeof on) ==
      -1)
    throw_errno("setsockopt");
  send_datagram(socket.get(), server, question);
  const Watch watch;
  Bytes bytes(65'536);
  while (wait_readable(socket.get(), watch, Watch::of(timeout))) {
    Address from;
    from.length = sizeof from.storage;
    const ssize_t size = ::recvfrom(socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT, from.get(), &from.length);
    if (size == -1 && errno != EINTR && errno != EAGAIN) throw_errno("recvfrom");
    if (size == -1 || !is_from(from, server)) continue;
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
  }
  return std::nullopt;
}

std::optional<Bytes> ask_reliably(int socket, std::uint32_t number, std::span<const std::byte> question,
                                  milliseconds first_wait, milliseconds patience) {
  const Bytes message = numbered(number, question);
  const nanoseconds end = Watch::of(patience);
  nanoseconds next{};
  nanoseconds wait = Watch::of(first_wait);
  const Watch watch;
  Bytes bytes(65'536);
  do {
    bool sent = false;
    for (int tries = 0; !sent && tries < 3;) {
      sent = ::send(socket, message.data(), message.size(), 0) != -1;
      if (!sent && errno == ECONNREFUSED) ++tries;
      if (!sent && errno != EINTR && errno != ECONNREFUSED) throw_errno("send");
    }
    next += wait;
    wait = std::min(2 * wait, Watch::of(milliseconds::max()));
    while (wait_readable(socket, watch, std::min(next, end))) {
      const ssize_t size = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (size == -1 && errno != EINTR && errno != EAGAIN && errno != ECONNREFUSED) throw_errno("recv");
      if (size >= 4 && std::equal(message.begin(), message.begin() + 4, bytes.begin()))
        return Bytes(bytes.begin() + 4, bytes.begin() + size);
    }
  } while (next < end);
  return std::nullopt;
}

void answer_at_most_once(int socket, std::size_t datagrams, std::size_t clients, const Work& work) {
  using Key = std::pair<std::string, std::string>;  // host, port
  struct Client {
    std::uint32_t number = 0;
    Bytes answer;
    std::uint64_t turn = 0;
  };
  std::map<Key, Client> known;
  std::map<std::uint64_t, Key> turns;  // when each of them has asked last
  std::uint64_t turn = 0;
  Bytes buffer(65'536);
  for (; datagrams > 0; --datagrams) {
    Received received;
    try {
      received = receive_datagram(socket, buffer);
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::connection_refused) throw;
      ++datagrams;
      continue;
    }
    if (received.size < 4) continue;
    std::uint32_t number = 0;
    std::memcpy(&number, buffer.data(), 4);
    number = ntohl(number);
    const char* name = reinterpret_cast<const char*>(received.from.get());
    const Key key{std::string(name + 4, received.from.length - 4), std::string(name + 2, 2)};
    auto client = known.find(key);
    if (client != known.end() && client->second.number > number) continue;
    if (client == known.end() || client->second.number < number) {
      Bytes answer = numbered(number, work({buffer.data() + 4, received.size - 4}));
      client = known.try_emplace(key).first;
      client->second.number = number;
      client->second.answer = std::move(answer);
    }
    turns.erase(client->second.turn);
    turns[client->second.turn = ++turn] = key;
    try {
      send_datagram(socket, received.from, client->second.answer);
    } catch (...) {
      // lost
    }
    if (known.size() > clients) {
      known.erase(turns.begin()->second);
      turns.erase(turns.begin());
    }
  }
}

Reassembler::Reassembler(std::uint32_t first, std::size_t window) : missing_(first), window_(window) {}

bool Reassembler::push(std::uint32_t number, std::span<const std::byte> bytes) {
  if (number - missing_ >= window_) return false;
  auto& place = early_[number];
  if (!place.empty()) return false;
  place.assign(1, std::byte{1});  // a mark, so that an empty datagram is something, too
  place.insert(place.end(), bytes.begin(), bytes.end());
  while (!early_[missing_].empty()) {
    const Bytes& next = early_[missing_];
    ready_.insert(ready_.end(), next.begin() + 1, next.end());
    early_.erase(missing_++);
  }
  early_.erase(missing_);
  return true;
}

Bytes Reassembler::take() {
  Bytes all = ready_;
  ready_.clear();
  return all;
}

std::uint32_t Reassembler::missing() const { return missing_; }

}  // namespace lab
