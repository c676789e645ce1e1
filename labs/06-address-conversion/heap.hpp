// How much memory the worker's process has on the heap: what a list that nobody freed adds to.
#pragma once

#include <cstddef>
#include <cstdint>

// AddressSanitizer's own count. Weak: the examiner, which only names the function below, has none.
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_current_allocated_bytes();

namespace heap {

inline std::uint64_t bytes_in_use() {
  return &__sanitizer_get_current_allocated_bytes == nullptr ? 0 : __sanitizer_get_current_allocated_bytes();
}

}  // namespace heap
