// The names that strangers gave to files: engine::safe_name and its neighbours.
//
// What must hold: whatever the bytes are, a safe name is a plain one in UTF-8, and stays as it is when it is made safe
// again.
#include "engine/names.hpp"

#include "fuzz.hpp"

namespace {

/// The length of the UTF-8 character at the beginning: 1 to 4; 0 where there is none, or a control character.
std::size_t character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first > 0xF4 || text.size() < length) return 0;
  std::uint32_t point = first & (0xFFU >> (length + 1));
  for (const char byte : text.substr(1, length - 1)) {
    if ((static_cast<unsigned char>(byte) & 0xC0) != 0x80) return 0;
    point = point << 6 | (static_cast<unsigned char>(byte) & 0x3F);
  }
  constexpr std::uint32_t least[] = {0, 0, 0xA0, 0x800, 0x10000};  // of each length; below U+00A0 are controls
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point < least[length] || surrogate || point > 0x10FFFF ? 0 : length;
}

bool is_plain(std::string_view name) {
  while (!name.empty()) {
    const std::size_t length = character(name);
    if (length == 0 || name[0] == '/') return false;
    name.remove_prefix(length);
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string name(fuzz::Input(data, size).rest());
  const std::string safe = engine::safe_name(name);
  fuzz::must(!safe.empty() && safe.size() <= 200, "a safe name leaves room for endings");
  fuzz::must(safe[0] != '-' && safe[0] != '.', "a safe name is no option, and is not hidden");
  fuzz::must(is_plain(safe), "a safe name is plain");
  fuzz::must(engine::safe_name(safe) == safe, "a safe name is safe");

  if (name.size() <= 255) {  // NAME_MAX: none on disk is longer
    const std::string stem = engine::without_archive_ending(name);
    fuzz::must(name.starts_with(stem) && (!stem.empty() || name.empty()), "only an ending is taken off");
  }
  fuzz::must(!engine::is_nearly("socket_syscalls.cpp", "socket_syscalls.cpp"), "a name is not nearly itself");
  engine::is_nearly(name, "socket_syscalls.cpp");
  engine::is_for_a_build(name);
  fuzz::must(engine::shortened_name(name).size() <= 100, "a shortened name is short");
  return 0;
}
