// Judgements that several tests of this lab share: where more than one way is right, each of them is.
#pragma once

#include <cerrno>
#include <chrono>
#include <initializer_list>
#include <string>
#include <vector>

#include "exam/test.hpp"

namespace judge {

using exam::threw_any;
template <class R>
testing::AssertionResult sending_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"send", "sendto", "sendmsg", "sendmmsg", "write", "writev"}, error);
}
template <class R>
testing::AssertionResult receiving_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv"}, error);
}
/// Refused: whichever call brought it to light.
template <class R>
testing::AssertionResult refused(const exam::Outcome<R>& outcome) {
  if (auto result = sending_failed(outcome, ECONNREFUSED)) return result;
  if (auto result = threw_any(outcome, {"connect", "getsockopt", "poll"}, ECONNREFUSED)) return result;
  return receiving_failed(outcome, ECONNREFUSED);
}

inline std::string as_text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
/// An optional answer as text: "absent", or its bytes.
inline std::string as_text(const std::optional<std::vector<std::byte>>& bytes) {
  return bytes ? as_text(*bytes) : "absent";
}

/// A number as it is sent: 4 bytes, the one that counts most first.
inline std::string number(std::uint32_t value) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// Not earlier than it should be, and not noticeably later: rounding, and a tick of the kernel's clock, is allowed.
inline testing::AssertionResult is_about(std::chrono::nanoseconds time, std::chrono::nanoseconds expected) {
  using std::chrono::milliseconds;
  const auto text = [](std::chrono::nanoseconds t) {
    return std::to_string(std::chrono::duration_cast<milliseconds>(t).count()) + " ms";
  };
  if (time >= expected && time <= expected + milliseconds(20)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "after " << text(time) << " instead of " << text(expected)
                                     << ", by your code's own clock";
}

}  // namespace judge
