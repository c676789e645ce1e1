// Another way: C's habits, kept honest: pointers, snprintf, one list of getaddrinfo walked where it is needed, goto.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "address_conversion.hpp"

namespace lab {
namespace {

/// Reads a decimal number from *at on and moves *at behind it. -1: none there, or no good one.
long read_decimal(const char** at, const char* end, long most) {
  const char* begin = *at;
  long value = 0;
  while (*at < end && **at >= '0' && **at <= '9') {
    value = value * 10 + (**at - '0');
    ++*at;
    if (value > most || *at - begin > 5) return -1;
  }
  const bool leading_zero = *at - begin > 1 && *begin == '0';
  return *at == begin || leading_zero ? -1 : value;
}

/// As inet_pton, on a text without an end. 1 or 0.
int read_ipv4(const char* at, const char* end, unsigned char* bytes) {
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return 0;
    const long value = read_decimal(&at, end, 255);
    if (value < 0) return 0;
    bytes[i] = static_cast<unsigned char>(value);
  }
  return at == end ? 1 : 0;
}

int read_ipv6(const char* at, const char* end, unsigned char* bytes) {
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  unsigned char found[16] = {};
  int used = 0;
  int gap = -1;
  if (end - at >= 2 && at[0] == ':' && at[1] == ':') {
    gap = 0;
    at += 2;
  }
  while (at < end) {
    const char* begin = at;
    unsigned value = 0;
    const char* digit = nullptr;
    while (at < end && *at != '\0' && (digit = std::strchr(digits, *at)) != nullptr && at - begin < 5) {
      value = value * 16 + static_cast<unsigned>((digit - digits) % 16);
      ++at;
    }
    if (at < end && *at == '.') {
      if (used > 12 || read_ipv4(begin, end, found + used) == 0) return 0;
      used += 4;
      break;
    }
    if (at == begin || at - begin > 4 || used == 16) return 0;
    found[used++] = static_cast<unsigned char>(value >> 8);
    found[used++] = static_cast<unsigned char>(value & 0xFF);
    if (at == end) break;
    if (*at++ != ':' || at == end) return 0;
    if (*at == ':') {
      if (gap >= 0) return 0;
      gap = used;
      ++at;
    }
  }
  if (gap < 0 ? used != 16 : used > 14) return 0;
  const int front = gap < 0 ? 16 : gap;
  std::memset(bytes, 0, 16);
  std::memcpy(bytes, found, static_cast<std::size_t>(front));
  if (gap >= 0) std::memcpy(bytes + 16 - (used - gap), found + gap, static_cast<std::size_t>(used - gap));
  return 1;
}

/// getaddrinfo with the contract's rules about texts; a code of getaddrinfo's.
int look_up(const std::string& host, const std::string& service, int flags, addrinfo** list) {
  if (host.find('\0') != host.npos) return EAI_NONAME;
  if (service.find('\0') != service.npos) return EAI_SERVICE;
  if (service.find_first_not_of("0123456789") == service.npos && !service.empty() && !parse_port(service))
    return EAI_SERVICE;
  addrinfo hints;
  std::memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  return ::getaddrinfo(host.empty() ? nullptr : host.c_str(), service.empty() ? nullptr : service.c_str(), &hints,
                       list);
}

}  // namespace

std::optional<in_addr> parse_ipv4(std::string_view text) {
  in_addr address{};
  if (read_ipv4(text.data(), text.data() + text.size(), reinterpret_cast<unsigned char*>(&address)) == 0)
    return std::nullopt;
  return address;
}

std::string format_ipv4(in_addr address) {
  unsigned char b[4];
  std::memcpy(b, &address, 4);
  char text[INET_ADDRSTRLEN];
  std::snprintf(text, sizeof text, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
  return text;
}

std::string format_ipv4_range(in_addr first, in_addr last) {
  char text[2 * INET_ADDRSTRLEN];
  std::snprintf(text, sizeof text, "%s-%s", format_ipv4(first).c_str(), format_ipv4(last).c_str());
  return text;
}

std::optional<in6_addr> parse_ipv6(std::string_view text) {
  in6_addr address{};
  if (read_ipv6(text.data(), text.data() + text.size(), address.s6_addr) == 0) return std::nullopt;
  return address;
}

bool same_ipv6(std::string_view one, std::string_view other) {
  unsigned char a[16];
  unsigned char b[16];
  return read_ipv6(one.data(), one.data() + one.size(), a) != 0 &&
         read_ipv6(other.data(), other.data() + other.size(), b) != 0 && std::memcmp(a, b, sizeof a) == 0;
}

std::string format_ipv6(const in6_addr& address) {
  static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  const unsigned char* b = address.s6_addr;
  char text[INET6_ADDRSTRLEN + 8];
  char* at = text;
  if (std::memcmp(b, mapped, sizeof mapped) == 0) {
    std::snprintf(text, sizeof text, "::ffff:%d.%d.%d.%d", b[12], b[13], b[14], b[15]);
    return text;
  }
  int best = -1;
  int longest = 1;
  for (int i = 0; i < 8; ++i) {
    int length = 0;
    while (i + length < 8 && b[2 * (i + length)] == 0 && b[2 * (i + length) + 1] == 0) ++length;
    if (length > longest) {
      best = i;
      longest = length;
    }
  }
  for (int i = 0; i < 8; ++i) {
    if (i == best) {
      *at++ = ':';
      if (i + longest == 8) *at++ = ':';
      i += longest - 1;
      continue;
    }
    at += std::sprintf(at, "%s%x", i > 0 ? ":" : "", b[2 * i] << 8 | b[2 * i + 1]);
  }
  *at = '\0';
  return text;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  const char* at = text.data();
  const long value = read_decimal(&at, text.data() + text.size(), 65535);
  if (value < 0 || at != text.data() + text.size()) return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

std::optional<HostService> split_host_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view service = text.substr(colon + 1);
  unsigned char unused[16];
  if (host[0] == '[') {
    if (host.back() != ']') return std::nullopt;
    host = host.substr(1, host.size() - 2);
    const char* percent = static_cast<const char*>(std::memchr(host.data(), '%', host.size()));
    const char* end = host.data() + host.size();
    if (percent == end - 1 && percent != nullptr) return std::nullopt;
    if (read_ipv6(host.data(), percent != nullptr ? percent : end, unused) == 0) return std::nullopt;
  } else if (std::memchr(host.data(), ':', host.size()) != nullptr) {
    return std::nullopt;
  }
  for (const std::string_view part : {host, service}) {
    for (const char c : part) {
      if (c == '[' || c == ']') return std::nullopt;
    }
  }
  return HostService{std::string(host), std::string(service)};
}

std::vector<Address> resolve(const std::string& host, const std::string& service, Purpose purpose) {
  addrinfo* list = nullptr;
  const int error = look_up(host, service, purpose == Purpose::listen ? AI_PASSIVE : 0, &list);
  if (error != 0) throw_gai("getaddrinfo", error);
  std::size_t count = 0;
  for (const addrinfo* one = list; one != nullptr; one = one->ai_next) ++count;
  std::vector<Address> addresses(count);
  count = 0;
  for (const addrinfo* one = list; one != nullptr; one = one->ai_next, ++count) {
    std::memcpy(&addresses[count].storage, one->ai_addr, one->ai_addrlen);
    addresses[count].length = one->ai_addrlen;
  }
  ::freeaddrinfo(list);
  return addresses;
}

std::string describe(const Address& address) {
  char host[NI_MAXHOST];
  char service[NI_MAXSERV];
  char text[NI_MAXHOST + NI_MAXSERV + 4];
  int error = EAI_FAMILY;
  if (address.family() == AF_INET || address.family() == AF_INET6)
    error = ::getnameinfo(address.get(), address.length, host, sizeof host, service, sizeof service,
                          NI_NUMERICHOST | NI_NUMERICSERV);
  if (error != 0) throw_gai("getnameinfo", error);
  std::snprintf(text, sizeof text, address.family() == AF_INET6 ? "[%s]:%s" : "%s:%s", host, service);
  return text;
}

Fd connect_to_any(const std::string& host, const std::string& service) {
  addrinfo* list = nullptr;
  const addrinfo* one = nullptr;
  const char* call = "socket";
  int fd = -1;
  int error = look_up(host, service, 0, &list);
  if (error != 0) throw_gai("getaddrinfo", error);
  for (one = list; one != nullptr; one = one->ai_next) {
    call = "socket";
    fd = ::socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol);
    if (fd == -1) {
      error = errno;
      continue;
    }
    if (::connect(fd, one->ai_addr, one->ai_addrlen) == 0) goto done;
    call = "connect";
    error = errno;
    ::close(fd);
    fd = -1;
  }
done:
  ::freeaddrinfo(list);
  if (fd == -1) throw_errno(call, error);
  return Fd(fd);
}

}  // namespace lab
