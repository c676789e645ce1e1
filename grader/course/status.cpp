// How each verdict is spelt: one table for both directions.
#include "course/status.hpp"

#include <utility>

namespace course {
namespace {

template <class Status>
using Spelling = std::pair<Status, std::string_view>;

constexpr Spelling<TestStatus> kTests[] = {{TestStatus::passed, "passed"},
                                           {TestStatus::failed, "failed"},
                                           {TestStatus::crashed, "crashed"},
                                           {TestStatus::timed_out, "timed-out"},
                                           {TestStatus::not_started, "not-started"}};
constexpr Spelling<ExerciseStatus> kExercises[] = {{ExerciseStatus::passed, "passed"},
                                                   {ExerciseStatus::partly, "partly"},
                                                   {ExerciseStatus::failed, "failed"},
                                                   {ExerciseStatus::not_started, "not-started"},
                                                   {ExerciseStatus::not_graded, "not-graded"}};
constexpr Spelling<LabStatus> kLabs[] = {{LabStatus::graded, "graded"},
                                         {LabStatus::build_failed, "build-failed"},
                                         {LabStatus::missing, "missing"},
                                         {LabStatus::error, "error"}};
constexpr Spelling<Visibility> kVisibilities[] = {{Visibility::public_test, "public"},
                                                  {Visibility::hidden_test, "hidden"}};
constexpr Spelling<Reveal> kReveals[] = {
    {Reveal::none, "none"}, {Reveal::names, "names"}, {Reveal::diagnosis, "diagnosis"}, {Reveal::full, "full"}};

constexpr const auto& spellings(TestStatus) { return kTests; }
constexpr const auto& spellings(ExerciseStatus) { return kExercises; }
constexpr const auto& spellings(LabStatus) { return kLabs; }
constexpr const auto& spellings(Visibility) { return kVisibilities; }
constexpr const auto& spellings(Reveal) { return kReveals; }

template <class Status>
std::string_view spelt(Status status) {
  for (const auto& [value, text] : spellings(Status{}))
    if (value == status) return text;
  return "?";
}

}  // namespace

std::string_view to_text(TestStatus status) { return spelt(status); }
std::string_view to_text(ExerciseStatus status) { return spelt(status); }
std::string_view to_text(LabStatus status) { return spelt(status); }
std::string_view to_text(Visibility visibility) { return spelt(visibility); }
std::string_view to_text(Reveal reveal) { return spelt(reveal); }

template <class Status>
std::optional<Status> from_text(std::string_view text) {
  for (const auto& [value, spelling] : spellings(Status{}))
    if (spelling == text) return value;
  return std::nullopt;
}

template std::optional<TestStatus> from_text(std::string_view);
template std::optional<ExerciseStatus> from_text(std::string_view);
template std::optional<LabStatus> from_text(std::string_view);
template std::optional<Visibility> from_text(std::string_view);
template std::optional<Reveal> from_text(std::string_view);

}  // namespace course
