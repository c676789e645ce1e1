// The timeline: what the witness saw of the student's calls and what the other end did, in the order in which it
// happened.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "wire/watched.hpp"

namespace exam {

/// One system call of the student's, as the witness saw it.
struct Call {
  wire::Syscall kind{};
  std::string name;     ///< "recvfrom"
  int descriptor = -1;  ///< its first argument, where that is a descriptor
  std::uint64_t arguments[6]{};
  std::string text;      ///< "recvfrom(4, …, 4, 0)"
  bool settled = false;  ///< the result is known
  std::int64_t result = 0;
  int error = 0;      ///< errno, where the call failed
  std::string note;   ///< "made to fail" and the like
  std::string bytes;  ///< the first bytes that went through, where known
};

struct Step {
  bool by_student = false;
  Call call{};          ///< by the student
  std::string other{};  ///< by the other end
  bool waited = false;  ///< the other end did something before this call came back: a later step tells how it ended
  bool is_end = false;  ///< that later step, a copy of the call
};

/// Written by the witness's thread and by the test's. Every member may be called from any thread.
class Timeline {
 public:
  /// Returns the step's number.
  std::size_t add(Call call);
  void settle(std::size_t step, std::int64_t result, int error, const std::string& bytes = {});
  void note(std::size_t step, const std::string& text);
  void add_other(std::string what);
  [[nodiscard]] std::vector<Step> steps() const;
  /// The student's calls of a kind (Syscall::any: all).
  [[nodiscard]] std::vector<Call> calls(wire::Syscall kind = wire::Syscall::any) const;
  /// Two columns, your code | the other end, without a heading; rounds that repeat are folded, and the middle is left
  /// out where there are more than `most` lines.
  [[nodiscard]] std::vector<std::string> lines(std::size_t most = 40) const;
  /// The same with nothing left out: a line for every step.
  [[nodiscard]] std::vector<std::string> all_lines() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Step> steps_;
};

}  // namespace exam
