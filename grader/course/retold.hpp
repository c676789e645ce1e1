// How good a diagnosis is: the known mistakes, made a second time by somebody who knew only what each believes, and
// whether the right belief is named. For those who develop the course: verify --retold.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/diagnosis.hpp"

namespace course {

enum class Named {
  unnoticed,  ///< no test that ran failed
  first,      ///< the right belief is the likeliest
  later,      ///< it is among the three
  wrong,      ///< other beliefs alone
  none        ///< silence
};
std::string_view to_text(Named named);

struct Judged {
  Named named = Named::unnoticed;
  bool wrong_first = false;  ///< another belief is the likeliest
  std::vector<Diagnosis> diagnoses;
};

/// By its name: a bug that is in no list, and holds no belief. What is said of it is wrong.
bool is_unlisted(std::string_view mistake);

/// What is said of `exercise`, in which `mistake` was made. Of mistakes that show the same in `known`, any is right.
Judged judge(const ExerciseResult& exercise, const std::string& mistake, const std::vector<Known>& known);

/// What of them somebody sees who has no hidden tests (of an exercise: reveal.hpp).
std::vector<Known> public_part(std::vector<Known> known);

/// Of many judged, how many were …
struct Outcomes {
  std::size_t tried = 0;
  std::size_t caught = 0;
  std::size_t first = 0;
  std::size_t in_three = 0;  ///< the first ones too
  std::size_t none = 0;
  std::size_t wrong_first = 0;
  std::size_t sure = 0;  ///< of the wrong ones: with a confidence of 0.5 or more
  void add(const Judged& judged);
};

}  // namespace course
