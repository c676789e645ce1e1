// See session.hpp.
#include "watch/session.hpp"

#include <algorithm>

namespace watch {
namespace {

using course::ExerciseStatus;
using course::TestStatus;

constexpr int kHints = 3;
constexpr std::ptrdiff_t kPage = 15;

Wish go_to(Session& session, const std::string& exercise) {
  session.view = View::verdict;
  if (exercise == session.exercise) return Wish::nothing;
  session.exercise = exercise;
  return Wish::check;
}

Wish go_on(Session& session) {
  const course::Exercise* next = course::next_exercise(session.labs, session.progress, session.exercise);
  session.view = View::verdict;
  if (next == nullptr) {
    session.say = "Every exercise has passed: that was the whole course. l lists them all.";
  } else if (next->id == session.exercise) {
    session.say = "This is the last exercise that has not passed yet. h shows a hint.";
  } else {
    return go_to(session, next->id);
  }
  return Wish::nothing;
}

// One more each time; but coming back to the page with hints shows it as it was left.
Wish hint(Session& session) {
  int& shown = session.progress.steps[session.exercise].hints;
  const bool more = session.view == View::hints || shown == 0;
  session.view = View::hints;
  if (!more || shown == kHints) return Wish::nothing;
  ++shown;
  return Wish::remember;
}

Wish solution(Session& session) {
  const course::Lab& lab = session.lab();
  if (session.status() != ExerciseStatus::passed) {
    session.say = "The solution is shown once the exercise has passed. Until then: h for a hint.";
  } else if (session.solution.empty()) {
    session.say = "This tree has no solutions/. " + session.at_hand().see + " tells the reasons behind the exercise.";
  } else {
    session.view = session.view == View::solution ? View::verdict : View::solution;
    session.top = 0;
    if (session.view == View::solution)
      session.say = "All of it: solutions/" + lab.id + "/" + lab.topic + ".cpp. solutions/" + lab.id +
                    "/README.md walks through it.";
  }
  return Wish::nothing;
}

Wish timeline(Session& session) {
  const course::Test* test = session.first_failure();
  if (test != nullptr && !test->timeline.empty()) {
    session.view = session.view == View::timeline ? View::verdict : View::timeline;
  } else {
    session.say = "There is no timeline: " + std::string(session.running   ? "the check still runs."
                                                         : test == nullptr ? "no test has failed."
                                                                           : "your code made no call that is watched.");
  }
  return Wish::nothing;
}

Wish list(Session& session) {
  session.view = session.view == View::list ? View::verdict : View::list;
  session.marked = session.exercise;
  return Wish::nothing;
}

// As far as there is another line; a page is what every terminal shows of it.
Wish scroll(Session& session, std::ptrdiff_t by) {
  const auto last = static_cast<std::ptrdiff_t>(session.solution.size()) - 1;
  session.top = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(session.top) + by, 0, std::max<std::ptrdiff_t>(last, 0)));
  return Wish::nothing;
}

Wish move(Session& session, int by) {
  std::vector<std::string> all;
  for (const course::Lab& lab : session.labs)
    for (const course::Exercise& exercise : lab.exercises) all.push_back(exercise.id);
  const auto here = std::find(all.begin(), all.end(), session.marked) - all.begin();
  const auto last = static_cast<std::ptrdiff_t>(all.size()) - 1;
  session.marked = all[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(here + by, 0, last))];
  return Wish::nothing;
}

}  // namespace

const course::Lab& Session::lab() const { return *course::find_lab(labs, exercise); }
const course::Exercise& Session::at_hand() const { return *lab().find(exercise); }

ExerciseStatus Session::status() const {
  if (verdict) {
    for (const course::LabResult& one : verdict->labs)
      for (const course::ExerciseResult& result : one.exercises)
        if (result.id == exercise) return result.status;
  }
  return ExerciseStatus::not_graded;
}

const course::Test* Session::first_failure() const {
  if (!verdict) return nullptr;
  for (const course::LabResult& one : verdict->labs)
    for (const course::ExerciseResult& result : one.exercises)
      for (const course::Test& test : result.tests)
        if (test.status != TestStatus::passed && test.status != TestStatus::not_started) return &test;
  return nullptr;
}

void begin(Session& session) {
  session.running = true;
  session.verdict.reset();
  session.trouble.clear();
  session.say.clear();
  if (session.view == View::timeline || session.view == View::solution) session.view = View::verdict;
}

void end(Session& session, const std::string& text) {
  session.running = false;
  try {
    session.verdict = course::from_json(text);
    course::record(session.progress, *session.verdict);
  } catch (const course::Invalid&) {
    session.trouble = text.empty() ? "The check ended without a word." : text;
  }
}

Wish press(Session& session, Key key) {
  session.say.clear();
  if (key == Key::quit) return Wish::quit;
  if (session.view == View::sure) {
    session.view = View::verdict;
    if (key == Key::yes) return Wish::reset;
    session.say = "Nothing was changed.";
    return Wish::nothing;
  }
  if (session.view == View::list) {
    if (key == Key::up) return move(session, -1);
    if (key == Key::down) return move(session, 1);
    if (key == Key::enter) return go_to(session, session.marked);
  }
  if (session.view == View::solution) {
    if (key == Key::up) return scroll(session, -1);
    if (key == Key::down) return scroll(session, 1);
    if (key == Key::page) return scroll(session, kPage);
  }
  switch (key) {
    case Key::next:
      return go_on(session);
    case Key::hint:
      return hint(session);
    case Key::list:
      return list(session);
    case Key::timeline:
      return timeline(session);
    case Key::solution:
      return solution(session);
    case Key::reset:
      session.view = View::sure;
      return Wish::nothing;
    default:
      session.view = View::verdict;  // any other key leads back
      return Wish::nothing;
  }
}

}  // namespace watch
