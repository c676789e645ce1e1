// See signature.hpp.
#include "course/signature.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace course {
namespace {

constexpr std::size_t kLines = 60;  ///< of a message or a timeline: a student's text may be long
constexpr std::string_view kByChance =
    "Falsifiable after";  ///< rapidcheck found this input: another seed finds another

/// FNV-1a, as many hexadecimal digits as asked for: the same everywhere, unlike std::hash.
std::string hash_of(std::string_view text, int digits) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
  std::string name;
  for (int i = 0; i < digits; ++i, hash >>= 4) name += "0123456789abcdef"[hash & 0xF];
  return name;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// How long a dump of bytes in hexadecimal, "E7 0C 34 …", begins at `at`; 0 where it has less than four bytes.
std::size_t dump_at(std::string_view line, std::size_t at) {
  const auto hex = [&](std::size_t i) {
    return i < line.size() && (is_digit(line[i]) || (line[i] >= 'A' && line[i] <= 'F'));
  };
  std::size_t size = 0;
  for (std::size_t i = at; hex(i) && hex(i + 1) && (i + 2 >= line.size() || !is_word(line[i + 2])); i += 3) {
    size = i + 2 - at;
    if (i + 2 >= line.size() || line[i + 2] != ' ') break;
  }
  return size >= 11 ? size : 0;
}

/// "(32640 of 65536 inputs give another result)", in quarters: all, 2 of 4; empty where the line is another.
std::string share_of_inputs(std::string_view line) {
  constexpr std::string_view kEnd = " inputs give another result";
  const std::size_t open = line.find('(');
  double wrong = 0;
  double all = 0;
  if (line.find(kEnd) == std::string_view::npos || open == std::string_view::npos ||
      std::sscanf(std::string(line.substr(open)).c_str(), "(%lf of %lf", &wrong, &all) != 2 || all <= 0)
    return {};
  return wrong == all ? "of all inputs" : "of inputs, in quarters: " + std::to_string(std::lround(4 * wrong / all));
}

/// The line without what may differ from run to run: "…" and {…} are emptied, numbers of two digits or more are 0, and
/// so are dumps. How long rapidcheck looked for a counterexample is left out.
std::string shape_of(std::string_view line) {
  if (line.starts_with(kByChance)) return {};
  if (std::string share = share_of_inputs(line); !share.empty()) return share;
  std::string shape;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool begins_word = i == 0 || !is_word(line[i - 1]);
    if (const std::size_t dump = begins_word ? dump_at(line, i) : 0; dump > 0) {
      shape += '0';
      i += dump - 1;
    } else if (c == '"' || c == '{') {
      const char end = c == '"' ? '"' : '}';
      for (++i; i < line.size() && line[i] != end; ++i) i += line[i] == '\\' ? 1 : 0;
      shape += c;
    } else if (is_digit(c) && begins_word) {
      std::size_t last = i;
      while (last + 1 < line.size() && is_word(line[last + 1])) ++last;
      shape += last == i ? c : '0';
      i = last;
    } else if (c != ' ') {
      shape += c;
    }
  }
  return shape;
}

/// Calls `look` with each line that is not empty.
template <class Look>
void for_each_line(std::string_view text, Look look) {
  for (std::size_t lines = 0; !text.empty() && lines < kLines; ++lines) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    if (size > 0) look(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
}

/// Of a call's arguments, the names alone: "AF_INET SOCK_STREAM".
std::string names_in(std::string_view arguments) {
  std::string names;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == '"') i = std::min(arguments.find('"', i + 1), arguments.size());
    if (i == arguments.size() || !is_word(arguments[i])) continue;
    const std::size_t begin = i;
    while (i < arguments.size() && is_word(arguments[i])) ++i;
    if (std::isupper(static_cast<unsigned char>(arguments[begin])) != 0)
      names.append(arguments.substr(begin, i - begin)) += " ";
    if (i < arguments.size() && arguments[i] == '"') --i;
  }
  return names;
}

/// "recvfrom(…) = -1 EINTR * interrupted": the student's call in this line of a timeline, what came of it and what was
/// done to it, without its descriptor and how much went through; empty where the line is the other end's.
std::string call_in(std::string_view line) {
  const std::size_t bar = std::min(line.find(" |"), line.size());
  const std::size_t open = line.substr(0, bar).find('(');
  if (open == std::string_view::npos) return {};
  const std::size_t close = std::min(line.substr(0, bar).rfind(')'), bar);
  std::string call = shape_of(line.substr(0, open)) + "(";
  call += names_in(line.substr(open + 1, close - open - 1));
  const std::size_t failed = line.substr(0, bar).find("= -1 ", close);
  if (failed < bar) call += shape_of(line.substr(failed, bar - failed));
  if (const std::size_t note = line.find("| * "); note != std::string_view::npos) call += shape_of(line.substr(note));
  return call;
}

Traits traits_of(const Test& test) {
  Traits traits{std::string(to_text(test.status))};
  // A hidden test's values stay hidden, and those of a crash are addresses.
  const bool has_values = test.visibility == Visibility::public_test && test.status == TestStatus::failed &&
                          test.message.find(kByChance) == std::string::npos;
  for_each_line(test.message, [&](std::string_view line) {
    const std::string shape = shape_of(line);
    if (!shape.empty()) traits.insert("m" + hash_of(shape, 7));
    std::string text(line);
    std::erase(text, ' ');
    if (has_values && text != shape) traits.insert("v" + hash_of(text, 7));
  });
  std::string last;
  for (std::size_t i = 0; i < std::min(test.timeline.size(), kLines); ++i) {
    const std::string call = call_in(test.timeline[i]);
    if (call.empty()) continue;
    last = hash_of(call, 7);
    traits.insert("c" + last);
  }
  if (!last.empty()) traits.insert("l" + last);
  return traits;
}

}  // namespace

std::string key_of(const Test& test) {
  return test.visibility == Visibility::public_test ? test.name : "#" + hash_of(test.name, 16);
}

Signature signature_of(const ExerciseResult& exercise) {
  Signature signature;
  for (const Test& test : exercise.tests) {
    if (test.status == TestStatus::passed || test.status == TestStatus::not_started) continue;
    signature.emplace(key_of(test), traits_of(test));
  }
  return signature;
}

Group group_of(const std::string& trait) {
  const std::size_t group = trait.size() == 8 ? std::string_view("mvcl").find(trait[0]) : std::string_view::npos;
  return group == std::string_view::npos ? Group::status : static_cast<Group>(group);
}

}  // namespace course
