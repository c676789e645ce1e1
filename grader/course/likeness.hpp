// How alike two signatures are: what a failed exercise shows, and what a known mistake shows.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "course/signature.hpp"

namespace course {

/// How many of an exercise's known mistakes show a thing: what all of them show tells none of them from another.
class Commonness {
 public:
  explicit Commonness(const std::vector<Signature>& known);
  /// Above 0; the more, the fewer of those that fail this test show this trait.
  [[nodiscard]] double weight(const std::string& test, const std::string& trait) const;

 private:
  std::map<std::string, std::size_t> tests_;
  std::map<std::pair<std::string, std::string>, std::size_t> traits_;
};

/// 0 to 1: the mean over all tests that failed in one of them or both. A test that failed in both counts at least
/// 0.21, and more the more alike it failed. One that failed in `known` alone counts 0, with a weight of 0.9; one
/// that failed in `found` alone counts 0 with a weight of 0.3, since who believes something wrong may apply it in more
/// places than the known mistake does. Two empty ones: 0.
double likeness(const Signature& found, const Signature& known, const Commonness& commonness);

}  // namespace course
