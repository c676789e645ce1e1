// Operation: a system call that the witness makes in the student's stead, on a duplicate of the descriptor, so that it
// knows the result, can cut it short, and sees when the call would wait.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exam/witness/clock.hpp"
#include "exam/witness/target.hpp"
#include "wire/watched.hpp"

namespace exam {

/// A system call as it was trapped.
struct Trapped {
  const wire::Watched* call = nullptr;
  std::uint64_t arguments[6]{};
  [[nodiscard]] int descriptor() const { return static_cast<int>(arguments[0]); }
};

/// What the student's call returns.
struct Answer {
  bool let_it_go = false;  ///< the kernel shall make the call itself
  std::int64_t value = 0;
  int error = 0;           ///< errno; 0: success
  lab::Fd new_descriptor;  ///< to be put into the process; its number is the value
  bool close_on_exec = false;
  std::string bytes;  ///< the first bytes that went through
  static Answer failure(int error) {
    Answer answer;
    answer.value = -1;
    answer.error = error;
    return answer;
  }
  static Answer success(std::int64_t value) {
    Answer answer;
    answer.value = value;
    return answer;
  }
  static Answer kernel() {
    Answer answer;
    answer.let_it_go = true;
    return answer;
  }
};

class Operation {
 public:
  virtual ~Operation() = default;
  /// Tries without waiting. Nothing: the call would wait now.
  virtual std::optional<Answer> attempt() = 0;
  /// What to wait for until the next attempt.
  std::vector<pollfd> waits_for;
  /// How long the call waits at most, if there is a limit; and what it returns when that time is up, unless an attempt
  /// made then knows better.
  std::optional<std::chrono::nanoseconds> time_limit;
  bool time_is_up = false;
  Answer when_time_is_up;
};

inline constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

/// The operation for a call; none where the kernel had better make the call itself (other kinds of file, ancillary
/// data, what depends on whose process makes it). `limit`: at most so many bytes are transferred.
std::unique_ptr<Operation> make_operation(const Trapped& call, const Target& target, std::size_t limit,
                                          StudentClock& clock);

// By family; each gives none for calls that it does not know.
std::unique_ptr<Operation> make_transfer(const Trapped& call, const Target& target, std::size_t limit);
std::unique_ptr<Operation> make_wait(const Trapped& call, const Target& target, const StudentClock& clock);
std::unique_ptr<Operation> make_sleep(const Trapped& call, const Target& target, StudentClock& clock);
std::unique_ptr<Operation> make_accept(const Trapped& call, const Target& target);
std::unique_ptr<Operation> make_setting(const Trapped& call, const Target& target);
std::unique_ptr<Operation> make_connect(const Trapped& call, const Target& target);

/// Begins a connect(2) and does not wait for its end: what an interruption leaves behind. Returns 0, EINPROGRESS, or
/// the errno.
int begin_connect(const Trapped& call, const Target& target);

/// Writes a socket address where a value-result pair of arguments wants it. 0, or EINVAL, EFAULT as the kernel says.
int write_address(const Target& target, std::uint64_t address, std::uint64_t length_address, const void* from,
                  std::size_t length);

/// Answers getsockopt(2) of SO_PEERCRED with `peer`: 0 or an errno. Nothing: it asks for something else.
std::optional<int> introduce_peer(const Trapped& call, const Target& target, const ucred& peer);

bool is_nonblocking(int descriptor);
bool is_socket(int descriptor);
bool is_file(int descriptor);  ///< a regular file, a folder, a device, a pipe
int socket_option(int descriptor, int name);

}  // namespace exam
