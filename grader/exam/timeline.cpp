#include "exam/timeline.hpp"

#include <algorithm>

#include "exam/witness/decode.hpp"

namespace exam {
namespace {

constexpr std::size_t left_width = 56;

/// Characters, not bytes: "…" is one.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// " = 2 "ab"", " = -1 EINTR", or nothing where it is not known.
std::string result_of(const Call& call) {
  if (!call.settled) return {};
  std::string text = call.error != 0 ? " = -1 " + errno_name(call.error) : " = " + std::to_string(call.result);
  if (!call.bytes.empty()) {
    const bool more = call.result > static_cast<std::int64_t>(call.bytes.size());
    text += " " + quote(call.bytes) + (more ? "…" : "");
  }
  return text;
}

std::string line_of(const Step& step) {
  if (!step.by_student) return std::string(left_width, ' ') + " | " + step.other;
  const Call& call = step.call;
  const std::string left = step.waited ? call.text + " …" : (step.is_end ? "… " : "") + call.text + result_of(call);
  const std::size_t used = width(left);
  const std::string line = left + std::string(used < left_width ? left_width - used : 0, ' ') + " |";
  return call.note.empty() || step.waited ? line : line + " * " + call.note;
}

/// How often the `size` lines from `at` on stand there, one round after the other.
std::size_t rounds_at(const std::vector<std::string>& lines, std::size_t at, std::size_t size) {
  std::size_t rounds = 1;
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(at);
  const auto round = static_cast<std::ptrdiff_t>(size);
  for (auto next = begin + round; lines.end() - next >= round && std::equal(begin, begin + round, next); next += round)
    ++rounds;
  return rounds;
}

/// Of rounds that repeat to the letter, such as poll and recv, the first is kept: "… these 2 lines 28 times more".
std::vector<std::string> folded(const std::vector<std::string>& lines) {
  constexpr std::size_t longest = 6;  // lines of a round
  constexpr std::size_t worth = 3;    // lines saved
  std::vector<std::string> kept;
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t size = 1;
    std::size_t rounds = 1;
    for (std::size_t other = 1; other <= std::min(longest, lines.size() - at); ++other) {
      const std::size_t found = rounds_at(lines, at, other);
      if ((found - 1) * other <= (rounds - 1) * size) continue;
      size = other;
      rounds = found;
    }
    const bool fold = (rounds - 1) * size >= worth;
    for (std::size_t i = 0; i < (fold ? size : 1); ++i) kept.push_back(lines[at + i]);
    if (fold)
      kept.push_back("  … " + (size == 1 ? "this line" : "these " + std::to_string(size) + " lines") + " " +
                     std::to_string(rounds - 1) + " times more");
    at += fold ? rounds * size : 1;
  }
  return kept;
}

}  // namespace

std::size_t Timeline::add(Call call) {
  const std::lock_guard lock(mutex_);
  Step step;
  step.by_student = true;
  step.call = std::move(call);
  steps_.push_back(std::move(step));
  return steps_.size() - 1;
}

void Timeline::settle(std::size_t step, std::int64_t result, int error, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  Call& call = steps_[step].call;
  call.settled = true;
  call.result = error == 0 ? result : -1;
  call.error = error;
  call.bytes = bytes;
  const auto later = steps_.begin() + static_cast<std::ptrdiff_t>(step) + 1;
  const bool others_came_between =
      std::any_of(later, steps_.end(), [](const Step& other) { return !other.by_student; });
  if (!others_came_between) return;
  steps_[step].waited = true;
  Step end = steps_[step];
  end.waited = false;
  end.is_end = true;
  steps_.push_back(std::move(end));
}

void Timeline::note(std::size_t step, const std::string& text) {
  const std::lock_guard lock(mutex_);
  steps_[step].call.note = text;
}

void Timeline::add_other(std::string what) {
  const std::lock_guard lock(mutex_);
  Step step;
  step.other = std::move(what);
  steps_.push_back(std::move(step));
}

std::vector<Step> Timeline::steps() const {
  const std::lock_guard lock(mutex_);
  return steps_;
}

std::vector<Call> Timeline::calls(wire::Syscall kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<Call> found;
  for (const Step& step : steps_) {
    if (step.by_student && !step.is_end && (kind == wire::Syscall::any || step.call.kind == kind))
      found.push_back(step.call);
  }
  return found;
}

std::vector<std::string> Timeline::all_lines() const {
  std::vector<std::string> lines;
  for (const Step& step : steps()) lines.push_back(line_of(step));
  return lines;
}

std::vector<std::string> Timeline::lines(std::size_t most) const {
  std::vector<std::string> lines;
  for (const Step& step : steps()) lines.push_back(line_of(step));
  lines = folded(lines);
  if (lines.size() <= most) return lines;
  const auto left_out = static_cast<std::ptrdiff_t>(lines.size() - most);
  const auto middle = lines.begin() + static_cast<std::ptrdiff_t>(most / 2);
  *middle = "  … " + std::to_string(left_out + 1) + " lines left out …";
  lines.erase(middle + 1, middle + 1 + left_out);
  return lines;
}

}  // namespace exam
