#include "exam/verdict.hpp"

#include <gtest/gtest.h>

namespace exam {
namespace {
std::uint64_t the_seed = 0;
}

Notes& current_notes() {
  static Notes notes;
  return notes;
}

std::string note_verdict(Verdict verdict, const std::string& message) {
  Notes& notes = current_notes();
  if (notes.verdict == Verdict::passed) {
    notes.verdict = verdict;
    notes.message = message;
  }
  return message;
}

const char* to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::failed:
      return "failed";
    case Verdict::crashed:
      return "crashed";
    case Verdict::timed_out:
      return "timed-out";
    case Verdict::not_started:
      return "not-started";
  }
  return "failed";
}

void set_seed(std::uint64_t seed) { the_seed = seed; }
std::uint64_t run_seed() { return the_seed; }

std::uint64_t test_seed() {
  static const testing::TestInfo* known = nullptr;  // tests ask for every random number of theirs
  static std::uint64_t run = 0;
  static std::uint64_t hash = 0;
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  if (test != nullptr && test == known && run == the_seed) return hash;
  hash = 14695981039346656037ULL ^ the_seed;  // FNV-1a over the test's name
  if (test != nullptr) {
    for (const char byte : std::string(test->test_suite_name()) + "." + test->name()) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    }
  }
  known = test;
  run = the_seed;
  return hash;
}

}  // namespace exam
