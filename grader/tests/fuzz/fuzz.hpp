// What all fuzzers share: cutting a fuzzer's bytes into values, and what they demand of our code.
//
// A fuzzer is one source file with LLVMFuzzerTestOneInput: what it calls is given bytes that hostile code may have
// chosen, and must refuse them in the way that its header promises. libFuzzer calls it, or standalone.cpp.
#pragma once

#include <dirent.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

/// Returns 0. Whatever else happens (an abort, an exception, a sanitizer's report) is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the process when what must hold does not.
inline void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// The input, taken from its beginning; zeros when it is used up.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  template <class T>
  T number() {
    T value{};
    const std::string_view bytes = take(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), bytes.size());
    return value;
  }
  /// At most `most` bytes.
  std::string_view take(std::size_t most) {
    const std::string_view taken = rest_.substr(0, most);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest() { return take(rest_.size()); }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// How many descriptors this process has open (the one that looks is counted, too).
inline int open_descriptors() {
  DIR* folder = ::opendir("/proc/self/fd");
  must(folder != nullptr, "/proc/self/fd can be read");
  int count = 0;
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

/// Text that does no harm on a terminal: printable ASCII and "…"; ends of line where `lines` says so.
inline bool is_harmless(std::string_view text, bool lines) {
  while (!text.empty()) {
    if (text.starts_with("…")) {
      text.remove_prefix(std::string_view("…").size());
      continue;
    }
    const auto byte = static_cast<unsigned char>(text.front());
    if (!(byte >= 0x20 && byte < 0x7F) && !(lines && byte == '\n')) return false;
    text.remove_prefix(1);
  }
  return true;
}

}  // namespace fuzz
