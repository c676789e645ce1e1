// Another solution: epoll over the socket and a timer (timerfd_create), which stands for the deadline; the memory as a
// hash table with a queue of who has asked.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "datagram_semantics.hpp"

namespace lab {
namespace {

using Bytes = std::vector<std::byte>;
using std::chrono::milliseconds;

/// A moment, as a descriptor that becomes readable then.
class Alarm {
 public:
  Alarm() : timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    if (!timer_) throw_errno("timerfd_create");
  }
  void in(milliseconds time) {
    constexpr milliseconds longest = std::chrono::hours(24 * 365 * 100);
    const std::int64_t count = std::min(time, longest).count();
    itimerspec setting{};
    setting.it_value = {count / 1000, count % 1000 * 1'000'000};
    if (count == 0) setting.it_value.tv_nsec = 1;  // 0 would switch it off
    if (::timerfd_settime(timer_.get(), 0, &setting, nullptr) == -1) throw_errno("timerfd_settime");
  }
  [[nodiscard]] int get() const { return timer_.get(); }

 private:
  Fd timer_;
};

/// Waits for a socket and two alarms at once.
class Waiting {
 public:
  Waiting(int socket, const Alarm& next, const Alarm& end) : epoll_(::epoll_create1(EPOLL_CLOEXEC)), socket_(socket) {
    if (!epoll_) throw_errno("epoll_create1");
    for (const int fd : {socket, next.get(), end.get()}) {
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.fd = fd;
      if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == -1) throw_errno("epoll_ctl");
    }
  }
  /// Which of them is ready; the socket first, then the end.
  int wait(const Alarm& end) {
    for (;;) {
      epoll_event events[3];
      const int count = ::epoll_wait(epoll_.get(), events, 3, -1);
      if (count == -1 && errno == EINTR) continue;
      if (count == -1) throw_errno("epoll_wait");
      for (const int first : {socket_, end.get()})
        for (int i = 0; i < count; ++i)
          if (events[i].data.fd == first) return first;
      return events[0].data.fd;
    }
  }

 private:
  Fd epoll_;
  int socket_;
};

/// What lies in the socket; absent if there is nothing after all.
std::optional<Bytes> take(int socket) {
  Bytes bytes(65'536);
  const ssize_t size = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size == -1 && errno != EAGAIN && errno != EINTR) throw_errno("recv");
  if (size == -1) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

std::string_view text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string as_text(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

void send_text(int socket, std::string_view bytes, const char* call) {
  for (int refused = 0; ::send(socket, bytes.data(), bytes.size(), 0) == -1;) {
    if (errno == ECONNREFUSED && ++refused == 2) return;
    if (errno != EINTR && errno != ECONNREFUSED) throw_errno(call);
  }
}

}  // namespace

Fd open_datagram_socket(const Address& where) {
  Fd socket(::socket(where.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  if (const int on = 1; ::setsockopt(socket.get(), SOL_SOCKET, SO_BROADCAST, &on, sizeof on) == -1)
    throw_errno("setsockopt");
  if (::bind(socket.get(), where.get(), where.length) == -1) throw_errno("bind");
  return socket;
}

void send_datagram(int socket, const Address& to, std::span<const std::byte> bytes) {
  if (!send_if_it_fits(socket, to, bytes)) throw_errno("sendto", EMSGSIZE);
}

Received receive_datagram(int socket, std::span<std::byte> buffer) {
  // Peeks at the size, then takes it.
  for (;;) {
    const ssize_t whole = ::recv(socket, nullptr, 0, MSG_PEEK | MSG_TRUNC);
    if (whole == -1 && errno == EINTR) continue;
    if (whole == -1) throw_errno("recv");
    Received received;
    received.from.length = sizeof received.from.storage;
    const ssize_t size =
        ::recvfrom(socket, buffer.data(), buffer.size(), MSG_DONTWAIT, received.from.get(), &received.from.length);
    if (size == -1 && (errno == EINTR || errno == EAGAIN)) continue;
    if (size == -1) throw_errno("recvfrom");
    received.size = static_cast<std::size_t>(size);
    received.truncated = whole > size;
    return received;
  }
}

bool send_if_it_fits(int socket, const Address& to, std::span<const std::byte> bytes) {
  while (::sendto(socket, bytes.data(), bytes.size(), 0, to.get(), to.length) == -1) {
    if (errno == EMSGSIZE) return false;
    if (errno != EINTR) throw_errno("sendto");
  }
  return true;
}

std::optional<Bytes> ask_once(const Address& server, std::span<const std::byte> question, milliseconds timeout) {
  const Fd socket(::socket(server.family(), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) throw_errno("socket");
  if (::connect(socket.get(), server.get(), server.length) == -1) throw_errno("connect");
  Alarm end;
  const Alarm none;
  send_text(socket.get(), text(question), "send");
  end.in(timeout);
  Waiting waiting(socket.get(), none, end);
  while (waiting.wait(end) == socket.get())
    if (auto answer = take(socket.get())) return answer;
  return std::nullopt;
}

std::optional<Bytes> ask_reliably(int socket, std::uint32_t number, std::span<const std::byte> question,
                                  milliseconds first_wait, milliseconds patience) {
  const std::string front = as_text(number);
  const std::string message = front + std::string(text(question));
  Alarm next;
  Alarm end;
  end.in(patience);
  next.in(first_wait);
  Waiting waiting(socket, next, end);
  send_text(socket, message, "send");
  for (;;) {
    const int ready = waiting.wait(end);
    if (ready == end.get()) return std::nullopt;
    if (ready == next.get()) {
      first_wait = first_wait > milliseconds::max() / 2 ? milliseconds::max() : first_wait * 2;
      next.in(first_wait);
      send_text(socket, message, "send");
      continue;
    }
    try {
      const auto bytes = take(socket);
      if (bytes && text(*bytes).starts_with(front)) return Bytes(bytes->begin() + 4, bytes->end());
    } catch (const std::system_error& error) {
      if (error.code().value() != ECONNREFUSED) throw;
    }
  }
}

void answer_at_most_once(int socket, std::size_t datagrams, std::size_t clients, const Work& work) {
  struct Client {
    std::string number;
    Bytes answer;
    std::size_t times_queued = 0;
  };
  std::unordered_map<std::string, Client> known;
  std::deque<std::string> queue;  // each client once for each time that it has asked; the last time counts
  Bytes buffer(65'536);
  for (std::size_t i = 0; i < datagrams;) {
    Received received;
    try {
      received = receive_datagram(socket, buffer);
    } catch (const std::system_error& error) {
      if (error.code().value() != ECONNREFUSED) throw;
      continue;
    }
    ++i;
    const std::string message(text(std::span(buffer).first(received.size)));
    if (message.size() < 4) continue;
    const std::string number = message.substr(0, 4);  // compares like the number: most significant byte first
    const std::string key(reinterpret_cast<const char*>(&received.from.storage), received.from.length);
    const auto old = known.find(key);
    if (old != known.end() && number < old->second.number) continue;
    Client& client = known[key];
    if (old == known.end() || number > client.number) {
      const Bytes result = work(std::span<const std::byte>(buffer).subspan(4, received.size - 4));
      client.number = number;
      client.answer.assign(buffer.begin(), buffer.begin() + 4);
      client.answer.insert(client.answer.end(), result.begin(), result.end());
    }
    queue.push_back(key);
    ++client.times_queued;
    try {
      send_if_it_fits(socket, received.from, client.answer);
    } catch (const std::system_error&) {
      // lost
    }
    while (known.size() > clients || queue.size() > 4 * clients + 16) {
      const auto oldest = known.find(queue.front());
      const bool was_last = oldest != known.end() && --oldest->second.times_queued == 0;
      queue.pop_front();
      if (was_last && known.size() > clients) {
        known.erase(oldest);
      } else if (was_last) {
        queue.push_front(oldest->first);
        ++oldest->second.times_queued;
        break;
      }
    }
  }
}

Reassembler::Reassembler(std::uint32_t first, std::size_t window) : missing_(first), window_(window) {}

bool Reassembler::push(std::uint32_t number, std::span<const std::byte> bytes) {
  // Numbers of the window, in 64 bits, do not go round.
  const std::uint64_t start = missing_;
  const std::uint64_t place = number >= missing_ ? number : number + (std::uint64_t{1} << 32);
  if (place >= start + window_) return false;
  const auto [kept, is_new] = early_.try_emplace(number, bytes.begin(), bytes.end());
  if (!is_new) return false;
  for (auto node = early_.extract(missing_); node; node = early_.extract(missing_)) {
    std::copy(node.mapped().begin(), node.mapped().end(), std::back_inserter(ready_));
    missing_ = missing_ + 1;
  }
  return true;
}

Bytes Reassembler::take() { return std::move(ready_); }

std::uint32_t Reassembler::missing() const { return missing_; }

}  // namespace lab
