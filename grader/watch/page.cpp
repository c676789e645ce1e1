// See page.hpp.
#include "watch/page.hpp"

#include <algorithm>

#include "report/encode.hpp"
#include "report/progress.hpp"
#include "report/terminal.hpp"
#include "report/text.hpp"
#include "report/timeline.hpp"

namespace watch {
namespace {

using course::ExerciseStatus;
using report::Ink;

constexpr const char* kCommand = "./grader/socklab ";

std::string together(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string verdict(const Session& session, const Look& look) {
  const course::Exercise& exercise = session.at_hand();
  const std::string title = report::printable(exercise.id + "  " + exercise.title);
  if (session.running) return "\n  " + title + ": building and testing …\n";
  if (session.verdict) {
    report::Terminal terminal{.colour = look.colour, .command = ""};
    terminal.bases = course::unpassed_bases(session.labs, session.progress);
    return report::to_terminal(*session.verdict, terminal);
  }
  std::string text = "\n  " + title + ": there is no verdict. The check said\n\n";
  for (const std::string& line : report::paragraph(session.trouble, report::kWidth - 4, 20))
    text += "    " + line + "\n";
  return text;
}

// All of it: the verdict's page shows the middle only where it is short.
std::string timeline(const Session& session, const Ink& ink) {
  const course::Test* test = session.first_failure();
  if (test == nullptr) return "";
  constexpr std::size_t kAll = 100;
  std::string text = "\n  " + ink.bold(report::cut(report::printable(test->name), 90)) + "\n\n";
  for (const std::string& line : report::tell_timeline(*test, kAll, report::kWidth - 3, ink)) text += line + "\n";
  return text;
}

// As many lines as fit above what stands below; the first one is the exercise's comment.
std::string solution(const Session& session, const Look& look, const Ink& ink) {
  constexpr std::size_t below = 12;  // the title, what was said, what is next, the bar, the keys
  const std::size_t room = look.rows > below + 5 ? look.rows - below : 5;
  const std::size_t end = std::min(session.top + room, session.solution.size());
  std::string text =
      "\n  " + ink.bold("One solution") + ink.dim(". Where yours differs: which says it more plainly?") + "\n\n";
  for (std::size_t i = session.top; i < end; ++i)
    text += "  " + report::cut(report::printable(session.solution[i]), report::kWidth - 2) + "\n";
  const std::size_t left = session.solution.size() - end;
  if (left > 0) text += "  " + ink.dim("… " + report::counted(left, "line") + " more: Space or ↓") + "\n";
  return text;
}

std::string sure(const Session& session) {
  return "\n  This puts the skeleton of lab " + session.lab().number +
         " back: all its exercises begin anew. Your file is kept beside it.\n\n  y does it, any other key leaves all "
         "as "
         "it is.\n";
}

std::string body(const Session& session, const Look& look, const Ink& ink) {
  switch (session.view) {
    case View::hints:
      return "\n" + together(report::tell_hints(session.at_hand(), session.progress.of(session.exercise).hints, ink)) +
             "\n  read on   " + report::printable(session.at_hand().see) + "\n";
    case View::list:
      return "\n" + together(report::progress_table(session.labs, session.progress, session.marked, true, ink));
    case View::timeline:
      return timeline(session, ink);
    case View::solution:
      return solution(session, look, ink);
    case View::sure:
      return sure(session);
    default:
      return verdict(session, look);
  }
}

std::string next_for(const Session& session, const Look& look) {
  const std::string hint = look.keys ? "h" : kCommand + ("hint " + session.exercise);
  switch (session.view) {
    case View::hints:
      return session.progress.of(session.exercise).hints < 3 ? "write, and save. Another h tells more"
                                                             : "write, and save. That was the last hint";
    case View::list:
      return "up and down choose, Enter goes there; l leads back";
    case View::timeline:
      return "t leads back";
    case View::solution:
      return "s leads back, n goes on to the next exercise";
    case View::sure:
      return "";
    default:
      break;
  }
  if (session.running) return "the verdict comes by itself";
  switch (session.status()) {
    case ExerciseStatus::passed:
      return look.keys ? "n goes on to the next exercise" +
                             std::string(!session.solution.empty() ? ", s shows the solution" : "")
                       : std::string(kCommand) + "next";
    case ExerciseStatus::not_started:
      return "replace the throw NotStarted in " + look.place + ", and save; " + hint + " for a hint";
    case ExerciseStatus::not_graded:
      return "mend what stands above, and save";
    default:
      return "mend " + look.place + ", and save; " + hint + " for a hint";
  }
}

}  // namespace

std::string page(const Session& session, const Look& look) {
  const Ink ink{look.colour};
  std::string text = body(session, look, ink) + "\n";
  if (!session.say.empty())
    for (const std::string& line : report::paragraph(session.say, report::kWidth - 2, 3)) text += "  " + line + "\n";
  const auto next = report::paragraph(next_for(session, look), report::kWidth - 9, 3);
  for (const std::string& line : next)
    text += (&line == &next.front() ? "  " + ink.bold("next") + "   " : "         ") + line + "\n";
  const course::Exercise& exercise = session.at_hand();
  text += "\n" + report::progress_bar(session.labs, session.progress, ink) + "     now " +
          report::cut(report::printable(exercise.id + "  " + exercise.title), 30) + "\n";
  if (look.keys) text += "  " + ink.dim("n next   h hint   l list   t timeline   s solution   x reset   q quit") + "\n";
  return report::ci_log(text);
}

}  // namespace watch
