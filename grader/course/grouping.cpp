// See grouping.hpp.
#include "course/grouping.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string_view>

namespace course {
namespace {

using Words = std::set<std::string, std::less<>>;
using Numbers = std::set<std::size_t>;

/// A function, a type or a constant of the solution, in the form that clang-format gives it: its first line begins in
/// column 0, and what belongs to it is indented or closes it.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string exercise;  ///< whose comment it stands under; empty before the first
  Words names;           ///< what it may be called by: more than it defines does no harm
  Words words;
};

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

Words words_of(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && in_word(text[at])) ++at;
    if (at > begin) words.emplace(text.substr(begin, at - begin));
    if (at == begin) ++at;
  }
  return words;
}

/// The words before a bracket, = or ; up to the body, or before a class's colon: the name is one of them.
Words names_of(std::string_view text) {
  Words names;
  const std::string_view head =
      text.substr(0, text.find('{') == std::string_view::npos ? text.size() : text.find('{') + 1);
  for (std::size_t begin = 0; begin < head.size(); ++begin) {
    if (!in_word(head[begin])) continue;
    std::size_t end = begin;
    while (end < head.size() && in_word(head[end])) ++end;
    const std::string_view next = head.substr(std::min(head.find_first_not_of(" \n", end), head.size()));
    if (!next.empty() && std::string_view("([{=:;").find(next[0]) != std::string_view::npos && !next.starts_with("::"))
      names.emplace(head.substr(begin, end - begin));
    begin = end;
  }
  return names;
}

bool begins_part(std::string_view line) {
  return !line.empty() && in_word(line[0]) && !line.starts_with("namespace") && !line.starts_with("using namespace");
}

std::vector<Part> parts_of(const std::string& solution) {
  std::vector<Part> parts;
  std::string exercise;
  bool inside = false;  // of the last part
  bool template_before = false;
  for (std::size_t at = 0; at < solution.size();) {
    const std::size_t end = std::min(solution.find('\n', at), solution.size() - 1) + 1;
    const std::string_view line = std::string_view(solution).substr(at, end - at);
    if (begins_part(line) && !template_before) {
      parts.push_back({at, end, exercise, {}, {}});
      inside = true;
    } else if (inside && (line[0] == ' ' || line[0] == '}' || template_before)) {
      parts.back().end = end;
      inside = line[0] != '}';
    } else {
      inside = inside && line[0] == '\n';
    }
    if (line.starts_with("// ") && line.size() > 6 && line[5] == '.')
      exercise = line.substr(3, line.find_first_not_of("0123456789.", 3) - 3);
    template_before = begins_part(line) && line.starts_with("template");
    at = end;
  }
  for (Part& part : parts) {
    const auto text = std::string_view(solution).substr(part.begin, part.end - part.begin);
    part.names = names_of(text);
    part.words = words_of(text);
  }
  return parts;
}

/// The parts that these words lead to, and what those lead to.
void follow(const Words& words, const std::vector<Part>& parts, Numbers& reached) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool named = std::any_of(parts[i].names.begin(), parts[i].names.end(),
                                   [&](const std::string& name) { return words.contains(name); });
    if (named && reached.insert(i).second) follow(parts[i].words, parts, reached);
  }
}

/// A mistake as the others see it.
struct Change {
  std::string exercise;
  Numbers touched;
  Numbers reached;  ///< by its exercise, with the mistake in it
};

/// Nothing where it cannot be judged.
std::optional<Change> change_of(const Mistake& mistake, const std::string& solution, const std::vector<Part>& parts) {
  Change change{mistake.exercise, {}, {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].exercise != mistake.exercise) continue;
    change.reached.insert(i);
    follow(parts[i].words, parts, change.reached);
  }
  if (change.reached.empty()) return std::nullopt;
  for (const Edit& edit : mistake.edits) {
    const std::size_t begin = solution.find_first_not_of("\n", solution.find(edit.replace));
    const std::size_t end = solution.find(edit.replace) + edit.replace.find_last_not_of("\n") + 1;
    const auto part =
        std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.begin <= begin && end <= one.end; });
    if (part == parts.end() || part->words.contains("operator")) return std::nullopt;
    change.touched.insert(static_cast<std::size_t>(part - parts.begin()));
    follow(words_of(edit.with), parts, change.reached);
  }
  return change;
}

bool meet(const Numbers& one, const Numbers& other) {
  return std::any_of(one.begin(), one.end(), [&](std::size_t number) { return other.contains(number); });
}

bool apart(const Change& one, const Change& other) {
  return one.exercise != other.exercise && !meet(one.touched, other.reached) && !meet(other.touched, one.reached);
}

}  // namespace

std::vector<std::vector<std::size_t>> groups(const std::vector<Mistake>& mistakes, const std::string& solution) {
  const std::vector<Part> parts = parts_of(solution);
  std::vector<std::vector<std::size_t>> groups;
  std::vector<std::vector<Change>> changes;  // of each group; none of one that stays alone
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    (void)apply(mistakes[i], solution);  // it fits
    const std::optional<Change> change = change_of(mistakes[i], solution, parts);
    const auto fits = [&](const std::vector<Change>& group) {
      return !group.empty() &&
             std::all_of(group.begin(), group.end(), [&](const Change& one) { return apart(one, *change); });
    };
    const auto group = change ? std::find_if(changes.begin(), changes.end(), fits) : changes.end();
    if (group == changes.end()) {
      groups.push_back({i});
      changes.push_back(change ? std::vector{*change} : std::vector<Change>{});
    } else {
      groups[static_cast<std::size_t>(group - changes.begin())].push_back(i);
      group->push_back(*change);
    }
  }
  return groups;
}

}  // namespace course
