// How far a class is, and about how long it will take: made of what Ninja prints.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace engine {

class ClassProgress {
 public:
  using Clock = std::chrono::steady_clock;

  /// `show` gets whole lines, without their ends; is_state: one that the next one may replace.
  using Show = std::function<void(const std::string& line, bool is_state)>;
  ClassProgress(Show show, Clock::time_point began) : show_(std::move(show)), began_(began) {}

  /// What to give Ninja as NINJA_STATUS.
  static constexpr auto status = "[%f/%t] ";

  /// A piece of what Ninja prints, wherever it is cut; `now`: when it came.
  void take(std::string_view bytes, Clock::time_point now);

 private:
  void line(const std::string& text, Clock::time_point now);

  Show show_;
  Clock::time_point began_;
  std::string begun_;  // a line without its end
};

/// "about 40 s", "about 3 min", "about 2 h 10 min"; rounded up, since nobody minds if it is sooner.
std::string about(std::chrono::seconds time);

}  // namespace engine
