// Another solution: SO_RCVTIMEO instead of poll, recvfrom with MSG_TRUNC, numbers by htonl, memory as a plain vector.
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <climits>

#include "datagram_semantics.hpp"

namespace lab {
namespace {

using Bytes = std::vector<std::byte>;
using namespace std::chrono;

/// Until when to wait; std::nullopt: for ever.
using Deadline = std::optional<steady_clock::time_point>;

Deadline in(milliseconds time) {
  if (time > hours(24 * 365 * 100)) return std::nullopt;
  return steady_clock::now() + time;
}

/// A socket's own time limit for receiving, put back at the end.
class TimeLimit {
 public:
  explicit TimeLimit(int socket) : socket_(socket) {
    socklen_t length = sizeof before_;
    if (::getsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &before_, &length) == -1) throw_errno("getsockopt");
  }
  ~TimeLimit() { ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &before_, sizeof before_); }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

  /// False when the time is over. (A limit of 0 would be none at all.)
  bool set_until(const Deadline& end) {
    timeval limit{};
    if (end) {
      const auto left = ceil<microseconds>(*end - steady_clock::now());
      if (left.count() <= 0) return false;
      limit = {left.count() / 1'000'000, left.count() % 1'000'000};
    }
    if (::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == -1) throw_errno("setsockopt");
    return true;
  }

 private:
  int socket_;
  timeval before_{};
};

std::optional<Bytes> receive(int socket, TimeLimit& limit, const Deadline& end) {
  Bytes bytes(65'536);
  for (bool in_time = true; in_time;) {
    in_time = limit.set_until(end);
    const ssize_t size = ::recv(socket, bytes.data(), bytes.size(), in_time ? 0 : MSG_DONTWAIT);
    if (size >= 0) {
      bytes.resize(static_cast<std::size_t>(size));
      return bytes;
    }
    if (errno != EINTR && errno != EAGAIN) throw_errno("recv");
  }
  return std::nullopt;
}

Bytes with_number(std::uint32_t number, std::span<const std::byte> bytes) {
  const std::uint32_t front = htonl(number);
  Bytes all(4 + bytes.size());
  std::memcpy(all.data(), &front, 4);
  std::copy(bytes.begin(), bytes.end(), all.begin() + 4);
  return all;
}

bool has_number(const std::byte* bytes, std::size_t size, std::uint32_t& number) {
  if (size < 4) return false;
  std::memcpy(&number, bytes, 4);
  number = ntohl(number);
  return true;
}

}  // namespace

Fd open_datagram_socket(const Address& where) {
  Fd socket(::socket(where.family(), SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP));
  if (!socket) throw_errno("socket");
  const int yes = 1;
  if (::bind(socket.get(), where.get(), where.length) == -1) throw_errno("bind");
  if (::setsockopt(socket.get(), SOL_SOCKET, SO_BROADCAST, &yes, sizeof yes) == -1) throw_errno("setsockopt");
  return socket;
}

bool send_if_it_fits(int socket, const Address& to, std::span<const std::byte> bytes) {
  while (::sendto(socket, bytes.data(), bytes.size(), 0, to.get(), to.length) == -1) {
    if (errno == EMSGSIZE) return false;
    if (errno != EINTR) throw_errno("sendto");
  }
  return true;
}

void send_datagram(int socket, const Address& to, std::span<const std::byte> bytes) {
  if (!send_if_it_fits(socket, to, bytes)) throw_errno("sendto", EMSGSIZE);
}

Received receive_datagram(int socket, std::span<std::byte> buffer) {
  ssize_t size = -1;
  Received received;
  do {
    received.from = {};
    received.from.length = sizeof received.from.storage;
    // With MSG_TRUNC the kernel tells the whole length, even where only a part of it fits.
    size = ::recvfrom(socket, buffer.data(), buffer.size(), MSG_TRUNC, received.from.get(), &received.from.length);
    if (size == -1 && errno != EINTR) throw_errno("recvfrom");
  } while (size == -1);
  received.size = std::min(static_cast<std::size_t>(size), buffer.size());
  received.truncated = static_cast<std::size_t>(size) > buffer.size();
  return received;
}

std::optional<Bytes> ask_once(const Address& server, std::span<const std::byte> question, milliseconds timeout) {
  Fd socket(::socket(server.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  while (::connect(socket.get(), server.get(), server.length) == -1) {
    if (errno != EINTR) throw_errno("connect");
  }
  while (::send(socket.get(), question.data(), question.size(), 0) == -1) {
    if (errno != EINTR) throw_errno("send");
  }
  TimeLimit limit(socket.get());
  return receive(socket.get(), limit, in(timeout));
}

std::optional<Bytes> ask_reliably(int socket, std::uint32_t number, std::span<const std::byte> question,
                                  milliseconds first_wait, milliseconds patience) {
  const Bytes message = with_number(number, question);
  TimeLimit limit(socket);
  const Deadline end = in(patience);
  Deadline next = steady_clock::now();
  for (;; first_wait *= 2) {
    for (int refused = 0; ::send(socket, message.data(), message.size(), 0) == -1;) {
      if (errno == ECONNREFUSED && ++refused == 2) break;
      if (errno != EINTR && errno != ECONNREFUSED) throw_errno("send");
    }
    const Deadline wait = in(first_wait);
    next = next && wait ? Deadline(*next + first_wait) : std::nullopt;
    const bool is_last = end && (!next || *next >= *end);
    for (bool waits = true; waits;) {
      try {
        auto bytes = receive(socket, limit, is_last ? end : next);
        std::uint32_t its_number = 0;
        if (!bytes) waits = false;
        if (bytes && has_number(bytes->data(), bytes->size(), its_number) && its_number == number)
          return Bytes(bytes->begin() + 4, bytes->end());
      } catch (const std::system_error& error) {
        if (error.code() != std::errc::connection_refused) throw;
      }
    }
    if (is_last) return std::nullopt;
  }
}

void answer_at_most_once(int socket, std::size_t datagrams, std::size_t clients, const Work& work) {
  struct Client {
    Address address;
    std::uint32_t number;
    Bytes answer;
  };
  std::vector<Client> known;  // who has asked last stands last
  Bytes buffer(65'536);
  while (datagrams > 0) {
    Received question;
    try {
      question = receive_datagram(socket, buffer);
    } catch (const std::system_error& error) {
      if (error.code() == std::errc::connection_refused) continue;
      throw;
    }
    --datagrams;
    std::uint32_t number = 0;
    if (!has_number(buffer.data(), question.size, number)) continue;
    const auto is_it = [&](const Client& client) {
      return client.address.length == question.from.length &&
             std::memcmp(&client.address.storage, &question.from.storage, question.from.length) == 0;
    };
    auto client = std::find_if(known.begin(), known.end(), is_it);
    if (client != known.end() && number < client->number) continue;
    if (client == known.end() || number > client->number) {
      const auto answer = work(std::span<const std::byte>(buffer).subspan(4, question.size - 4));
      if (client == known.end()) {
        if (known.size() == clients) known.erase(known.begin());
        client = known.insert(known.end(), {question.from, 0, {}});
      }
      client->number = number;
      client->answer = with_number(number, answer);
    }
    std::rotate(client, client + 1, known.end());
    const Bytes& answer = known.back().answer;
    while (::sendto(socket, answer.data(), answer.size(), 0, question.from.get(), question.from.length) == -1) {
      if (errno != EINTR) break;
    }
  }
}

Reassembler::Reassembler(std::uint32_t first, std::size_t window) : missing_(first), window_(window) {}

bool Reassembler::push(std::uint32_t number, std::span<const std::byte> bytes) {
  if (static_cast<std::uint32_t>(number - missing_) >= window_ || early_.contains(number)) return false;
  early_[number].assign(bytes.begin(), bytes.end());
  while (early_.contains(missing_)) ++missing_;
  return true;
}

Bytes Reassembler::take() {
  // The early ones that are in order are those just before the missing one.
  std::uint32_t first = missing_;
  while (early_.contains(first - 1)) --first;
  Bytes all;
  for (; first != missing_; ++first) {
    const auto node = early_.extract(first);
    all.insert(all.end(), node.mapped().begin(), node.mapped().end());
  }
  return all;
}

std::uint32_t Reassembler::missing() const { return missing_; }

}  // namespace lab
