// row: 27
// attack: twelve processes of 128 MiB each: none is large
// stopped by: the watchdog counts all processes of the box together
// verdict: crashed
// says: memory
#include "told.hpp"

__attribute__((no_sanitize("address"))) static std::string attack() {
  constexpr std::size_t size = 128 << 20;
  std::vector<pid_t> children;
  for (int i = 0; i < 12; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      for (std::size_t at = 0; at < size; at += 4096) static_cast<volatile char*>(memory)[at] = 1;
      for (;;) ::pause();
    }
    if (child > 0) children.push_back(child);
  }
  for (int i = 0; i < 200; ++i) ::usleep(10'000);
  for (const pid_t child : children) {
    if (::waitpid(child, nullptr, WNOHANG) != 0) return "a child was ended, and nobody said why";
  }
  return "1.5 GiB: GOT THROUGH";
}
