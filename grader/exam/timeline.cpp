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
  constexpr std::size_t shown_repeats = 3;
  std::vector<std::string> lines;
  std::size_t repeats = 0;
  const auto end_of_repeats = [&] {
    if (repeats > shown_repeats)
      lines.push_back("  … and " + std::to_string(repeats - shown_repeats) + " times more the same");
  };
  std::string last;
  for (const Step& step : steps()) {
    const std::string line = line_of(step);
    if (line == last) {
      if (++repeats <= shown_repeats) lines.push_back(line);
      continue;
    }
    end_of_repeats();
    lines.push_back(line);
    last = line;
    repeats = 1;
  }
  end_of_repeats();
  if (lines.size() <= most) return lines;
  const auto left_out = static_cast<std::ptrdiff_t>(lines.size() - most);
  const auto middle = lines.begin() + static_cast<std::ptrdiff_t>(most / 2);
  *middle = "  … " + std::to_string(left_out + 1) + " lines left out …";
  lines.erase(middle + 1, middle + 1 + left_out);
  return lines;
}

}  // namespace exam
