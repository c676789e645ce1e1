// What `watch` knows and shows, and what a key makes of it. No terminal, no file, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "course/progress.hpp"
#include "course/result.hpp"
#include "watch/key.hpp"

namespace watch {

enum class View {
  verdict,
  hints,
  list,
  timeline,
  solution,
  sure,  ///< "really reset?": only Key::yes does it
};

struct Session {
  std::vector<course::Lab> labs;
  course::Progress progress;
  std::string exercise;               ///< at hand: "01.4", one of the labs'
  std::vector<std::string> solution;  ///< the exercise's part of it, by line; empty where there is no solutions/

  bool running = false;
  std::optional<course::Result> verdict;  ///< on the exercise, as it was last saved; none while a check runs
  std::string trouble;                    ///< where the check had no verdict: what it said

  View view = View::verdict;
  std::string marked;   ///< in the list
  std::size_t top = 0;  ///< of the solution, the first line shown
  std::string say;      ///< an answer to the last key, or empty

  [[nodiscard]] const course::Lab& lab() const;
  [[nodiscard]] const course::Exercise& at_hand() const;
  /// Of the verdict; not_graded where there is none.
  [[nodiscard]] course::ExerciseStatus status() const;
  /// Null where there is none.
  [[nodiscard]] const course::Test* first_failure() const;
};

/// A check begins, of a new save or another exercise: what is known of the last one no longer holds.
void begin(Session& session);
/// It ended. `text` is what it printed: a result, or anything else.
void end(Session& session, const std::string& text);

/// What the caller has to do besides showing the page anew.
enum class Wish {
  nothing,
  check,     ///< another exercise is at hand
  remember,  ///< a hint was shown: session.progress has it
  reset,     ///< put the skeleton of session.lab() back
  quit,
};
Wish press(Session& session, Key key);

}  // namespace watch
