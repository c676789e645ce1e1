// Which name does the kernel make of the bytes in a sockaddr_un, and of the length that comes with it?
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string_view>

#include "folder.hpp"

using namespace std::string_view_literals;

/// The name in words; NULs are shown as \0.
std::string text(std::string_view bytes) {
  std::string shown;
  for (const char c : bytes) shown += c == '\0' ? "\\0" : std::string(1, c);
  return shown;
}

void try_name(const char* what, std::string_view bytes, std::size_t counted) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  bytes.copy(name.sun_path, sizeof name.sun_path);
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + counted);

  const Fd socket = unix_socket();
  must(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), length), "bind");
  const Address got = address_of(socket.get());
  std::memcpy(&name, &got.storage, sizeof name);
  std::string_view path(name.sun_path, got.length - offsetof(sockaddr_un, sun_path));
  std::string shown(path);
  if (path.front() == '\0') {  // the digits differ from run to run
    std::replace_if(
        shown.begin() + 1, shown.end(), [](unsigned char c) { return std::isxdigit(c) != 0; }, '#');
  }
  std::printf("%-28s length %3u -> %3u: \"%s\"\n", what, length, got.length, text(shown).c_str());
}

int main() {
  std::printf("sizeof sockaddr_un: %zu, of its sun_path: %zu, which begins at %zu\n", sizeof(sockaddr_un),
              sizeof sockaddr_un{}.sun_path, offsetof(sockaddr_un, sun_path));
  const Folder folder;
  std::string own(8, '\0');  // a NUL, and 7 digits that no other process uses now
  std::snprintf(own.data() + 1, own.size(), "%07d", ::getpid());
  try_name("\"log\", without its NUL", "log"sv, 3);
  try_name("\"err\", with its NUL", "err"sv, 4);
  try_name("\"app\", all of the struct", "app"sv, 108);
  try_name("\"one\\0two\"", "one\0two"sv, 7);
  try_name("17 letters, as a sockaddr", "messages-of-today"sv, sizeof(sockaddr) - sizeof(sa_family_t));
  try_name("\"@name\"", "@name"sv, 5);
  try_name("a NUL and 7 digits", own, 8);
  try_name("a NUL, 7 digits, and a NUL", own + '\0', 9);
  try_name("the family alone", ""sv, 0);
}
