// What is right, by the C library; texts that are nearly right; and the loop that compares many calls with it.
#pragma once

#include <arpa/inet.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "exam/test.hpp"
#include "heap.hpp"
#include "judge.hpp"

// 100,000 inputs a run for 06.1 to 06.4 together: a class is graded with them, and reading goes wrong in more ways.
constexpr int kTexts = 30'000;
constexpr std::size_t kAddresses = 20'000;

namespace reference {

/// Of a text without NUL.
inline std::optional<in_addr> parse_ipv4(const std::string& text) {
  in_addr address{};
  return ::inet_pton(AF_INET, text.c_str(), &address) == 1 ? std::optional(address) : std::nullopt;
}
inline std::optional<in6_addr> parse_ipv6(const std::string& text) {
  in6_addr address{};
  return ::inet_pton(AF_INET6, text.c_str(), &address) == 1 ? std::optional(address) : std::nullopt;
}
/// glibc's inet_ntop writes as RFC 5952 recommends, but for the addresses that the contract excepts.
inline std::string format_ipv6(const in6_addr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return ::inet_ntop(AF_INET6, &address, text.data(), text.size());
}

}  // namespace reference

namespace inputs {

using Random = std::mt19937_64;

inline bool one_in(Random& random, unsigned count) { return random() % count == 0; }

/// A byte as a number; often one at a border.
inline std::string byte(Random& random) {
  constexpr std::array<const char*, 8> borders{"0", "9", "10", "99", "100", "199", "249", "255"};
  return one_in(random, 2) ? borders[random() % borders.size()] : std::to_string(random() % 256);
}
inline std::string ipv4(Random& random) {
  return byte(random) + "." + byte(random) + "." + byte(random) + "." + byte(random);
}

/// A group in any of its spellings: upper and lower case, leading zeros.
inline std::string group(Random& random) {
  constexpr std::array<unsigned, 4> most{0x10, 0x100, 0x1000, 0x10000};
  std::string digits;
  for (auto number = random() % most[random() % 4]; number > 0; number /= 16)
    digits.insert(digits.begin(), (one_in(random, 2) ? "0123456789abcdef" : "0123456789ABCDEF")[number % 16]);
  while (digits.empty() || (digits.size() < 4 && one_in(random, 4))) digits.insert(0, "0");
  return digits;
}
inline std::string groups(Random& random, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const bool dotted = one_in(random, 50);  // where it has no place, mostly
    text += (i > 0 ? ":" : "") + (dotted ? ipv4(random) : group(random));
  }
  return text;
}
/// An IPv6 address in any of its forms; a "::" may stand for any number of groups from 1 on.
inline std::string ipv6(Random& random) {
  const bool dotted = one_in(random, 3);
  const std::size_t room = dotted ? 6 : 8;
  if (one_in(random, 3)) return groups(random, room) + (dotted ? ":" + ipv4(random) : "");
  const std::size_t front = random() % room;
  const std::size_t back = random() % (room - front);
  std::string text = groups(random, front) + "::" + groups(random, back);
  if (dotted) text += (back > 0 ? ":" : "") + ipv4(random);
  return text;
}

/// `text` with one to three small changes, or as it is: mostly wrong, and never far from right.
inline std::string changed(Random& random, std::string text, std::string_view alphabet) {
  for (std::size_t changes = random() % 4; changes > 0; --changes) {
    const std::size_t at = random() % (text.size() + 1);
    const char other = alphabet[random() % alphabet.size()];
    switch (random() % 5) {
      case 0:
        text.insert(at, 1, other);
        break;
      case 1:
        if (at < text.size()) text[at] = other;
        break;
      case 2:
        if (at < text.size()) text.erase(at, 1);
        break;
      case 3:
        if (at < text.size()) text.insert(at, 1, text[at]);
        break;
      default:
        if (at < text.size()) text = one_in(random, 2) ? text.substr(at) : text.substr(0, at);
    }
  }
  return text;
}

}  // namespace inputs

/// Calls F once for each input, all in one round trip, and compares what `observe` makes of the result with what
/// `expect` makes of the input, both text. The first input that differs is shown; the others are counted.
template <auto F, class Input, class Observe, class Expect, class Show>
void agree(exam::Student& student, const std::vector<std::tuple<Input>>& inputs, Observe observe, Expect expect,
           Show show) {
  auto outcomes = student.call_each<F>(inputs);
  std::size_t differ = 0;
  std::string first;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto& input = std::get<0>(inputs[i]);
    const std::string expected = expect(input);
    const std::string observed =
        outcomes[i].thrown ? "it threw " + exam::to_text(*outcomes[i].thrown) : observe(*outcomes[i]);
    if (observed == expected || ++differ > 1) continue;
    first = "input:    " + show(input) + "\nexpected: " + expected + "\nyours:    " + observed;
  }
  if (differ == 0) return;
  ADD_FAILURE() << first << "\n(" << differ << " of " << inputs.size() << " inputs give another result)";
}

/// The same for functions that read a text: all of `texts` against `expect`, which returns what F shall return.
template <auto F, class Expect>
void agree_on_texts(exam::Student& student, const std::vector<std::tuple<std::string>>& texts, Expect expect) {
  agree<F>(
      student, texts, [](const auto& result) { return judge::shown(result); },
      [&](const std::string& text) { return judge::shown(expect(text)); },
      [](const std::string& text) { return "\"" + text + "\""; });
}

/// Each of these texts is refused by F.
template <auto F>
void refuses_all(exam::Student& student, const std::vector<std::string>& texts) {
  std::vector<std::tuple<std::string>> inputs;
  for (const std::string& text : texts) inputs.emplace_back(text);
  agree<F>(
      student, inputs, [](const auto& result) { return judge::shown(result); },
      [](const std::string&) { return "absent"; },
      [](const std::string& text) { return testing::PrintToString(text); });
}
