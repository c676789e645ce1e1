// Who keeps the interface of a link-local address? And what else does getnameinfo write?
#include <sys/un.h>

#include "resolver.hpp"

template <class Name>
void by_getnameinfo(const char* what, const Name& name, socklen_t length) {
  char host[NI_MAXHOST], service[NI_MAXSERV];
  const int error = ::getnameinfo(reinterpret_cast<const sockaddr*>(&name), length, host, sizeof host, service,
                                  sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
  std::printf("  getnameinfo%-17s %s\n", what,
              error == 0 ? (std::string(host) + " | " + service).c_str() : gai_name(error).c_str());
}

int main() {
  in6_addr plain{};
  std::printf("inet_pton of fe80::1%%lo:     %d\n", ::inet_pton(AF_INET6, "fe80::1%lo", &plain));
  addrinfo hints{}, *list = nullptr;
  hints.ai_flags = AI_NUMERICHOST;
  if (::getaddrinfo("fe80::1%lo", "80", &hints, &list) != 0) return 1;
  sockaddr_in6 name{};
  std::memcpy(&name, list->ai_addr, sizeof name);
  ::freeaddrinfo(list);
  std::printf("getaddrinfo of fe80::1%%lo:   sin6_scope_id %u\n", name.sin6_scope_id);
  std::printf("  inet_ntop:                   %s\n", text(name.sin6_addr).c_str());
  by_getnameinfo(":", name, sizeof name);
  by_getnameinfo(", a length of 16:", name, sizeof(sockaddr_in));
  name.sin6_scope_id = 99'999;  // no such interface
  by_getnameinfo(", scope id 99999:", name, sizeof name);
  sockaddr_un path{};
  path.sun_family = AF_UNIX;
  std::strcpy(path.sun_path, "/tmp/socket");
  by_getnameinfo(", a path:", path, sizeof path);
}
