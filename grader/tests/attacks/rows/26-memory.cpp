// row: 26
// attack: maps memory and touches it, without a sanitizer's allocator
// stopped by: a watchdog over resident memory
// verdict: crashed
// says: memory
// must not happen: 3 GiB in use
#include "told.hpp"

__attribute__((no_sanitize("address"))) static std::string attack() {
  constexpr std::size_t piece = 16 << 20;
  for (int pieces = 0; pieces < 192; ++pieces) {
    void* memory = ::mmap(nullptr, piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return tried("mmap", -1);
    for (std::size_t i = 0; i < piece; i += 4096) static_cast<volatile char*>(memory)[i] = 1;
  }
  return "3 GiB: GOT THROUGH";
}
