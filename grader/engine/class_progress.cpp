// See class_progress.hpp.
#include "engine/class_progress.hpp"

#include <cstdio>

namespace engine {

std::string about(std::chrono::seconds time) {
  constexpr long minute = 60;
  const long seconds = time.count();
  if (seconds <= 50) return "about " + std::to_string((seconds + 9) / 10 * 10) + " s";
  const long minutes = (seconds + minute - 1) / minute;
  if (minutes < 60) return "about " + std::to_string(minutes) + " min";
  const long tens = (minutes + 9) / 10 * 10;
  return "about " + std::to_string(tens / 60) + " h" + (tens % 60 != 0 ? " " + std::to_string(tens % 60) + " min" : "");
}

void ClassProgress::take(std::string_view bytes, Clock::time_point now) {
  for (const char c : bytes) {
    if (c != '\n') {
      begun_ += c;
      continue;
    }
    line(begun_, now);
    begun_.clear();
  }
}

void ClassProgress::line(const std::string& text, Clock::time_point now) {
  if (text == "ninja: no work to do.") return show_("Nothing has changed since the last time.", true);
  long done = 0;
  long all = 0;
  int end = 0;
  const bool is_state = std::sscanf(text.c_str(), "[%ld/%ld] %n", &done, &all, &end) == 2 && end > 0;
  if (!is_state || done <= 0 || done > all) return show_(text, false);
  // All jobs alike: of many, they are.
  const auto left = std::chrono::duration_cast<std::chrono::seconds>((now - began_) / done * (all - done));
  const std::string when = done == all ? "" : ", " + about(left) + " left";
  show_("[" + std::to_string(done) + " of " + std::to_string(all) + when + "] " +
            text.substr(static_cast<std::size_t>(end)),
        true);
}

}  // namespace engine
