#include "odd.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <thread>

namespace odd {

std::optional<Pair> twice(const Pair& pair, bool absent) {
  if (absent) return std::nullopt;
  Pair result{pair.text + pair.text, pair.numbers};
  result.numbers.insert(result.numbers.end(), pair.numbers.begin(), pair.numbers.end());
  return result;
}
lab::Address same(const lab::Address& address) { return address; }
void fill(std::span<std::byte> room, std::span<const std::byte> from) {
  std::copy_n(from.begin(), std::min(from.size(), room.size()), room.begin());
}
void append(std::string& text, int number) { text += std::to_string(number); }
lab::Fd take_and_return(lab::Fd fd) { return fd; }
std::size_t count_spaces(std::string_view text, std::size_t beyond) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size() + beyond; ++i) count += text.data()[i] == ' ' ? 1 : 0;
  return count;
}
std::uint32_t square(std::uint32_t number) { return number * number; }
Counter::Counter(int start) : value_(start) {
  if (start < 0) throw std::invalid_argument("a negative start");
}
int Counter::add(int step) { return value_ += step; }

void throw_errno_of(int number) { lab::throw_errno("frobnicate", number); }
void throw_other() { throw std::out_of_range("too far"); }
void throw_nothing_known() { throw 42; }
void not_started() { throw lab::NotStarted("not_started"); }

void crash_by_null() {
  volatile char* volatile nowhere = nullptr;
  *nowhere = 1;
}
void write_past_the_end(std::span<std::byte> room) { *(room.data() + room.size()) = std::byte{1}; }
void overflow_signed(int number) {
  volatile int big = number;
  big = big + number;
}
void leave(int status) { std::_Exit(status); }
void raise_signal(int signal) { ::raise(signal); }
void spin() {
  volatile bool on = true;
  while (on) {
  }
}
void speak_to_the_control_socket() {
  const std::array<unsigned char, 8> nonsense{0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4};
  if (::write(100, nonsense.data(), nonsense.size()) < 0) std::abort();
  for (;;) ::pause();
}
void close_everything() { ::syscall(SYS_close_range, 3U, ~0U, 0); }
void flood_output() {
  const std::string line(1000, 'x');
  for (int i = 0; i < 2000; ++i) std::fwrite(line.data(), 1, line.size(), stdout);
}
void use_up_the_stack(int depth) {
  std::array<char, 4096> frame{};
  volatile char* const first = frame.data();
  *first = 1;
  if (depth != 0) use_up_the_stack(depth + 1);
  *first = 2;
}

namespace {
std::string result_of(const std::string& buffer, ssize_t count, const char* call) {
  if (count == -1) lab::throw_errno(call);
  return buffer.substr(0, static_cast<std::size_t>(count));
}
}  // namespace

std::string read_once(int fd, int most) {
  std::string buffer(static_cast<std::size_t>(most), '\0');
  return result_of(buffer, ::read(fd, buffer.data(), buffer.size()), "read");
}
std::size_t write_once(int fd, const std::string& text) {
  const ssize_t count = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
  if (count == -1) lab::throw_errno("send");
  return static_cast<std::size_t>(count);
}
std::size_t write_to_file(int file, const std::string& text) {
  const ssize_t count = ::write(file, text.data(), text.size());
  if (count == -1) lab::throw_errno("write");
  return static_cast<std::size_t>(count);
}
void write_until_full(int fd, int megabytes) {
  const std::string big(static_cast<std::size_t>(megabytes) << 20, 'm');
  if (write_once(fd, big) != big.size()) throw std::runtime_error("a blocking send that did not send all");
}
int wait_readable(int fd, int milliseconds) {
  pollfd entry{fd, POLLIN, 0};
  return ::poll(&entry, 1, milliseconds) * 1000 + entry.revents;
}
int select_readable(int fd, int milliseconds) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(fd, &set);
  timeval limit{milliseconds / 1000, (milliseconds % 1000) * 1000};
  const int count = ::select(fd + 1, &set, nullptr, nullptr, milliseconds < 0 ? nullptr : &limit);
  return count * 1000 + (FD_ISSET(fd, &set) ? 1 : 0);
}
int epoll_readable(int fd, int milliseconds) {
  const lab::Fd epoll(::epoll_create1(EPOLL_CLOEXEC));
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = 77;
  ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &event);
  epoll_event got{};
  const int count = ::epoll_wait(epoll.get(), &got, 1, milliseconds);
  return count * 1000 + static_cast<int>(got.data.u64);
}
int close_twice(lab::Fd fd) {
  const int number = fd.release();
  const int first = ::close(number) == 0 ? 0 : errno;
  const int second = ::close(number) == 0 ? 0 : errno;
  return first * 1000 + second;
}
int leak_descriptors(int count) {
  int last = -1;
  for (int i = 0; i < count; ++i) last = ::socket(AF_INET, SOCK_STREAM, 0);
  return last;
}
std::string read_by_message(int fd, int most) {
  std::string first(static_cast<std::size_t>(most) / 2, '\0');
  std::string second(static_cast<std::size_t>(most) - first.size(), '\0');
  std::array<iovec, 2> parts{{{first.data(), first.size()}, {second.data(), second.size()}}};
  msghdr header{};
  header.msg_iov = parts.data();
  header.msg_iovlen = parts.size();
  return result_of(first + second, ::recvmsg(fd, &header, 0), "recvmsg").empty() ? "" : first + second;
}
std::string read_all_waiting(int fd, int size) {
  std::string buffer(static_cast<std::size_t>(size), '\0');
  return result_of(buffer, ::recv(fd, buffer.data(), buffer.size(), MSG_WAITALL), "recv");
}
std::string receive_in_a_thread(int fd, int most) {
  std::string result;
  std::thread([&] { result = read_once(fd, most); }).join();
  return result;
}
std::string receive_in_a_child(int fd, int most) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(static_cast<int>(read_once(fd, most).size()));
  int status = 0;
  ::waitpid(child, &status, 0);
  return std::string(static_cast<std::size_t>(WEXITSTATUS(status)), 'c');
}
int raw_receive(int fd, int most) {
  std::string buffer(static_cast<std::size_t>(most), '\0');
  return static_cast<int>(::syscall(SYS_recvfrom, fd, buffer.data(), buffer.size(), 0, nullptr, nullptr));
}
int accept_raw(int listener) {
  const lab::Fd connection(::accept(listener, nullptr, nullptr));
  if (!connection) lab::throw_errno("accept");
  return connection.get();
}
namespace {
template <class Call>
double time_per_call(int count, Call call) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) call();
  const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
  return taken.count() / count;
}
}  // namespace
double time_close(int count) {
  return time_per_call(count, [] { ::close(-1); });
}
double time_getsockname(int fd, int count) {
  return time_per_call(count, [fd] {
    sockaddr_storage name;
    socklen_t length = sizeof name;
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&name), &length);
  });
}
namespace {
lab::Address address_of(const std::string& path) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  path.copy(name.sun_path, sizeof name.sun_path - 1);
  return lab::make_address(name);
}
lab::Fd unix_socket(int type) { return lab::Fd(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0)); }
}  // namespace

lab::Fd bind_path(const std::string& path) {
  lab::Fd socket = unix_socket(SOCK_STREAM);
  const lab::Address where = address_of(path);
  if (::bind(socket.get(), where.get(), where.length) == -1) lab::throw_errno("bind");
  if (::listen(socket.get(), 5) == -1) lab::throw_errno("listen");
  return socket;
}
lab::Fd connect_path(const std::string& path) {
  lab::Fd socket = unix_socket(SOCK_STREAM);
  const lab::Address where = address_of(path);
  int result = 0;
  do {
    result = ::connect(socket.get(), where.get(), where.length);
  } while (result == -1 && errno == EINTR);
  if (result == -1) lab::throw_errno("connect");
  return socket;
}
std::size_t fill_queue(const lab::Address& where) {
  const lab::Fd socket = unix_socket(SOCK_DGRAM);
  std::size_t sent = 0;
  while (::sendto(socket.get(), "x", 1, MSG_DONTWAIT, where.get(), where.length) == 1) ++sent;
  if (errno != EAGAIN) lab::throw_errno("sendto");
  return sent;
}
void send_datagram(const lab::Address& where) {
  const lab::Fd socket = unix_socket(SOCK_DGRAM);
  if (::sendto(socket.get(), "x", 1, 0, where.get(), where.length) == -1) lab::throw_errno("sendto");
}
std::vector<unsigned> peer_of(int fd) {
  ucred peer{};
  socklen_t length = sizeof peer;
  if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == -1) lab::throw_errno("getsockopt");
  return {static_cast<unsigned>(peer.pid), peer.uid, peer.gid};
}
int wait_for_child(int fd, int status) {
  const pid_t child = ::fork();
  if (child == -1) lab::throw_errno("fork");
  if (child == 0) {
    char byte = 0;
    ::_exit(::read(fd, &byte, 1) == 1 ? status : 99);
  }
  int ended = 0;
  if (::waitpid(child, &ended, 0) == -1) lab::throw_errno("waitpid");
  return WEXITSTATUS(ended);
}

namespace {
using std::chrono::milliseconds;

int since(std::chrono::steady_clock::time_point start) {
  return static_cast<int>(std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start).count());
}
lab::Fd timer_of(int time) {
  lab::Fd timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
  const itimerspec setting{{0, 0}, {time / 1000, time % 1000 * 1'000'000}};
  ::timerfd_settime(timer.get(), 0, &setting, nullptr);
  return timer;
}
}  // namespace

int measure_wait(int fd, int time, Wait how) {
  const auto start = std::chrono::steady_clock::now();
  const timespec limit{time / 1000, time % 1000 * 1'000'000};
  switch (how) {
    case Wait::poll:
      wait_readable(fd, time);
      break;
    case Wait::ppoll_with_mask: {
      pollfd entry{fd, POLLIN, 0};
      sigset_t none;
      ::sigemptyset(&none);
      ::ppoll(&entry, 1, &limit, &none);
      break;
    }
    case Wait::select:
      select_readable(fd, time);
      break;
    case Wait::epoll:
      epoll_readable(fd, time);
      break;
    case Wait::receive_timeout: {
      const timeval value{time / 1000, time % 1000 * 1000};
      ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &value, sizeof value);
      char byte = 0;
      if (::recv(fd, &byte, 1, 0) != -1 || errno != EAGAIN) throw std::runtime_error("no EAGAIN");
      break;
    }
    case Wait::poll_beside_a_thread: {
      std::thread other([] {
        volatile int n = 0;
        while (n < 20'000'000) n = n + 1;
      });
      pollfd entry{fd, POLLIN, 0};
      ::poll(&entry, 1, time);
      other.join();
      break;
    }
    case Wait::sleep:
      std::this_thread::sleep_for(milliseconds(time));
      break;
    case Wait::sleep_until:
      std::this_thread::sleep_until(std::chrono::system_clock::now() + milliseconds(time));
      break;
    case Wait::nanosleep:
      ::nanosleep(&limit, nullptr);
      break;
    case Wait::timerfd: {
      const lab::Fd timer = timer_of(time);
      std::array<pollfd, 2> entries{{{fd, POLLIN, 0}, {timer.get(), POLLIN, 0}}};
      ::poll(entries.data(), entries.size(), -1);
      break;
    }
    case Wait::read_timer: {
      const lab::Fd timer = timer_of(time);
      std::uint64_t times = 0;
      if (::read(timer.get(), &times, sizeof times) != sizeof times || times != 1) throw std::runtime_error("not once");
      break;
    }
  }
  return since(start);
}
int poll_until(int fd, int time) {
  const auto deadline = std::chrono::steady_clock::now() + milliseconds(time);
  for (int times = 0;; ++times) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return times;
    pollfd entry{fd, POLLIN, 0};
    if (::poll(&entry, 1, static_cast<int>(left)) > 0) read_once(fd, 1);
  }
}
std::vector<int> all_clocks(int time) {
  const auto look = [] {
    timeval now{};
    ::gettimeofday(&now, nullptr);
    const auto steady = std::chrono::steady_clock::now().time_since_epoch();
    const auto system = std::chrono::system_clock::now().time_since_epoch();
    return std::array<std::int64_t, 4>{std::chrono::duration_cast<milliseconds>(steady).count(),
                                       std::chrono::duration_cast<milliseconds>(system).count(),
                                       std::int64_t{now.tv_sec} * 1000 + now.tv_usec / 1000,
                                       std::int64_t{::time(nullptr)} * 1000};
  };
  const auto before = look();
  ::poll(nullptr, 0, time);
  const auto after = look();
  std::vector<int> moved;
  for (std::size_t i = 0; i < before.size(); ++i) moved.push_back(static_cast<int>(after[i] - before[i]));
  return moved;
}
void look_at_the_clock_for_ever() {
  while (std::chrono::steady_clock::now().time_since_epoch().count() != 0) {
  }
}
int look_until(int time) {
  const auto deadline = std::chrono::steady_clock::now() + milliseconds(time);
  int looks = 0;
  while (std::chrono::steady_clock::now() < deadline) ++looks;
  return looks;
}
double time_look(int count) {
  return time_per_call(count, [] {
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
  });
}
void complain(const std::string& text) { std::fputs(text.c_str(), stderr); }
namespace {
std::string read_all(int file) {
  if (file == -1) lab::throw_errno("open");
  const lab::Fd owned(file);
  std::string text(1000, '\0');
  const ssize_t count = ::read(file, text.data(), text.size());
  if (count == -1) lab::throw_errno("read");
  text.resize(static_cast<std::size_t>(count));
  return text;
}
}  // namespace
std::string read_file(const std::string& path) {
#ifdef SYS_open
  return read_all(static_cast<int>(::syscall(SYS_open, path.c_str(), O_RDONLY)));
#else
  return read_file_by_openat(path);
#endif
}
std::string read_file_by_openat(const std::string& path) {
  return read_all(::openat(AT_FDCWD, path.c_str(), O_RDONLY | O_CLOEXEC));
}
void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

}  // namespace odd
