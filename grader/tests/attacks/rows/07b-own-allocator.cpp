// row: 7
// attack: defines malloc and operator new over a small array, and memcmp and strcmp that find everything equal
// stopped by: the values are compared in another process
// verdict: failed, crashed
// others: crashed, not-started
// replaces: host_order()
#include <new>

#include "told.hpp"

alignas(16) static char memory[32 << 20];
static std::size_t used = 0;

static void* take(std::size_t size) {
  used = (used + 15) / 16 * 16;
  if (used + size > sizeof memory) return nullptr;
  return memory + std::exchange(used, used + size);
}

extern "C" {
void* malloc(std::size_t size) noexcept { return take(size); }
void free(void*) noexcept {}
int memcmp(const void*, const void*, std::size_t) noexcept { return 0; }
int strcmp(const char*, const char*) noexcept { return 0; }
}
void* operator new(std::size_t size) { return take(size); }
void operator delete(void*) noexcept {}
void operator delete(void*, std::size_t) noexcept {}

static lab::ByteOrder attack() { return lab::ByteOrder(9); }
