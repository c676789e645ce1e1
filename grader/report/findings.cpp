// See findings.hpp. One function for each form; each takes the lines that are its own.
#include "report/findings.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace report {
namespace {

constexpr std::size_t kLines = 500;  // of a message that is looked at

std::string trimmed(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(" \r"), text.size());
  return std::string(text.substr(begin, text.find_last_not_of(" \r") + 1 - begin));
}

/// What follows `label` where the line begins with it.
std::optional<std::string> after(const std::string& line, std::string_view label) {
  if (!line.starts_with(label)) return std::nullopt;
  return trimmed(std::string_view(line).substr(label.size()));
}

class Reader {
 public:
  explicit Reader(const std::string& message) {
    for (std::size_t begin = 0; begin < message.size() && lines_.size() < kLines;) {
      const auto end = std::min(message.find('\n', begin), message.size());
      lines_.push_back(message.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  std::vector<Finding> read() {
    while (at_ < lines_.size())
      if (!equality() && !predicate() && !comparison() && !property() && !labelled() && !threw()) words();
    return std::move(found_);
  }

 private:
  [[nodiscard]] const std::string& line(std::size_t ahead = 0) const {
    static const std::string none;
    return at_ + ahead < lines_.size() ? lines_[at_ + ahead] : none;
  }

  /// "  EXPRESSION", and "    Which is: VALUE" below it unless the expression is the value.
  std::pair<std::string, std::string> operand() {
    const auto expression = trimmed(line());
    ++at_;
    const auto value = after(line(), "    Which is: ");
    if (value) ++at_;
    return {expression, value.value_or(expression)};
  }

  /// EXPECT_EQ. What was looked at stands first, in all our tests; unless it is a plain value.
  bool equality() {
    if (line() != "Expected equality of these values:") return false;
    ++at_;
    auto first = operand();
    auto second = operand();
    if (first.first == first.second && second.first != second.second) std::swap(first, second);
    if (line() == "With diff:") {
      ++at_;
      while (!line().empty() && std::string_view("@-+ ").find(line()[0]) != std::string_view::npos) ++at_;
      if (line().empty()) ++at_;
    }
    found_.push_back({first.first, "", second.second, first.second, {}});
    return true;
  }

  /// EXPECT_TRUE, EXPECT_FALSE, EXPECT_THAT: "Value of: …", and "  Actual: …" and "Expected: …" in any order.
  bool predicate() {
    const auto about = after(line(), "Value of: ");
    if (!about) return false;
    ++at_;
    Finding finding{*about, "", "", "", {}};
    for (int i = 0; i < 2; ++i, ++at_) {
      if (const auto was = after(line(), "  Actual: ")) finding.was = *was;
      if (const auto expected = after(line(), "Expected: ")) finding.expected = *expected;
    }
    explain(finding);
    found_.push_back(std::move(finding));
    return true;
  }

  /// "false (it returned; expected it to throw X)" says it better than true and false.
  static void explain(Finding& finding) {
    const auto open = finding.was.find(" (");
    const bool is_reason = finding.expected == "true" || finding.expected == "false";
    if (!is_reason || open == std::string::npos || finding.was.back() != ')') return;
    const std::string reason = finding.was.substr(open + 2, finding.was.size() - open - 3);
    const bool returned = finding.about.starts_with("returned(") || finding.about.starts_with("exam::returned(");
    finding = {"", "", returned ? "that it returns" : "", reason, {}};
    constexpr std::string_view split = "; expected ";
    if (const auto at = reason.rfind(split); at != std::string::npos) {
      finding.was = reason.substr(0, at);
      finding.expected = reason.substr(at + split.size());
    }
  }

  /// EXPECT_GT and its kin: "Expected: (a) > (b), actual: 1 vs 2".
  bool comparison() {
    const auto text = after(line(), "Expected: (");
    constexpr std::string_view split = "), actual: ";
    const auto at = text ? text->rfind(split) : std::string::npos;
    if (at == std::string::npos) return false;
    std::string expected = text->substr(0, at);
    for (const std::string sign : {" != ", " < ", " > ", " <= ", " >= "})
      if (const auto middle = expected.find(")" + sign + "("); middle != std::string::npos)
        expected.replace(middle, sign.size() + 2, sign);
    found_.push_back({"", "", expected, text->substr(at + split.size()), {}});
    ++at_;
    return true;
  }

  /// RapidCheck's: a name, then "Falsifiable after …", the counterexample's type and value, the statement, its values.
  bool property() {
    if (!line(1).starts_with("Falsifiable after ")) return false;
    Finding finding{line(), "", "", "", {}};
    for (at_ += 2; at_ < lines_.size() && line() != "Expands to:" && !line(1).starts_with("Falsifiable after "); ++at_)
      if (line().starts_with("std::tuple<")) finding.input = line(1);
    if (line() == "Expands to:") {
      const auto& values = line(1);
      const auto equals = values.find(" == ");
      if (equals != std::string::npos && values.find("<?") == std::string::npos) {
        finding.was = values.substr(0, equals);
        finding.expected = values.substr(equals + 4);
      }
      at_ += 2;
    }
    while (at_ < lines_.size() && line().empty()) ++at_;
    if (!finding.input.empty()) finding.said.emplace_back("No smaller input was found that breaks it.");
    found_.push_back(std::move(finding));
    return true;
  }

  /// "input: …", "yours: …" and "expected: …", on lines that follow each other.
  bool labelled() {
    Finding finding;
    std::size_t lines = 0;
    for (;; ++lines) {
      if (const auto input = after(line(lines), "input: "); input && finding.input.empty())
        finding.input = *input;
      else if (const auto was = after(line(lines), "yours: "); was && finding.was.empty())
        finding.was = *was;
      else if (const auto expected = after(line(lines), "expected: "); expected && finding.expected.empty())
        finding.expected = *expected;
      else
        break;
    }
    if (finding.was.empty() || finding.expected.empty()) return false;
    at_ += lines;
    found_.push_back(std::move(finding));
    return true;
  }

  /// The test wanted a value, and the function threw.
  bool threw() {
    if (at_ != 0 || !line().starts_with("it threw ")) return false;
    found_.push_back({"", "", "that it returns", line(), {}});
    ++at_;
    return true;
  }

  void words() {
    if (found_.empty()) found_.emplace_back();
    found_.back().said.push_back(line());
    ++at_;
  }

  std::vector<std::string> lines_;
  std::size_t at_ = 0;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> findings_in(const std::string& message) { return Reader(message).read(); }

}  // namespace report
