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

std::string line_of(const Step& step) {
  if (!step.by_student) return std::string(left_width, ' ') + " | " + step.other;
  const Call& call = step.call;
  std::string left = call.text;
  if (call.settled && call.error != 0) left += " = -1 " + errno_name(call.error);
  if (call.settled && call.error == 0) left += " = " + std::to_string(call.result);
  if (!call.bytes.empty()) left += " " + quote(call.bytes) + (call.result > static_cast<std::int64_t>(call.bytes.size()) ? "…" : "");
  const std::size_t used = width(left);
  left += std::string(used < left_width ? left_width - used : 0, ' ') + " |";
  return call.note.empty() ? left : left + " * " + call.note;
}

}  // namespace

std::size_t Timeline::add(Call call) {
  const std::lock_guard lock(mutex_);
  steps_.push_back({true, std::move(call), {}});
  return steps_.size() - 1;
}

void Timeline::settle(std::size_t step, std::int64_t result, int error, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  Call& call = steps_[step].call;
  call.settled = true;
  call.result = error == 0 ? result : -1;
  call.error = error;
  call.bytes = bytes;
}

void Timeline::note(std::size_t step, const std::string& text) {
  const std::lock_guard lock(mutex_);
  steps_[step].call.note = text;
}

void Timeline::add_other(std::string what) {
  const std::lock_guard lock(mutex_);
  steps_.push_back({false, {}, std::move(what)});
}

std::vector<Step> Timeline::steps() const {
  const std::lock_guard lock(mutex_);
  return steps_;
}

std::vector<Call> Timeline::calls(wire::Syscall kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<Call> found;
  for (const Step& step : steps_) {
    if (step.by_student && (kind == wire::Syscall::any || step.call.kind == kind)) found.push_back(step.call);
  }
  return found;
}

std::vector<std::string> Timeline::lines(std::size_t most) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (steps_.size() > most && i == most / 2) {
      lines.push_back("  … " + std::to_string(steps_.size() - most) + " more steps …");
      i += steps_.size() - most;
    }
    lines.push_back(line_of(steps_[i]));
  }
  return lines;
}

}  // namespace exam
