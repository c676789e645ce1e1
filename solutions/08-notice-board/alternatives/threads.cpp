// Another way: four threads, each around its own poll(2) with its share of the clients; the first has the doors and the
// operators, too. One mutex guards the board: who does anything holds it, who waits does not. What concerns the others
// (a notice, a new client, the end) is told by ringing their bells, eventfd(2).
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "notice_board.hpp"

namespace lab {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr char version = 1;
constexpr auto never = Clock::time_point::max();
constexpr std::size_t most_waiting = 64 * 1024;  // more than this for one client: nothing is read from it

/// Makes a system call again while a signal interrupts it.
template <class Call>
auto again(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

// Integers in network byte order: most significant byte first.

std::string to_bytes(std::uint64_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
  return bytes;
}

std::uint64_t to_number(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = at; i < at + size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

// 08.1

std::string encode(const Frame& frame) {
  if (frame.body.size() > longest_body) throw std::length_error("a frame's body is too long");
  const char header[] = {version, static_cast<char>(frame.type), 0, 0};
  return std::string(header, sizeof header) + to_bytes(frame.body.size(), 4) + frame.body;
}

std::optional<Frame> take_frame(std::string& received) {
  const auto is_not = [&](std::size_t at, char expected) { return received.size() > at && received[at] != expected; };
  if (is_not(0, version)) throw BadFrame("another version");
  if (is_not(2, 0) || is_not(3, 0)) throw BadFrame("a byte that should be zero");
  if (received.size() < header_size) return {};
  const std::uint64_t length = to_number(received, 4, 4);
  if (length > longest_body) throw BadFrame("too long");
  if (received.size() - header_size < length) return {};
  Frame frame{static_cast<Type>(received[1]), received.substr(header_size, length)};
  received.erase(0, header_size + length);
  return frame;
}

// 08.2

Fd open_journal(const std::string& path) {
  Fd journal(again([&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }));
  if (!journal) throw_errno("open");
  if (again([&] { return ::flock(journal.get(), LOCK_EX | LOCK_NB); }) == -1) throw_errno("flock");
  return journal;
}

namespace {

void cut_off(int file, off_t size) {
  if (again([&] { return ::ftruncate(file, size); }) == -1) throw_errno("ftruncate");
}

std::string notice_frame(std::uint64_t number, const std::string& text) {
  return encode({Type::notice, to_bytes(number, 8) + text});
}

}  // namespace

std::vector<std::string> load_notices(int journal) {
  if (::lseek(journal, 0, SEEK_SET) == -1) throw_errno("lseek");
  std::vector<std::string> texts;
  std::string bytes;
  off_t whole = 0;  // so many bytes of the file are whole frames
  std::array<char, 65'536> some;
  for (;;) {
    const ssize_t size = again([&] { return ::read(journal, some.data(), some.size()); });
    if (size == -1) throw_errno("read");
    if (size == 0) break;
    bytes.append(some.data(), static_cast<std::size_t>(size));
    while (const auto frame = take_frame(bytes)) {
      if (frame->type != Type::notice || frame->body.size() < 9 || to_number(frame->body, 0, 8) != texts.size() + 1)
        throw BadFrame("the journal is damaged");
      texts.push_back(frame->body.substr(8));
      whole += static_cast<off_t>(header_size + frame->body.size());
    }
  }
  if (!bytes.empty()) cut_off(journal, whole);
  return texts;
}

void append_notice(int journal, std::uint64_t number, const std::string& text) {
  const off_t end = ::lseek(journal, 0, SEEK_END);
  if (end == -1) throw_errno("lseek");
  const std::string bytes = notice_frame(number, text);
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t size = again([&] { return ::write(journal, bytes.data() + done, bytes.size() - done); });
    if (size == -1) {
      const int error = errno;
      cut_off(journal, end);
      throw_errno("write", error);
    }
    done += static_cast<std::size_t>(size);
  }
}

// 08.3

namespace {

bool is_port(const std::string& text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos) return false;
  return std::stoi(text) >= 1 && std::stoi(text) <= 65'535;
}

}  // namespace

std::vector<Address> addresses_of(const std::string& typed) {
  const bool bracketed = typed.starts_with('[');
  const std::size_t end = typed.find(bracketed ? "]:" : ":");
  std::string host, port;
  if (end != std::string::npos) {
    host = bracketed ? typed.substr(1, end - 1) : typed.substr(0, end);
    port = typed.substr(end + (bracketed ? 2 : 1));
  }
  // Brackets are for IPv6 addresses alone: else "[host]:80" would be one more spelling of "host:80".
  const bool has_colon = host.find(':') != std::string::npos;
  if (host.empty() || host.find('\0') != std::string::npos || bracketed != has_colon || !is_port(port))
    throw std::invalid_argument("an address is HOST:PORT or [IPV6]:PORT, not \"" + typed + "\"");
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &list);
  if (error != 0) throw_gai("getaddrinfo", error);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  std::vector<Address> all;
  for (; list != nullptr; list = list->ai_next) {
    Address& address = all.emplace_back();
    std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
    address.length = list->ai_addrlen;
  }
  return all;
}

// 08.4

namespace {

/// The port of an IPv4 or IPv6 address, in network byte order.
in_port_t& port_in(Address& address) {
  if (address.family() == AF_INET6) return reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_port;
  return reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port;
}

in_port_t local_port(int socket) {
  Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) == -1) throw_errno("getsockname");
  return ntohs(port_in(address));
}

Fd make_socket(int family, int type) {
  Fd socket(::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) throw_errno("socket");
  return socket;
}

void set(int socket, int level, int option, int value) {
  if (::setsockopt(socket, level, option, &value, sizeof value) == -1) throw_errno("setsockopt");
}

/// A socket at ::, for IPv6 and IPv4 both.
Fd open_port(int type, in_port_t port) {
  Fd socket = make_socket(AF_INET6, type);
  sockaddr_in6 where{};
  where.sin6_family = AF_INET6;
  where.sin6_port = htons(port);
  where.sin6_addr = in6addr_any;
  set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (type == SOCK_STREAM) set(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where) == -1) throw_errno("bind");
  if (type == SOCK_STREAM && ::listen(socket.get(), 1024) == -1) throw_errno("listen");
  return socket;
}

/// tcp and udp, on one port.
Doors open_network(in_port_t port) {
  for (int tries = 1;; ++tries) {
    try {
      Doors doors;
      doors.tcp = open_port(SOCK_STREAM, port);
      doors.udp = open_port(SOCK_DGRAM, local_port(doors.tcp.get()));
      return doors;
    } catch (const std::system_error& error) {
      if (port != 0 || error.code().value() != EADDRINUSE || tries == 50) throw;
    }
  }
}

Address unix_address(const std::string& path) {
  sockaddr_un address{};
  if (path.empty() || path.size() >= sizeof address.sun_path || path.find('\0') != std::string::npos)
    throw std::invalid_argument("no path for a Unix socket: \"" + path + '"');
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, path.size());
  return make_address(address);
}

/// A socket file on which nobody listens.
bool is_stale(const Address& where, const std::string& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) == -1 || !S_ISSOCK(about.st_mode)) return false;
  const Fd caller = make_socket(AF_UNIX, SOCK_STREAM);
  const int result = again([&] { return ::connect(caller.get(), where.get(), where.length); });
  return result == -1 && errno == ECONNREFUSED;
}

/// umask(2) is in force from bind's first instant; fchmod on a socket would not change its file.
int bind_private(int socket, const Address& where) {
  const mode_t before = ::umask(0177);
  const int result = ::bind(socket, where.get(), where.length);
  const int error = errno;
  ::umask(before);
  errno = error;
  return result;
}

Fd open_console(const std::string& path) {
  const Address where = unix_address(path);
  Fd socket = make_socket(AF_UNIX, SOCK_STREAM);
  if (bind_private(socket.get(), where) == -1) {
    if (const int error = errno; error != EADDRINUSE || !is_stale(where, path)) throw_errno("bind", error);
    if (::unlink(path.c_str()) == -1 && errno != ENOENT) throw_errno("unlink");
    if (bind_private(socket.get(), where) == -1) throw_errno("bind");
  }
  if (::listen(socket.get(), 16) == -1) {
    const int error = errno;
    ::unlink(path.c_str());
    throw_errno("listen", error);
  }
  return socket;
}

}  // namespace

Doors open_doors(in_port_t port, const std::string& console) {
  Doors doors = open_network(port);
  doors.console = open_console(console);  // last: what can fail after it would leave its file
  return doors;
}

// 08.5, 08.6, 08.7; and the board's side of discovery

namespace {

enum class State {
  open,        // frames, or lines, are read
  last_words,  // nothing more is read; what waits is sent, then we end the stream
  lingering,   // we have ended it; what still comes is thrown away
};

/// One connection: a client's, or the operator's.
struct Connection {
  Fd socket{};
  std::string in{};        ///< received, and not yet understood
  std::string out{};       ///< to be sent
  std::uint64_t next = 0;  ///< of a watcher: its next notice; 0: it watches nothing
  State state = State::open;
  bool saw_end = false;   ///< the other side has ended the stream
  bool owes_bye = false;  ///< the board stops
  bool gone = false;      ///< to be closed
  bool is_console = false;
  std::size_t owner = 0;                ///< the thread that serves it
  Clock::time_point frame_due = never;  ///< the frame that has begun must be whole by then
  Clock::time_point taken_due = never;  ///< something of `out` must be taken by then
  Clock::time_point linger_due = never;

  void say_last_words() {
    state = State::last_words;
    frame_due = never;
  }

  [[nodiscard]] Clock::time_point due() const { return std::min({frame_due, taken_due, linger_due}); }
};

class Board {
 public:
  Board(const Doors& doors, int journal, const Limits& limits)
      : doors_(doors), journal_(journal), limits_(limits), notices_(load_notices(journal)) {
    for (Fd& bell : bells_) {
      bell = Fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
      if (!bell) throw_errno("eventfd");
    }
  }

  void run() {
    std::vector<std::thread> others;
    try {
      while (others.size() + 1 < bells_.size()) others.emplace_back(&Board::work, this, others.size() + 1);
      work(0);
    } catch (...) {
      fail();
    }
    for (std::thread& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void work(std::size_t me) {
    try {
      std::unique_lock lock(mutex_);
      while (!failure_ && (!stopping_ || (has_clients(me) && now_ < stop_due_))) turn(me, lock);
    } catch (...) {
      fail();
    }
  }

  /// Ends all threads.
  void fail() {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    ring_all_but(bells_.size());
  }

  void ring_all_but(std::size_t me) {
    const std::uint64_t one = 1;
    for (std::size_t n = 0; n < bells_.size(); ++n)
      if (n != me) again([&] { return ::write(bells_[n].get(), &one, sizeof one); });
  }

  [[nodiscard]] bool has_clients(std::size_t me) const {
    return std::any_of(connections_.begin(), connections_.end(), [me](const Connection& c) { return c.owner == me; });
  }

  /// One turn: wait, then serve whoever is ready, each once.
  void turn(std::size_t me, std::unique_lock<std::mutex>& lock) {
    const bool accepts = me == 0 && !stopping_ && now_ >= accept_again_;
    const bool room = clients() < limits_.clients;
    std::vector<pollfd> ready{{accepts && room ? doors_.tcp.get() : -1, POLLIN, 0},
                              {accepts ? doors_.console.get() : -1, POLLIN, 0},
                              {me == 0 && !stopping_ ? doors_.udp.get() : -1, POLLIN, 0},
                              {bells_[me].get(), POLLIN, 0}};
    std::vector<Connection*> mine;
    for (Connection& connection : connections_) {
      if (connection.owner != me) continue;
      mine.push_back(&connection);
      ready.push_back({connection.socket.get(), wanted_events(connection), 0});
    }
    const int left = time_to_wait(me);
    lock.unlock();
    const int count = ::poll(ready.data(), ready.size(), left);
    const int error = errno;
    lock.lock();
    if (count == -1 && error != EINTR) throw_errno("poll", error);
    now_ = Clock::now();
    if (count == -1) return;
    const std::size_t before = notices_.size() + accepted_;  // both only grow
    const bool was_stopping = stopping_;
    std::uint64_t rung = 0;
    if (ready[3].revents != 0) again([&] { return ::read(bells_[me].get(), &rung, sizeof rung); });
    for (std::size_t n = 0; n < mine.size(); ++n)
      if ((ready[n + 4].revents & (POLLIN | POLLHUP | POLLERR)) != 0) read_from(*mine[n]);
    // The board may have been stopped while this thread waited.
    if (ready[0].revents != 0 && !stopping_) accept_from(doors_.tcp.get(), false);
    if (ready[1].revents != 0 && !stopping_) accept_from(doors_.console.get(), true);
    if (ready[2].revents != 0 && !stopping_) answer_question();
    for (Connection* connection : mine) {
      if (!connection->gone) fill(*connection);
      if (!connection->gone) check_time(*connection);
    }
    const auto removed = connections_.remove_if([me](const Connection& c) { return c.owner == me && c.gone; });
    if (removed > 0 || before != notices_.size() + accepted_ || was_stopping != stopping_) ring_all_but(me);
  }

  [[nodiscard]] int time_to_wait(std::size_t me) const {
    Clock::time_point due = stopping_ ? stop_due_ : never;
    if (me == 0 && now_ < accept_again_) due = std::min(due, accept_again_);
    for (const Connection& connection : connections_)
      if (connection.owner == me) due = std::min(due, connection.due());
    if (due == never) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - now_).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
  }

  [[nodiscard]] short wanted_events(const Connection& c) const {
    const bool read = c.state == State::lingering || (c.state == State::open && c.out.size() <= most_waiting);
    const bool write = !c.out.empty() || has_more_for(c);
    return static_cast<short>((read ? POLLIN : 0) | (write ? POLLOUT : 0));
  }

  void accept_from(int listener, bool is_console) {
    while (is_console || clients() < limits_.clients) {
      Fd socket(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (!socket) {
        if (errno == EINTR || errno == ECONNABORTED) continue;
        if (!would_block(errno)) accept_again_ = now_ + 100ms;  // no descriptor, no memory: not for now
        return;
      }
      Connection& connection = connections_.emplace_back();
      connection.socket = std::move(socket);
      connection.is_console = is_console;
      if (!is_console) connection.owner = accepted_++ % bells_.size();
      if (!is_console) continue;
      ucred who{};
      socklen_t length = sizeof who;
      const int told = ::getsockopt(connection.socket.get(), SOL_SOCKET, SO_PEERCRED, &who, &length);
      if (told == 0 && who.uid == limits_.operators_uid) continue;
      connection.out = "refused\n";
      connection.say_last_words();
    }
  }

  void read_from(Connection& connection) {
    if (connection.state == State::last_words) return;
    std::array<char, 16'384> some;
    const ssize_t size = again([&] { return ::recv(connection.socket.get(), some.data(), some.size(), 0); });
    if (size == -1) {
      connection.gone = !would_block(errno);
    } else if (connection.state == State::lingering) {
      connection.gone = size == 0;  // what still comes is thrown away
    } else if (size == 0) {
      connection.saw_end = true;
      connection.say_last_words();
    } else {
      connection.in.append(some.data(), static_cast<std::size_t>(size));
      connection.is_console ? understand_lines(connection) : understand(connection);
    }
  }

  void understand(Connection& client) {
    try {
      bool taken = false;
      while (const auto frame = take_frame(client.in)) {
        taken = true;
        obey(client, *frame);
        if (client.state != State::open) return;
      }
      if (client.in.empty())
        client.frame_due = never;
      else if (taken || client.frame_due == never)
        client.frame_due = now_ + limits_.patience;
    } catch (const BadFrame& error) {
      refuse(client, std::string("this is no frame: ") + error.what());
    }
  }

  void obey(Connection& client, const Frame& frame) {
    const std::size_t size = frame.body.size();
    if (frame.type == Type::post && size >= 1 && size <= longest_text) {
      try {
        append_notice(journal_, notices_.size() + 1, frame.body);
        notices_.push_back(frame.body);
        client.out += encode({Type::accepted, to_bytes(notices_.size(), 8)});
      } catch (const std::system_error& error) {
        refuse(client, std::string("the notice could not be kept: ") + error.what());
      }
    } else if (frame.type == Type::watch && size == 8) {
      client.next = std::max<std::uint64_t>(1, to_number(frame.body, 0, 8));
    } else {
      refuse(client, "a frame is post with a text, or watch with a number");
    }
  }

  void refuse(Connection& client, const std::string& why) {
    client.out += encode({Type::refused, why});
    client.next = 0;
    client.say_last_words();
  }

  void understand_lines(Connection& console) {
    for (;;) {
      const std::size_t end = console.in.find('\n');
      std::string line = console.in.substr(0, end);
      if (line.ends_with('\r')) line.pop_back();
      if (line.size() > longest_console_line) {
        console.out += "unknown\n";
        console.say_last_words();
      }
      if (end == std::string::npos || console.state != State::open) return;
      console.in.erase(0, end + 1);
      console.out += reply_to(line);
    }
  }

  std::string reply_to(const std::string& line) {
    if (line == "status")
      return "clients " + std::to_string(clients()) + " notices " + std::to_string(notices_.size()) + "\n";
    if (line != "stop") return "unknown\n";
    stop();
    return "stopping\n";
  }

  void stop() {
    stopping_ = true;
    stop_due_ = now_ + limits_.farewell;
    for (Connection& connection : connections_) {
      connection.owes_bye = connection.state == State::open && !connection.is_console;
      if (connection.state == State::open) connection.say_last_words();
    }
  }

  /// Gives a watcher what there is room for, sends, and when everything is said ends the stream.
  void fill(Connection& client) {
    while (has_more_for(client) && client.out.size() < most_waiting) {
      client.out += notice_frame(client.next, notices_[client.next - 1]);
      ++client.next;
    }
    if (client.owes_bye && !has_more_for(client)) {
      client.out += encode({Type::bye, {}});
      client.owes_bye = false;
    }
    write_to(client);
    if (client.gone || client.state != State::last_words || !client.out.empty() || has_more_for(client)) return;
    end(client);
  }

  /// close(2) with bytes unread would reset the connection, and could destroy what is still on its way: so end our
  /// side, and read on until the other one has ended, too.
  void end(Connection& connection) {
    if (connection.saw_end || ::shutdown(connection.socket.get(), SHUT_WR) == -1) {
      connection.gone = true;
      return;
    }
    connection.state = State::lingering;
    connection.linger_due = now_ + limits_.patience;
  }

  void write_to(Connection& connection) {
    if (connection.out.empty()) return;
    const std::string& out = connection.out;
    const ssize_t size = again([&] { return ::send(connection.socket.get(), out.data(), out.size(), MSG_NOSIGNAL); });
    if (size == -1 && !would_block(errno)) {
      connection.gone = true;
      return;
    }
    if (size > 0) connection.out.erase(0, static_cast<std::size_t>(size));
    if (connection.out.empty())
      connection.taken_due = never;
    else if (size > 0 || connection.taken_due == never)
      connection.taken_due = now_ + limits_.patience;
  }

  void check_time(Connection& connection) {
    if (now_ >= connection.taken_due || now_ >= connection.linger_due)
      connection.gone = true;
    else if (now_ >= connection.frame_due)
      refuse(connection, "the frame took too long");
  }

  /// A datagram is a question, to the byte, or nothing.
  void answer_question() {
    constexpr std::size_t size = header_size + 8;
    std::string datagram(size + 1, '\0');  // one byte more than a question: a longer one is cut, and seen to be
    Address from;
    from.length = sizeof from.storage;
    const ssize_t came = again(
        [&] { return ::recvfrom(doors_.udp.get(), datagram.data(), datagram.size(), 0, from.get(), &from.length); });
    if (came != ssize_t{size}) return;
    const std::string token = datagram.substr(header_size, 8);
    if (datagram.substr(0, size) != encode({Type::ask, token})) return;
    const std::string here = encode({Type::here, token + to_bytes(port_, 2)});
    again([&] { return ::sendto(doors_.udp.get(), here.data(), here.size(), 0, from.get(), from.length); });
  }

  /// A watcher is not through with the book.
  [[nodiscard]] bool has_more_for(const Connection& client) const {
    return client.next != 0 && client.next <= notices_.size();
  }

  [[nodiscard]] std::size_t clients() const {
    return static_cast<std::size_t>(
        std::count_if(connections_.begin(), connections_.end(), [](const Connection& c) { return !c.is_console; }));
  }

  std::array<Fd, 4> bells_;  ///< one for each thread
  std::mutex mutex_;         ///< guards what follows
  std::exception_ptr failure_;
  std::size_t accepted_ = 0;  ///< clients so far
  const Doors& doors_;
  const int journal_;
  const Limits& limits_;
  const in_port_t port_ = local_port(doors_.tcp.get());
  std::vector<std::string> notices_;      ///< notices_[0] is number 1
  std::list<Connection> connections_;     ///< who removes one is its owner
  Clock::time_point now_ = Clock::now();  ///< when poll came back
  bool stopping_ = false;
  Clock::time_point stop_due_ = never;
  Clock::time_point accept_again_ = Clock::time_point::min();  ///< after EMFILE: leave the listeners alone until then
};

}  // namespace

void serve(const Doors& doors, int journal, const Limits& limits) { Board(doors, journal, limits).run(); }

// 08.8

std::optional<Address> find_board(int socket, const Address& where, std::uint64_t token, std::chrono::milliseconds wait,
                                  int tries) {
  const std::string question = encode({Type::ask, to_bytes(token, 8)});
  const std::string answer = encode({Type::here, to_bytes(token, 8) + "pp"}).substr(0, header_size + 8);
  for (; tries > 0; --tries) {
    if (again([&] { return ::sendto(socket, question.data(), question.size(), 0, where.get(), where.length); }) == -1)
      throw_errno("sendto");
    const auto due = Clock::now() + wait;
    for (auto left = wait; left > 0ms; left = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now())) {
      pollfd ready{socket, POLLIN, 0};
      const int count = ::poll(&ready, 1, static_cast<int>(left.count()));
      if (count == -1 && errno != EINTR) throw_errno("poll");
      if (count <= 0) continue;
      std::string datagram(answer.size() + 3, '\0');
      Address from;
      from.length = sizeof from.storage;
      const ssize_t size = ::recvfrom(socket, datagram.data(), datagram.size(), MSG_DONTWAIT, from.get(), &from.length);
      if (size == -1 && !would_block(errno) && errno != EINTR) throw_errno("recvfrom");
      if (size != static_cast<ssize_t>(answer.size() + 2) || !datagram.starts_with(answer)) continue;
      port_in(from) = htons(static_cast<in_port_t>(to_number(datagram, answer.size(), 2)));
      return from;
    }
  }
  return {};
}

}  // namespace lab
