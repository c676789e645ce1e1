// A signature: which tests of an exercise failed and how, told so that another seed and another machine give the same.
// Words, calls, errors and injected events stay, as hashes; numbers, texts and addresses are left out, but for the
// values that a public test tells.
#pragma once

#include <map>
#include <set>
#include <string>

#include "course/result.hpp"

namespace course {

/// How one test failed: its status ("failed", "crashed", "timed-out"), and hashes of what it showed, each after a
/// letter: m… a line of the message, v… such a line with its values, of public tests alone, c… a call of the timeline,
/// l… the last of these calls.
using Traits = std::set<std::string>;
enum class Group { line, value, call, last_call, status };
Group group_of(const std::string& trait);

/// The failed tests, by key.
using Signature = std::map<std::string, Traits>;

/// A public test's name; of a hidden test a hash, "#1f0c…": the names of hidden tests stay out of public files.
std::string key_of(const Test& test);

/// Empty where no test failed. Tests that are not started say nothing.
Signature signature_of(const ExerciseResult& exercise);

}  // namespace course
