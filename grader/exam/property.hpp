// Properties: a statement over random inputs (RapidCheck), with the run's seed, and with the student's process behind
// it. A property that breaks is reported with the smallest inputs that break it.
#pragma once

#include <rapidcheck.h>

#include <exception>
#include <functional>
#include <string>
#include <utility>

namespace exam {
namespace detail {

/// Runs the property with the seed of this test and marks the test failed when it does not hold.
void check_property(const std::string& what, rc::detail::Property property, int cases);

// A statement that ends the whole test (not started, crashed, timed out) must not be taken for a counterexample and
// shrunk: it is kept, the rest of the run passes, and property() throws it again.
template <class Statement, class Result, class... A>
auto guard(Statement& statement, std::exception_ptr& ended, bool (*is_end)(std::exception_ptr),
           Result (Statement::*)(A...) const) {
  return [&statement, &ended, is_end](A... arguments) {
    if (ended) return;
    try {
      if constexpr (std::is_same_v<Result, bool>) {
        const bool held = statement(std::move(arguments)...);
        RC_ASSERT(held);
      } else {
        statement(std::move(arguments)...);
      }
    } catch (...) {
      if (!is_end(std::current_exception())) throw;
      ended = std::current_exception();
    }
  };
}

bool ends_the_test(std::exception_ptr exception);

}  // namespace detail

/// `statement`, a lambda, takes random values; it uses RC_ASSERT and its kin, or returns bool. Calls into student code
/// in it work as always:
///   property("There and back gives the number again", [&](std::uint32_t n) {
///     RC_ASSERT(*student.call<&lab::from_network32>(*student.call<&lab::to_network32>(n)) == n);
///   });
template <class Statement>
void property(const std::string& what, Statement statement, int cases = 100) {
  std::exception_ptr ended;
  auto guarded = detail::guard(statement, ended, &detail::ends_the_test, &Statement::operator());
  detail::check_property(what, rc::detail::toProperty(guarded), cases);
  if (ended) std::rethrow_exception(ended);
}

}  // namespace exam
