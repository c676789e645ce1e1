// See retold.hpp.
#include "course/retold.hpp"

#include <algorithm>
#include <array>

namespace course {
namespace {

constexpr double kSure = 0.5;

/// The mistakes that show the same as `mistake`, itself among them.
std::vector<std::string> same_as(const std::string& mistake, const std::vector<Known>& known) {
  for (std::vector<std::string>& group : look_alikes(known)) {
    if (std::find(group.begin(), group.end(), mistake) != group.end()) return std::move(group);
  }
  return {mistake};
}

}  // namespace

std::string_view to_text(Named named) {
  constexpr std::array<std::string_view, 5> texts{"unnoticed", "first", "later", "wrong", "none"};
  return texts.at(static_cast<std::size_t>(named));
}

bool is_unlisted(std::string_view mistake) { return mistake.starts_with("unlisted-"); }

Judged judge(const ExerciseResult& exercise, const std::string& mistake, const std::vector<Known>& known) {
  Judged judged;
  if (signature_of(exercise).empty()) return judged;
  judged.diagnoses = diagnose(exercise, known);
  if (judged.diagnoses.empty()) {
    judged.named = Named::none;
    return judged;
  }
  const std::vector<std::string> right = same_as(mistake, known);
  const auto found = std::find_if(judged.diagnoses.begin(), judged.diagnoses.end(), [&](const Diagnosis& one) {
    return std::find(right.begin(), right.end(), one.mistake) != right.end();
  });
  judged.wrong_first = found != judged.diagnoses.begin();
  judged.named = !judged.wrong_first ? Named::first : found != judged.diagnoses.end() ? Named::later : Named::wrong;
  return judged;
}

std::vector<Known> public_part(std::vector<Known> known) {
  for (Known& one : known) std::erase_if(one.signature, [](const auto& shown) { return shown.first.starts_with('#'); });
  return known;
}

void Outcomes::add(const Judged& judged) {
  ++tried;
  if (judged.named == Named::unnoticed) return;
  ++caught;
  first += judged.named == Named::first ? 1 : 0;
  in_three += judged.named == Named::first || judged.named == Named::later ? 1 : 0;
  none += judged.named == Named::none ? 1 : 0;
  wrong_first += judged.wrong_first ? 1 : 0;
  sure += judged.wrong_first && judged.diagnoses.front().confidence >= kSure ? 1 : 0;
}

}  // namespace course
