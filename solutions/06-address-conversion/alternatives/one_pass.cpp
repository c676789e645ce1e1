// Another way: one pass over the characters, a state at each; IPv6 as eight numbers; connections made without blocking.
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>

#include <array>
#include <cstdio>
#include <cstring>

#include "address_conversion.hpp"

namespace lab {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Adds a digit to a decimal number that is -1 while it has none. False: it may not stand there.
bool add_digit(long& number, char c, long most) {
  if (c < '0' || c > '9' || number == 0) return false;
  number = (number < 0 ? 0 : number * 10) + (c - '0');
  return number <= most;
}

class Ipv6Reader {
 public:
  std::optional<in6_addr> read(std::string_view text) {
    std::size_t i = 0;
    if (text.substr(0, 2) == "::") {
      gap_ = 0;
      i = 2;
    } else if (text.empty() || text[0] == ':') {
      return std::nullopt;
    }
    while (i < text.size()) {
      const std::size_t begin = i;
      unsigned number = 0;
      for (; i < text.size() && hex_digit(text[i]) >= 0; ++i) {
        if (i - begin == 4) return std::nullopt;
        number = number << 4 | static_cast<unsigned>(hex_digit(text[i]));
      }
      if (i < text.size() && text[i] == '.') {
        if (!add_ipv4(text.substr(begin))) return std::nullopt;
        return finish();
      }
      if (i == begin || !add(number)) return std::nullopt;
      if (i == text.size()) break;
      if (text[i++] != ':' || i == text.size()) return std::nullopt;
      if (text[i] == ':') {
        if (gap_ >= 0) return std::nullopt;
        gap_ = static_cast<int>(count_);
        ++i;
      }
    }
    return finish();
  }

 private:
  bool add(unsigned number) {
    if (count_ == groups_.size()) return false;
    groups_[count_++] = number;
    return true;
  }
  bool add_ipv4(std::string_view text) {
    const auto address = parse_ipv4(text);
    if (!address) return false;
    const std::uint32_t number = ntohl(address->s_addr);
    return add(number >> 16) && add(number & 0xFFFF);
  }
  [[nodiscard]] std::optional<in6_addr> finish() const {
    if (gap_ < 0 ? count_ != 8 : count_ > 7) return std::nullopt;
    in6_addr address{};
    for (std::size_t i = 0; i < count_; ++i) {
      const bool in_front = gap_ < 0 || i < static_cast<std::size_t>(gap_);
      const std::size_t at = in_front ? i : 8 - count_ + i;
      address.s6_addr[2 * at] = static_cast<std::uint8_t>(groups_[i] >> 8);
      address.s6_addr[2 * at + 1] = static_cast<std::uint8_t>(groups_[i]);
    }
    return address;
  }
  std::array<unsigned, 8> groups_{};
  std::size_t count_ = 0;
  int gap_ = -1;
};

/// 0, or the errno of a connection that is made while poll waits.
int connect_and_wait(int socket, const Address& address) {
  if (::connect(socket, address.get(), address.length) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd writable{socket, POLLOUT, 0};
  while (::poll(&writable, 1, -1) == -1) {
    if (errno != EINTR) return errno;
  }
  int error = 0;
  socklen_t length = sizeof error;
  return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == -1 ? errno : error;
}

}  // namespace

std::optional<in_addr> parse_ipv4(std::string_view text) {
  std::uint32_t address = 0;
  int dots = 0;
  long number = -1;
  for (const char c : text) {
    if (c == '.') {
      if (number < 0 || ++dots > 3) return std::nullopt;
      address = address << 8 | static_cast<std::uint32_t>(number);
      number = -1;
    } else if (!add_digit(number, c, 255)) {
      return std::nullopt;
    }
  }
  if (dots != 3 || number < 0) return std::nullopt;
  return in_addr{htonl(address << 8 | static_cast<std::uint32_t>(number))};
}

std::string format_ipv4(in_addr address) {
  const std::uint32_t number = ntohl(address.s_addr);
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string(number >> shift & 0xFF);
    if (shift > 0) text += '.';
  }
  return text;
}

std::string format_ipv4_range(in_addr first, in_addr last) {
  std::string text = format_ipv4(first);
  text += '-';
  text += format_ipv4(last);
  return text;
}

std::optional<in6_addr> parse_ipv6(std::string_view text) { return Ipv6Reader().read(text); }

bool same_ipv6(std::string_view one, std::string_view other) {
  const auto a = parse_ipv6(one);
  const auto b = parse_ipv6(other);
  return a && b && format_ipv6(*a) == format_ipv6(*b);
}

std::string format_ipv6(const in6_addr& address) {
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    in_addr mapped{};
    std::memcpy(&mapped, address.s6_addr + 12, 4);
    return "::ffff:" + format_ipv4(mapped);
  }
  const auto is_zero = [&](std::size_t group) {
    return address.s6_addr[2 * group] == 0 && address.s6_addr[2 * group + 1] == 0;
  };
  std::size_t begin = 8;
  std::size_t end = 8;
  for (std::size_t length = 8; length >= 2 && begin == 8; --length) {  // the longest first, from the left
    for (std::size_t i = 0; i + length <= 8 && begin == 8; ++i) {
      std::size_t zeros = 0;
      while (zeros < length && is_zero(i + zeros)) ++zeros;
      if (zeros == length) {
        begin = i;
        end = i + length;
      }
    }
  }
  const auto part = [&](std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) {
      std::array<char, 5> group{};
      std::snprintf(group.data(), group.size(), "%x", address.s6_addr[2 * i] << 8 | address.s6_addr[2 * i + 1]);
      text += (i > from ? ":" : "") + std::string(group.data());
    }
    return text;
  };
  return begin == 8 ? part(0, 8) : part(0, begin) + "::" + part(end, 8);
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  long number = -1;
  for (const char c : text) {
    if (!add_digit(number, c, 65535)) return std::nullopt;
  }
  if (number < 0) return std::nullopt;
  return static_cast<std::uint16_t>(number);
}

std::optional<HostService> split_host_port(std::string_view text) {
  HostService parts;
  std::size_t i = 0;
  const bool brackets = text.starts_with('[');
  if (brackets) ++i;
  for (; i < text.size() && text[i] != (brackets ? ']' : ':'); ++i) {
    if (text[i] == '[' || text[i] == ']') return std::nullopt;
    parts.host += text[i];
  }
  if (brackets && i++ == text.size()) return std::nullopt;
  if (i >= text.size() || text[i++] != ':' || parts.host.empty()) return std::nullopt;
  for (; i < text.size(); ++i) {
    if (text[i] == '[' || text[i] == ']' || text[i] == ':') return std::nullopt;
    parts.service += text[i];
  }
  if (parts.service.empty()) return std::nullopt;
  if (brackets) {
    const auto percent = parts.host.find('%');
    if (percent + 1 == parts.host.size() || !parse_ipv6(parts.host.substr(0, percent))) return std::nullopt;
  }
  return parts;
}

std::vector<Address> resolve(const std::string& host, const std::string& service, Purpose purpose) {
  if (host.find('\0') != host.npos) throw_gai("getaddrinfo", EAI_NONAME);
  bool digits = true;
  for (const char c : service) digits = digits && c >= '0' && c <= '9';
  if (service.find('\0') != service.npos || (digits && !service.empty() && !parse_port(service)))
    throw_gai("getaddrinfo", EAI_SERVICE);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = purpose == Purpose::listen ? AI_PASSIVE : 0;
  addrinfo* list = nullptr;
  const int error =
      ::getaddrinfo(host.empty() ? nullptr : host.data(), service.empty() ? nullptr : service.data(), &hints, &list);
  if (error != 0) throw_gai("getaddrinfo", error);
  std::vector<Address> addresses;
  try {
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
      if (one->ai_family == AF_INET) addresses.push_back(make_address(*reinterpret_cast<sockaddr_in*>(one->ai_addr)));
      if (one->ai_family == AF_INET6) addresses.push_back(make_address(*reinterpret_cast<sockaddr_in6*>(one->ai_addr)));
    }
  } catch (...) {
    ::freeaddrinfo(list);
    throw;
  }
  ::freeaddrinfo(list);
  return addresses;
}

std::string describe(const Address& address) {
  const bool ipv6 = address.family() == AF_INET6;
  if (!ipv6 && address.family() != AF_INET) throw_gai("getnameinfo", EAI_FAMILY);
  if (address.length < (ipv6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in))) throw_gai("getnameinfo", EAI_FAMILY);
  if (!ipv6) {
    const auto& name = *reinterpret_cast<const sockaddr_in*>(address.get());
    return format_ipv4(name.sin_addr) + ":" + std::to_string(ntohs(name.sin_port));
  }
  const auto& name = *reinterpret_cast<const sockaddr_in6*>(address.get());
  std::string scope;
  if (name.sin6_scope_id != 0) {
    std::array<char, IF_NAMESIZE> interface {};
    const char* found = ::if_indextoname(name.sin6_scope_id, interface.data());
    scope = "%" + (found != nullptr ? std::string(found) : std::to_string(name.sin6_scope_id));
  }
  return "[" + format_ipv6(name.sin6_addr) + scope + "]:" + std::to_string(ntohs(name.sin6_port));
}

Fd connect_to_any(const std::string& host, const std::string& service) {
  const std::vector<Address> addresses = resolve(host, service, Purpose::connect);
  for (std::size_t i = 0;; ++i) {
    const bool is_last = i + 1 == addresses.size();
    Fd connection(::socket(addresses[i].family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!connection) {
      if (is_last) throw_errno("socket");
      continue;
    }
    const int error = connect_and_wait(connection.get(), addresses[i]);
    if (error == 0) {
      const int mode = ::fcntl(connection.get(), F_GETFL);
      if (mode == -1 || ::fcntl(connection.get(), F_SETFL, mode & ~O_NONBLOCK) == -1) throw_errno("fcntl");
      return connection;
    }
    if (is_last) throw_errno("connect", error);
  }
}

}  // namespace lab
