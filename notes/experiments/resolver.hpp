// What the experiments of chapter 06 share: the names of getaddrinfo's errors, and what its list holds, as text.
#pragma once

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cstdio>
#include <cstring>
#include <string>

/// "EAI_NONAME" for EAI_NONAME.
inline std::string gai_name(int error) {
  switch (error) {
    case 0:
      return "0";
    case EAI_BADFLAGS:
      return "EAI_BADFLAGS";
    case EAI_NONAME:
      return "EAI_NONAME";
    case EAI_ADDRFAMILY:
      return "EAI_ADDRFAMILY";
    case EAI_FAMILY:
      return "EAI_FAMILY";
    case EAI_SOCKTYPE:
      return "EAI_SOCKTYPE";
    case EAI_SERVICE:
      return "EAI_SERVICE";
    case EAI_OVERFLOW:
      return "EAI_OVERFLOW";
    case EAI_SYSTEM:
      return "EAI_SYSTEM";
    default:
      return ::gai_strerror(error);
  }
}

inline std::string text(const in_addr& address) {
  char host[INET_ADDRSTRLEN];
  return ::inet_ntop(AF_INET, &address, host, sizeof host);
}
inline std::string text(const in6_addr& address) {
  char host[INET6_ADDRSTRLEN];
  return ::inet_ntop(AF_INET6, &address, host, sizeof host);
}

/// Address and port of an entry: "127.0.0.1 port 80".
inline std::string text(const addrinfo& entry) {
  if (entry.ai_family == AF_INET) {
    sockaddr_in name{};
    std::memcpy(&name, entry.ai_addr, sizeof name);
    return text(name.sin_addr) + " port " + std::to_string(ntohs(name.sin_port));
  }
  sockaddr_in6 name{};
  std::memcpy(&name, entry.ai_addr, sizeof name);
  return text(name.sin6_addr) + " port " + std::to_string(ntohs(name.sin6_port));
}

/// The first address that getaddrinfo finds for `host` and `service` (numbers only: it asks nobody), or its error.
inline std::string first_found(const char* host, const char* service, addrinfo hints = {}) {
  hints.ai_flags |= AI_NUMERICHOST;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host, service, &hints, &list);
  if (error != 0) return gai_name(error);
  const std::string found = text(*list);
  ::freeaddrinfo(list);
  return found;
}
