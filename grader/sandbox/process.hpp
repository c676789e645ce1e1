// One process: started with a clean environment, its output read, ended at its deadline at the latest. Whoever starts
// one waits for it.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/filter.hpp"

namespace sandbox {

/// A program and its arguments; the program's file, or its name in the system's folders.
using Command = std::vector<std::string>;

/// One command out of several parts.
Command joined(std::initializer_list<Command> parts);

struct Options {
  std::filesystem::path folder = "/";  ///< where it starts
  std::chrono::milliseconds deadline{60'000};
  std::size_t most_output = 64 * 1024;  ///< bytes kept of what it prints
  /// The command is one of boxes.hpp: it gets user_namespace() as descriptor 3, where there is one, and a control
  /// group.
  bool boxed = false;
  Role role = Role::compiler;  ///< of a boxed command: whose limits its control group has
  bool ours = false;           ///< a tool for the user's eyes: it has our environment, and prints on our standard error
  /// Gets what it prints, as it comes, instead of `Ended::output` or our standard error.
  std::function<void(std::string_view)> heard{};
};

struct Ended {
  int status = 0;  ///< as wait(2) tells it
  bool timed_out = false;
  std::string output;  ///< standard output and error, as they came
  bool output_cut = false;
  double seconds = 0;

  [[nodiscard]] bool exited_with(int exit_status) const;
  /// "exit status 1", "killed by SIGSEGV", "stopped after 60 s".
  [[nodiscard]] std::string text() const;
};

/// interrupt() was called; the process has been ended.
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Runs it to its end; ends it, and all of its process group, at the deadline. Throws std::system_error when it cannot
/// be started (ENOENT: no such program), and Interrupted.
Ended run(const Command& command, const Options& options = {});

/// From now on every run ends with Interrupted. For signal handlers: async-signal-safe.
void interrupt() noexcept;

}  // namespace sandbox
