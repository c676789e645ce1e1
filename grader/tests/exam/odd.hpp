// Functions that behave, and functions that misbehave: what the examiner's own tests call in place of a lab's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

namespace odd {

struct Pair {
  std::string text;
  std::vector<std::uint16_t> numbers;
};

// Values of every kind, there and back.
std::optional<Pair> twice(const Pair& pair, bool absent);
lab::Address same(const lab::Address& address);
void fill(std::span<std::byte> room, std::span<const std::byte> from);
void append(std::string& text, int number);
lab::Fd take_and_return(lab::Fd fd);
std::size_t count_spaces(std::string_view text, std::size_t beyond);  ///< reads so many bytes behind the end, too
std::uint32_t square(std::uint32_t number);
class Counter {
 public:
  explicit Counter(int start);
  int add(int step);

 private:
  int value_;
};

// Errors.
void throw_errno_of(int number);
void throw_other();
void throw_nothing_known();
void not_started();

// Bad ends.
void crash_by_null();
void write_past_the_end(std::span<std::byte> room);
void overflow_signed(int number);
void leave(int status);
void raise_signal(int signal);
void spin();
void speak_to_the_control_socket();
void close_everything();
void flood_output();
void use_up_the_stack(int depth);

// System calls.
std::string read_once(int fd, int most);
std::size_t write_once(int fd, const std::string& text);
std::size_t write_to_file(int file, const std::string& text);
void write_until_full(int fd, int megabytes);
int wait_readable(int fd, int milliseconds);
int select_readable(int fd, int milliseconds);
int epoll_readable(int fd, int milliseconds);
int close_twice(lab::Fd fd);
int leak_descriptors(int count);
std::string read_by_message(int fd, int most);
std::string read_all_waiting(int fd, int size);
std::string receive_in_a_thread(int fd, int most);
std::string receive_in_a_child(int fd, int most);
int raw_receive(int fd, int most);
int accept_raw(int listener);
// Unix domain sockets. A Fd is returned as it came out, even without a connection.
lab::Fd bind_path(const std::string& path);
lab::Fd connect_path(const std::string& path);
std::size_t fill_queue(const lab::Address& where);  ///< datagrams sent, without waiting
void send_datagram(const lab::Address& where);
std::vector<unsigned> peer_of(int fd);  ///< pid, uid, gid by SO_PEERCRED
/// Exits with `status` in a child, once `fd` has brought a byte; the status by waitpid(2).
int wait_for_child(int fd, int status);
// The clock.
/// Milliseconds that a wait takes, by the clock of the code itself; how it is made.
enum class Wait {
  poll,
  ppoll_with_mask,
  select,
  epoll,
  receive_timeout,
  sleep,
  sleep_until,
  nanosleep,
  timerfd,
  read_timer,
  poll_beside_a_thread,  // that computes for a while, and ends
};
int measure_wait(int fd, int milliseconds, Wait how);
/// Polls, again and again, until the time is up: how many times.
int poll_until(int fd, int milliseconds);
/// The differences that each clock shows over a poll of so many milliseconds: steady_clock, system_clock,
/// gettimeofday(2), time(2), all in milliseconds.
std::vector<int> all_clocks(int milliseconds);
void look_at_the_clock_for_ever();
int look_until(int milliseconds);
double time_look(int count);
/// The whole file, by its path; throws for open(2).
std::string read_file(const std::string& path);
std::string read_file_by_openat(const std::string& path);
void print(const std::string& text);
void complain(const std::string& text);  // on standard error
/// Nanoseconds that one call takes, over `count` of them: close(2) of a descriptor that is not there, getsockname(2).
double time_close(int count);
double time_getsockname(int fd, int count);

}  // namespace odd
