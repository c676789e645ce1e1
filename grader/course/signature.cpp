// See signature.hpp. What counts how much was found by measuring: README.md, "Diagnosis".
#include "course/signature.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string_view>

namespace course {
namespace {

constexpr std::size_t kLines = 60;  ///< of a message or a timeline: a student's text may be long

struct Share {
  char letter;  ///< with which the group's traits begin; 0: the status
  double weight;
};
// Beside 0.4 for failing at all.
constexpr double kFails = 0.4;
constexpr Share kShares[] = {{0, 0.1}, {'m', 0.3}, {'c', 0.1}, {'l', 0.1}};

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

/// The line without what may differ from run to run: "…" and {…} are emptied, numbers of two digits or more are 0.
std::string shape_of(std::string_view line) {
  std::string shape;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || c == '{') {
      const char end = c == '"' ? '"' : '}';
      for (++i; i < line.size() && line[i] != end; ++i) i += line[i] == '\\' ? 1 : 0;
      shape += c;
    } else if (is_digit(c) && (i == 0 || !is_word(line[i - 1]))) {
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
  for_each_line(test.message, [&](std::string_view line) { traits.insert("m" + hash_of(shape_of(line), 7)); });
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

/// Of the traits that begin with this letter, the part that both have; nothing where neither has any.
std::optional<double> common(const Traits& one, const Traits& other, char letter) {
  const auto in_group = [&](const std::string& trait) {
    const bool hashed = trait.size() == 8 && std::string_view("mcl").find(trait[0]) != std::string_view::npos;
    return letter == 0 ? !hashed : hashed && trait[0] == letter;
  };
  double both = 0;
  double any = 0;
  for (const std::string& trait : one) {
    if (!in_group(trait)) continue;
    any += 1;
    both += other.contains(trait) ? 1 : 0;
  }
  for (const std::string& trait : other) any += in_group(trait) && !one.contains(trait) ? 1 : 0;
  if (any == 0) return std::nullopt;
  return both / any;
}

double alike(const Traits& one, const Traits& other) {
  double sum = kFails;
  double most = kFails;  // a test without calls, or without a message, is judged by what else there is
  for (const Share& share : kShares) {
    const auto both = common(one, other, share.letter);
    if (!both) continue;
    sum += share.weight * *both;
    most += share.weight;
  }
  return sum / most;
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

double similarity(const Signature& one, const Signature& other) {
  double sum = 0;
  auto tests = static_cast<double>(one.size());
  for (const auto& [test, traits] : other) {
    const auto same = one.find(test);
    if (same == one.end())
      tests += 1;
    else
      sum += alike(same->second, traits);
  }
  return tests == 0 ? 0 : sum / tests;
}

}  // namespace course
