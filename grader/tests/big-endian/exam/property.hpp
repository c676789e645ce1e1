// In the place of exam/property.hpp: RapidCheck's library is there for this machine only. Random inputs by the test's
// seed; what breaks a property is shown as it is, not made smaller.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <concepts>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "exam/verdict.hpp"

#define RC_ASSERT(expression)                                        \
  do {                                                               \
    if (!(expression)) throw exam::detail::DoesNotHold{#expression}; \
  } while (false)

namespace exam {
namespace detail {

struct DoesNotHold {
  std::string expression;
};

using Random = std::mt19937_64;

/// Every fourth number is at the end of its range.
template <std::integral Number>
void fill(Random& random, Number& value) {
  constexpr Number ends[] = {Number{0}, Number{1}, std::numeric_limits<Number>::min(),
                             std::numeric_limits<Number>::max()};
  value = random() % 4 == 0 ? ends[random() % 4] : static_cast<Number>(random());
}
template <class Element, std::size_t N>
void fill(Random& random, std::array<Element, N>& all) {
  for (Element& element : all) fill(random, element);
}
template <class Sequence>
requires requires(Sequence all) { all.resize(1); }
void fill(Random& random, Sequence& all) {
  all.resize(random() % 40);
  for (auto& element : all) fill(random, element);
}

template <class Statement, class Result, class... A>
void check(const std::string& what, const Statement& statement, int cases, Result (Statement::*)(A...) const) {
  Random random(test_seed());
  for (int i = 0; i < cases; ++i) {
    std::tuple<std::remove_cvref_t<A>...> inputs;
    std::apply([&](auto&... input) { (fill(random, input), ...); }, inputs);
    try {
      if constexpr (std::is_same_v<Result, bool>) {
        RC_ASSERT(std::apply(statement, inputs));
      } else {
        std::apply(statement, inputs);
      }
    } catch (const DoesNotHold& broken) {
      ADD_FAILURE() << what << "\n" << broken.expression << "\nfor " << testing::PrintToString(inputs);
      return;
    }
  }
}

}  // namespace detail

template <class Statement>
void property(const std::string& what, Statement statement, int cases = 100) {
  detail::check(what, statement, cases, &Statement::operator());
}

}  // namespace exam
