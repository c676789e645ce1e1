// What does the other machine read when a program sends a number just as it lies in memory?
#include <sys/socket.h>

#include <array>
#include <bit>
#include <cstdint>

#include "bytes.hpp"

// region send
/// Sends a number from one end of a connection to the other, and gives the four bytes that arrive.
std::array<std::byte, 4> send_raw(std::uint32_t number) {
  std::array<int, 2> ends{};
  std::array<std::byte, 4> arrived{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == -1) return arrived;
  ::send(ends[0], &number, sizeof number, 0);  // the mistake of this chapter
  ::recv(ends[1], arrived.data(), arrived.size(), MSG_WAITALL);
  return arrived;
}
// endregion

int main() {
  const auto arrived = send_raw(1000);
  show("on the wire:", arrived);
  const auto here = std::bit_cast<std::uint32_t>(arrived);
  std::printf("a machine like this one reads:        %u\n", here);
  std::printf("a machine of the other order reads:   %u\n", __builtin_bswap32(here));
}
