// Which errors does getaddrinfo have, and which question brings each? None of these asks a name server.
#include "experiment.hpp"
#include "resolver.hpp"

void ask(const char* what, const char* host, const char* service, int flags, int family = AF_UNSPEC, int type = 0) {
  addrinfo hints{};
  hints.ai_flags = flags;
  hints.ai_family = family;
  hints.ai_socktype = type;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host, service, &hints, &list);
  if (error == 0) ::freeaddrinfo(list);
  std::printf("getaddrinfo  %-42s  %s\n", what, gai_name(error).c_str());
}

int main() {
  ask("a text that is no address, AI_NUMERICHOST", "example", "80", AI_NUMERICHOST);
  ask("neither host nor service", nullptr, nullptr, 0);
  ask("a service that nobody knows", "127.0.0.1", "no-such-service", 0);
  ask("a service by name, AI_NUMERICSERV", "127.0.0.1", "http", AI_NUMERICSERV);
  ask("a family that is none", "127.0.0.1", "80", 0, 12345);
  ask("an IPv4 address, and AF_INET6", "127.0.0.1", "80", AI_NUMERICHOST, AF_INET6);
  ask("a type that is none", "127.0.0.1", "80", 0, AF_INET, 77);
  ask("a flag that is none", "127.0.0.1", "80", 0x40000000);

  const Address where = loopback(80);
  char host[4];
  const int error = ::getnameinfo(where.get(), where.length, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
  std::printf("getnameinfo  %-42s  %s\n", "room for 4 characters", gai_name(error).c_str());
}
