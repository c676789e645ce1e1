#include "exam/property.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <sstream>
#include <unordered_map>

#include "exam/outcome.hpp"
#include "exam/verdict.hpp"

namespace exam::detail {

void check_property(const std::string& what, rc::detail::Property property, int cases) {
  rc::detail::TestParams parameters;
  parameters.seed = test_seed();
  parameters.maxSuccess = cases;
  // With a listener and nothing to reproduce: else RapidCheck reads its own configuration, and prints a seed that is
  // not ours.
  rc::detail::TestListenerAdapter silent;
  const std::unordered_map<std::string, rc::detail::Reproduce> nothing;
  const auto result =
      rc::detail::checkProperty(property, rc::detail::TestMetadata{what, what}, parameters, silent, nothing);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  ADD_FAILURE() << what << "\n" << text.str();
}

bool ends_the_test(std::exception_ptr exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const NotStarted&) {
    return true;
  } catch (const Crashed&) {
    return true;
  } catch (const TimedOut&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace exam::detail
