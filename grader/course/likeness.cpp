// See likeness.hpp. What counts how much was found by measuring: README.md, "Diagnosis".
#include "course/likeness.hpp"

#include <cmath>
#include <optional>

namespace course {
namespace {

constexpr double kFails = 0.2;  // for failing at all
struct Share {
  Group group;
  double weight;
};
constexpr Share kShares[] = {
    {Group::status, 0.1}, {Group::line, 0.3}, {Group::value, 0.15}, {Group::call, 0.1}, {Group::last_call, 0.1}};

constexpr double kMissing = 0.9;
constexpr double kMore = 0.3;

/// Of the traits of this group, the part that both have, by weight; nothing where neither has any.
std::optional<double> common(const std::string& test, const Traits& one, const Traits& other, Group group,
                             const Commonness& commonness) {
  double both = 0;
  double any = 0;
  for (const std::string& trait : one) {
    if (group_of(trait) != group) continue;
    const double weight = commonness.weight(test, trait);
    any += weight;
    if (other.contains(trait)) both += weight;
  }
  for (const std::string& trait : other) {
    if (group_of(trait) == group && !one.contains(trait)) any += commonness.weight(test, trait);
  }
  if (any == 0) return std::nullopt;
  return both / any;
}

double alike(const std::string& test, const Traits& one, const Traits& other, const Commonness& commonness) {
  double sum = kFails;
  double most = kFails;  // a test without calls, or without a message, is judged by what else there is
  for (const Share& share : kShares) {
    const auto both = common(test, one, other, share.group, commonness);
    if (!both) continue;
    sum += share.weight * *both;
    most += share.weight;
  }
  return sum / most;
}

}  // namespace

Commonness::Commonness(const std::vector<Signature>& known) {
  for (const Signature& signature : known) {
    for (const auto& [test, traits] : signature) {
      ++tests_[test];
      for (const std::string& trait : traits) ++traits_[{test, trait}];
    }
  }
}

double Commonness::weight(const std::string& test, const std::string& trait) const {
  const auto failing = tests_.find(test);
  const auto showing = traits_.find({test, trait});
  const double fail = failing == tests_.end() ? 1 : static_cast<double>(failing->second);
  const double show = showing == traits_.end() ? 1 : static_cast<double>(showing->second);
  return std::log((fail + 1) / (show + 0.5));
}

double likeness(const Signature& found, const Signature& known, const Commonness& commonness) {
  double sum = 0;
  double tests = 0;
  for (const auto& [test, traits] : found) {
    const auto same = known.find(test);
    tests += same == known.end() ? kMore : 1;
    if (same != known.end()) sum += alike(test, traits, same->second, commonness);
  }
  for (const auto& [test, traits] : known) tests += found.contains(test) ? 0 : kMissing;
  return tests == 0 ? 0 : sum / tests;
}

}  // namespace course
