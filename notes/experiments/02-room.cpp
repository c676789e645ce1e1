// How many descriptors come into which room, and who closes those that nobody wanted?
#include <cstdio>
#include <iterator>

#include "control.hpp"

int open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<int>(std::distance(begin(all), end(all)));
}

void try_room(std::size_t sent, const char* what, std::size_t room) {
  auto [here, there] = unix_pair();
  const std::array<int, 4> four = {0, 1, 2, 2};
  must(send_with(here, "x", std::span(four).first(sent)), "sendmsg");

  const int before = open_descriptors();
  const Parcel parcel = receive_with(there, 1, room);
  std::printf("%zu sent, room %-19s came: %zu, open now: %+d, MSG_CTRUNC: %s\n", sent, what, parcel.descriptors.size(),
              open_descriptors() - before, parcel.cut ? "yes" : "no");
  for (const int number : parcel.descriptors) ::close(number);
}

int main() {
  constexpr std::size_t one = sizeof(int);
  std::printf("CMSG_LEN:   of 1: %zu, of 2: %zu, of 3: %zu\n", CMSG_LEN(one), CMSG_LEN(2 * one), CMSG_LEN(3 * one));
  std::printf("CMSG_SPACE: of 1: %zu, of 2: %zu, of 3: %zu\n", CMSG_SPACE(one), CMSG_SPACE(2 * one),
              CMSG_SPACE(3 * one));
  try_room(1, "CMSG_SPACE(4), 24:", CMSG_SPACE(one));
  try_room(2, "CMSG_SPACE(4), 24:", CMSG_SPACE(one));
  try_room(4, "CMSG_SPACE(4), 24:", CMSG_SPACE(one));
  try_room(2, "CMSG_LEN(4), 20:", CMSG_LEN(one));
  try_room(1, "none:", 0);
}
