// Three frames, and the pieces in which they arrive.
#include <array>
#include <cstdint>

#include "bytes.hpp"

int main() {
  // "hi", nothing, "you": each behind its length of four bytes.
  const std::array<unsigned char, 17> stream{0, 0, 0, 2, 'h', 'i', 0, 0, 0, 0, 0, 0, 0, 3, 'y', 'o', 'u'};
  const auto bytes = std::as_bytes(std::span(stream));
  std::size_t from = 0;
  for (const std::size_t size : {3U, 2U, 7U, 1U, 4U}) {
    show("a piece:", bytes.subspan(from, size));
    from += size;
  }
}
