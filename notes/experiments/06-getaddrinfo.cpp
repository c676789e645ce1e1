// What does getaddrinfo's list hold?
#include "resolver.hpp"

const char* name_of_type(int type) {
  return type == SOCK_STREAM ? "SOCK_STREAM" : type == SOCK_DGRAM ? "SOCK_DGRAM" : "SOCK_RAW";
}

// region list
int show_all(const char* host, const char* service, int type) {
  addrinfo hints{};                 // all zero: also what you do not set
  hints.ai_family = AF_UNSPEC;      // IPv4 and IPv6
  hints.ai_socktype = type;         // 0: every type
  hints.ai_flags = AI_NUMERICHOST;  // only here, so that the experiment asks nobody
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host, service, &hints, &list);
  if (error != 0) return error;  // there is no list
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next)
    std::printf("  %-19s %s, %u bytes\n", text(*entry).c_str(), name_of_type(entry->ai_socktype), entry->ai_addrlen);
  ::freeaddrinfo(list);  // all of it, once, after the last look
  return 0;
}
// endregion

int main() {
  std::puts("ai_socktype 0:");
  show_all("192.0.2.1", "80", 0);
  std::puts("ai_socktype SOCK_STREAM:");
  show_all("192.0.2.1", "80", SOCK_STREAM);
  show_all("2001:db8::1", "80", SOCK_STREAM);
}
