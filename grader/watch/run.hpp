// One check in a process of its own, so that a save can end it at any moment: then nothing that it found is used.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "support/fd.hpp"

namespace watch {

class Run {
 public:
  /// Starts `command` (its first word is the program's file), with standard input from /dev/null, and its output kept
  /// here. It gets SIGTERM if we die first. Throws std::system_error.
  explicit Run(const std::vector<std::string>& command);
  /// Cancels it where it still runs.
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// For poll(2): readable when there is output or it has ended.
  [[nodiscard]] int descriptor() const { return output_.get(); }
  /// Takes what there is. True once all has been read and the process is waited for.
  bool read();
  /// Standard output and error, as they came.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void wait();

  pid_t pid_ = -1;
  lab::Fd output_;
  std::string text_;
};

}  // namespace watch
