// Judgements that several tests of this lab share: where more than one way is right, each of them is.
#pragma once

#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "exam/test.hpp"

namespace judge {

using exam::threw_any;

template <class R>
testing::AssertionResult accepting_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"accept", "accept4"}, error);
}
template <class R>
testing::AssertionResult sending_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"send", "sendto", "sendmsg", "write", "writev"}, error);
}
template <class R>
testing::AssertionResult receiving_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"recv", "recvfrom", "recvmsg", "read", "readv"}, error);
}
/// A dead peer, as the one who sends meets it.
template <class R>
testing::AssertionResult nobody_receives(const exam::Outcome<R>& outcome) {
  return sending_failed(outcome, outcome.thrown && outcome.thrown->code == ECONNRESET ? ECONNRESET : EPIPE);
}

inline std::string as_text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
/// An address without its port.
inline std::string host_of(const lab::Address& address) {
  const std::string text = exam::to_text(address);
  return text.substr(0, text.rfind(':'));
}

}  // namespace judge
