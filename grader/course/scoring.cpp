// How points are shared, and when a run counts at all.
#include "course/scoring.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace course {
namespace {

double hundredths(double points) { return std::round(points * 100) / 100; }

std::vector<std::string> names_of(const ExaminerReport& report) {
  std::vector<std::string> names;
  for (const auto& test : report.tests) names.push_back(test.full_name());
  return names;
}

/// Those of `some` that are not among `others`: "SendAll.A, SendAll.B and 3 more"; empty if there are none.
std::string not_among(std::vector<std::string> some, std::vector<std::string> others) {
  constexpr std::size_t kNamed = 3;
  std::sort(some.begin(), some.end());
  std::sort(others.begin(), others.end());
  std::vector<std::string> left;
  std::set_difference(some.begin(), some.end(), others.begin(), others.end(), std::back_inserter(left));
  std::string all;
  for (std::size_t i = 0; i < std::min(left.size(), kNamed); ++i) all += (all.empty() ? "" : ", ") + left[i];
  return left.size() > kNamed ? all + " and " + std::to_string(left.size() - kNamed) + " more" : all;
}

/// What is amiss where the tests run are not the tests listed; empty where they are.
std::string amiss(const Examined& examined, std::string_view which) {
  const auto run = names_of(examined.report);
  const auto lost = not_among(examined.expected, run);
  const auto strange = not_among(run, examined.expected);
  std::string text;
  if (!lost.empty()) text += "These " + std::string(which) + " tests did not run: " + lost + ". ";
  if (!strange.empty()) text += "These " + std::string(which) + " tests ran unasked: " + strange + ". ";
  return text;
}

ExerciseResult begin(const Exercise& exercise) {
  ExerciseResult result;
  result.id = exercise.id;
  result.name = exercise.name;
  result.title = exercise.title;
  result.see = exercise.see;
  result.max = exercise.points;
  return result;
}

LabResult begin(const Lab& lab) {
  LabResult result;
  result.id = lab.id;
  result.title = lab.title;
  result.files = lab.files;
  result.max = lab.points();
  for (const auto& exercise : lab.exercises) result.exercises.push_back(begin(exercise));
  return result;
}

void add_tests(LabResult& result, const Lab& lab, const ExaminerReport& report, Visibility visibility) {
  for (const auto& from : report.tests) {
    const Exercise* exercise = lab.find_suite(from.suite);
    if (exercise == nullptr)
      throw Invalid("labs/" + lab.id + "/lab.toml: the test " + from.full_name() +
                    " belongs to no exercise; name its suite after one, or add it to one's suites");
    auto& tests = result.exercises[static_cast<std::size_t>(exercise - lab.exercises.data())].tests;
    Test test;
    test.name = from.full_name();
    if (std::any_of(tests.begin(), tests.end(), [&](const Test& other) { return other.name == test.name; }))
      throw Invalid("labs/" + lab.id + ": the test " + test.name + " is both public and hidden; rename one");
    test.visibility = visibility;
    test.status = from.status;
    test.question = from.question;
    test.see = from.see.empty() ? exercise->see : from.see;
    test.message = from.message;
    test.seconds = from.seconds;
    test.timeline = from.timeline;
    test.output = from.output;
    tests.push_back(std::move(test));
  }
}

void share_points(ExerciseResult& exercise) {
  const auto& tests = exercise.tests;
  const auto count = [&](TestStatus status) {
    return std::count_if(tests.begin(), tests.end(), [&](const Test& test) { return test.status == status; });
  };
  const auto all = std::ssize(tests);
  const auto passed = count(TestStatus::passed);
  exercise.score = hundredths(exercise.max * static_cast<double>(passed) / static_cast<double>(all));
  if (passed == all)
    exercise.status = ExerciseStatus::passed;
  else if (passed > 0)
    exercise.status = ExerciseStatus::partly;
  else if (count(TestStatus::not_started) == all)
    exercise.status = ExerciseStatus::not_started;
  else
    exercise.status = ExerciseStatus::failed;
}

}  // namespace

LabResult score(const Lab& lab, const Examined& public_tests, const std::optional<Examined>& hidden_tests) {
  const auto wrong = amiss(public_tests, "public") + (hidden_tests ? amiss(*hidden_tests, "hidden") : "");
  if (!wrong.empty())
    return not_graded(lab, LabStatus::error,
                      wrong + "This is the grader's fault, not yours: please tell your instructor.");

  LabResult result = begin(lab);
  add_tests(result, lab, public_tests.report, Visibility::public_test);
  if (hidden_tests) add_tests(result, lab, hidden_tests->report, Visibility::hidden_test);

  result.status = LabStatus::graded;
  for (auto& exercise : result.exercises) {
    if (exercise.tests.empty())
      throw Invalid("labs/" + lab.id + "/lab.toml: no test belongs to exercise " + exercise.id +
                    "; write one in a suite of its name");
    share_points(exercise);
    result.score = hundredths(result.score + exercise.score);
  }
  return result;
}

std::optional<LabResult> with_exercises_of(const LabResult& anew, LabResult before, const Lab& lab) {
  std::vector<ExerciseResult> exercises;
  for (const Exercise& exercise : lab.exercises) {
    const auto of_this = [&](const LabResult& result) {
      return std::find_if(result.exercises.begin(), result.exercises.end(),
                          [&](const ExerciseResult& known) { return known.id == exercise.id; });
    };
    if (const auto found = of_this(anew); found != anew.exercises.end())
      exercises.push_back(*found);
    else if (const auto kept = of_this(before); kept != before.exercises.end())
      exercises.push_back(*kept);
    else
      return {};
  }
  before.exercises = std::move(exercises);
  before.build_log = anew.build_log;
  before.score = before.max = 0;
  for (const ExerciseResult& exercise : before.exercises) {
    before.score = hundredths(before.score + exercise.score);
    before.max = hundredths(before.max + exercise.max);
  }
  return before;
}

LabResult not_graded(const Lab& lab, LabStatus status, std::string message, std::string build_log) {
  LabResult result = begin(lab);
  result.status = status;
  result.message = std::move(message);
  result.build_log = std::move(build_log);
  return result;
}

}  // namespace course
