// See decisive.hpp.
#include "report/decisive.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>
#include <vector>

namespace report {
namespace {

/// A student's call as a line of the timeline tells it: "… recv(3, …, 4, 0) = -1 EINTR   | * interrupted".
struct Call {
  std::size_t line = 0;
  std::string_view name;
  std::string_view arguments;
  std::string_view result;  ///< "-1 EINTR", "4 "abcd""; empty where it has not come back
};

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view name_at(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name) - text.begin()));
}

std::vector<Call> calls_in(const std::vector<std::string>& timeline) {
  std::vector<Call> calls;
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    std::string_view text = timeline[i];
    constexpr std::string_view goes_on = "… ";
    if (text.starts_with(goes_on)) text.remove_prefix(goes_on.size());
    const auto name = name_at(text);
    if (name.empty() || text.substr(name.size(), 1) != "(") continue;
    const auto end = text.find(") = ");
    const auto close = std::min({end, text.find(") "), text.size() - 1});
    calls.push_back({i, name, text.substr(name.size() + 1, close - name.size() - 1),
                     end == std::string_view::npos ? std::string_view() : text.substr(end + 4)});
  }
  return calls;
}

std::optional<Decisive> at_last(const std::vector<Call>& calls, const char* why) {
  if (calls.empty()) return std::nullopt;
  return Decisive{calls.back().line, why};
}

/// A call as its error may be reported: accept4(2) is accept, too.
std::string_view plain(std::string_view name) { return name == "accept4" ? "accept" : name; }

/// "it threw std::system_error "recv: Interrupted system call" (EINTR)": the last recv that failed so.
std::optional<Decisive> what_was_thrown(const std::vector<Call>& calls, std::string_view message) {
  const auto thrown = message.find("it threw ");
  if (thrown == std::string_view::npos) return std::nullopt;
  const auto text = message.substr(thrown, message.find('\n', thrown) - thrown);
  const auto what = text.find(" \"");
  const auto code = text.find("\" (E");
  if (what == std::string_view::npos || code == std::string_view::npos) return std::nullopt;
  const auto name = name_at(text.substr(what + 2));
  const std::string failed = "-1 " + std::string(name_at(text.substr(code + 3)));
  const auto found = std::find_if(calls.rbegin(), calls.rend(), [&](const Call& call) {
    return plain(call.name) == plain(name) && call.result.starts_with(failed) &&
           !is_name((std::string(call.result) + " ")[failed.size()]);
  });
  if (found == calls.rend()) return std::nullopt;
  return Decisive{found->line, "your code threw this error"};
}

bool makes_descriptor(std::string_view name) {
  constexpr std::array<std::string_view, 9> all{"socket", "accept", "accept4", "dup",          "dup2",
                                                "dup3",   "open",   "openat",  "epoll_create1"};
  return std::find(all.begin(), all.end(), name) != all.end();
}

/// Of the descriptors that were made, the one that is never closed; nothing where there are several, since some of them
/// may be meant to stay.
std::optional<Decisive> never_closed(const std::vector<Call>& calls) {
  std::map<std::string_view, std::size_t> open;  // the number, and the line that made it
  for (const Call& call : calls) {
    const auto number = name_at(call.result);
    if (call.name == "close")
      open.erase(name_at(call.arguments));
    else if (makes_descriptor(call.name) && !number.empty())
      open[number] = call.line;
  }
  if (open.size() != 1) return std::nullopt;
  return Decisive{open.begin()->second, "descriptor " + std::string(open.begin()->first) + " is never closed"};
}

}  // namespace

std::optional<Decisive> decisive_line(const course::Test& test) {
  const auto calls = calls_in(test.timeline);
  const std::string_view message = test.message;
  switch (test.status) {
    case course::TestStatus::crashed:
      return at_last(calls, "the last call before the end");
    case course::TestStatus::timed_out:
      if (message.starts_with("Your code waits")) return at_last(calls, "your code waits here");
      return at_last(calls, "the last call that was seen");
    case course::TestStatus::failed:
      if (const auto thrown = what_was_thrown(calls, message)) return thrown;
      if (message.find("leaked\n") != std::string_view::npos && message.find("stayed open") != std::string_view::npos)
        return never_closed(calls);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace report
