// See key.hpp.
#include "watch/key.hpp"

namespace watch {
namespace {

Key key_of(char byte) {
  switch (byte) {
    case 'n':
    case 'N':
      return Key::next;
    case 'h':
    case 'H':
      return Key::hint;
    case 'l':
    case 'L':
      return Key::list;
    case 't':
    case 'T':
      return Key::timeline;
    case 's':
    case 'S':
      return Key::solution;
    case 'x':
    case 'X':
      return Key::reset;
    case 'q':
    case 'Q':
      return Key::quit;
    case 'y':
    case 'Y':
      return Key::yes;
    case 'k':
    case 'K':
      return Key::up;
    case 'j':
    case 'J':
      return Key::down;
    case ' ':
      return Key::page;
    case '\r':
    case '\n':
      return Key::enter;
    default:
      return Key::other;
  }
}

}  // namespace

std::vector<Key> keys_in(std::string_view bytes) {
  std::vector<Key> keys;
  while (!bytes.empty()) {
    if (bytes.front() != '\x1b' || bytes.size() < 2 || (bytes[1] != '[' && bytes[1] != 'O')) {
      keys.push_back(key_of(bytes.front()));
      bytes.remove_prefix(1);
      continue;
    }
    // A control sequence: up to its final byte, a letter or "~" (ECMA-48, section 5.4).
    std::size_t last = 2;
    while (last < bytes.size() && (bytes[last] < '@' || bytes[last] > '~')) ++last;
    const char final = last < bytes.size() ? bytes[last] : '\0';
    keys.push_back(final == 'A' ? Key::up : final == 'B' ? Key::down : Key::other);
    bytes.remove_prefix(last < bytes.size() ? last + 1 : bytes.size());
  }
  return keys;
}

}  // namespace watch
