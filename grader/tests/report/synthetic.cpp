// See synthetic.hpp.
#include "synthetic.hpp"

#include <fmt/format.h>

#include <array>
#include <random>

#include "results.hpp"

namespace {

using course::ExerciseStatus;
using course::LabStatus;
using course::TestStatus;

constexpr std::array beliefs{
    "One call to send sends everything.", "recv returns what one send sent, message by message.",
    "A port is free again as soon as the server that used it has ended.",
    "A call that a signal interrupted has failed.", "Reading 0 bytes means that nothing has come yet."};
constexpr std::array titles{"Open a listener", "Connect with a deadline", "Receive exactly", "Send everything",
                            "Close what was opened"};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  course::Result student(std::size_t number, std::size_t labs) {
    ability_ = chance();
    std::vector<course::LabResult> all;
    const bool begins = number % 19 != 7;
    for (std::size_t i = 1; i <= labs; ++i) all.push_back(lab(i, begins));
    return course::make_result(fmt::format("s{:03}", number), 1, "bubblewrap", std::move(all));
  }

 private:
  double chance() { return static_cast<double>(random_() % 10000) / 10000; }

  course::Test test(const std::string& name, TestStatus status) {
    auto one = test_of(name, status, "Does " + name + " go on after a call that was interrupted?");
    one.seconds = chance() * 0.2;
    if (status == TestStatus::passed) return one;
    one.message = "expected: all 10 bytes\nyours: 3 bytes";
    one.timeline = {"socket(AF_INET, SOCK_STREAM, 0) = 4 |", "connect(4, 127.0.0.1:40001) = 0 |",
                    "send(4, \"0123456789\", 10) = 3 | * cut to 3 bytes", "  | received \"012\"", "close(4) = 0 |"};
    return one;
  }

  course::ExerciseResult exercise(std::size_t lab, std::size_t k) {
    const auto difficulty = static_cast<double>((lab * 7 + k * 3) % 10) / 12;
    std::vector<course::Test> tests;
    int passed = 0;
    for (int i = 0; i < 4; ++i) {
      const bool pass = ability_ + 0.6 * chance() > difficulty;
      passed += pass ? 1 : 0;
      const auto how = chance() < 0.1 ? TestStatus::timed_out : TestStatus::failed;
      tests.push_back(test(fmt::format("Lab{}Exercise{}.Case{}", lab, k, i), pass ? TestStatus::passed : how));
    }
    const auto status = passed == 4   ? ExerciseStatus::passed
                        : passed == 0 ? ExerciseStatus::failed
                                      : ExerciseStatus::partly;
    auto made = exercise_of(fmt::format("{:02}.{}", lab, k), status, std::move(tests));
    made.title = titles.at(k - 1);
    made.see = fmt::format("notes/{:02}-topic.md#{}", lab, k);
    made.max = 4;
    made.score = passed;
    if (passed < 4 && chance() < 0.7) made.diagnosis = {{"m", beliefs.at((lab + k) % beliefs.size()), chance()}};
    return made;
  }

  course::LabResult lab(std::size_t number, bool begins) {
    const double luck = chance();
    const auto status = luck < 0.03 ? LabStatus::build_failed : luck < 0.05 ? LabStatus::missing : LabStatus::graded;
    std::vector<course::ExerciseResult> exercises;
    for (std::size_t k = 1; k <= titles.size(); ++k) {
      auto one = exercise(number, k);
      if (status != LabStatus::graded || !begins) {
        one.status = begins ? ExerciseStatus::not_graded : ExerciseStatus::not_started;
        one.score = 0;
        one.diagnosis.clear();
        for (auto& test : one.tests) test = test_of(test.name, TestStatus::not_started);
      }
      exercises.push_back(std::move(one));
    }
    auto made = lab_of(std::move(exercises), begins ? status : LabStatus::graded);
    made.id = fmt::format("{:02}-topic", number);
    made.title = fmt::format("Topic {}", number);
    if (made.status == LabStatus::build_failed)
      made.build_log = "topic.cpp:7:3: error: expected ';' before '}' token\n";
    return made;
  }

  std::mt19937_64 random_;
  double ability_ = 0;
};

}  // namespace

std::vector<course::Result> synthetic_class(std::size_t students, std::size_t labs, unsigned seed) {
  Maker maker(seed);
  std::vector<course::Result> results;
  for (std::size_t i = 1; i <= students; ++i) results.push_back(maker.student(i, labs));
  return results;
}
