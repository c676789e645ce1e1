// The terminal while `watch` runs: keys come one by one and unseen; put back on every exit.
#pragma once

namespace watch {

/// Standard input, if it is a terminal: single keys, no echo. Ctrl-C and Ctrl-Z still make signals. One at a time. The
/// destructor puts back what was; so does a crash (SIGSEGV, SIGABRT and their kin).
class Keyboard {
 public:
  Keyboard();
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  /// False: there will be no keys.
  [[nodiscard]] bool there() const { return there_; }
  /// Before the process stops, and once it goes on.
  void leave();
  void enter();

 private:
  bool there_;
};

}  // namespace watch
