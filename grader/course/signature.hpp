// A signature: which tests of an exercise failed and how, told so that another seed and another machine give the same.
// Numbers, texts, addresses and places in files are left out; words, calls, errors and injected events stay, as hashes.
#pragma once

#include <map>
#include <set>
#include <string>

#include "course/result.hpp"

namespace course {

/// How one test failed: its status ("failed", "crashed", "timed-out"), and hashes of what it showed, each after a
/// letter: m… a line of the message, c… a call of the timeline, l… the last of these calls.
using Traits = std::set<std::string>;

/// The failed tests, by key.
using Signature = std::map<std::string, Traits>;

/// A public test's name; of a hidden test a hash, "#1f0c…": the names of hidden tests stay out of public files.
std::string key_of(const Test& test);

/// Empty where no test failed. Tests that are not started say nothing.
Signature signature_of(const ExerciseResult& exercise);

/// 0 to 1: the mean over all tests that failed in one of them or both. A test that failed in one alone counts nothing;
/// one that failed in both counts at least 0.4, and more the more alike it failed. Two empty ones: 0.
double similarity(const Signature& one, const Signature& other);

}  // namespace course
