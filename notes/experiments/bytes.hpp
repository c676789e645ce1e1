// What the experiments of chapter 04 share: bytes, shown as two hexadecimal digits each.
#pragma once

#include <cstddef>
#include <cstdio>
#include <span>

inline void show(const char* what, std::span<const std::byte> bytes) {
  std::printf("%-24s", what);
  for (const std::byte byte : bytes) std::printf(" %02x", std::to_integer<unsigned>(byte));
  std::puts("");
}

// region memory
/// The bytes of a variable, as they lie in memory.
template <class T>
std::span<const std::byte> memory_of(const T& variable) {
  return std::as_bytes(std::span(&variable, 1));
}
// endregion
