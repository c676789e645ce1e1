// Does a check of the text know where the connection will go? It reads the text in one way, getaddrinfo in another.
#include "resolver.hpp"

// region check
/// Whether users may fetch from `host`: from anywhere but this machine, which is 127.something.
bool allowed(const char* host) {
  int a = 0, b = 0, c = 0, d = 0;
  if (std::sscanf(host, "%d.%d.%d.%d", &a, &b, &c, &d) != 4) return true;  // no address, so it is a name
  return a != 127;
}
// endregion

int main() {
  for (const char* host : {"127.0.0.1", "0177.0.0.1", "0x7f.0.0.1", "2130706433", "127.1"}) {
    std::printf("%-12s the check: %-9s", host, allowed(host) ? "allowed," : "refused");
    if (allowed(host)) std::printf(" the connection goes to %s", first_found(host, "80").c_str());
    std::puts("");
  }
}
