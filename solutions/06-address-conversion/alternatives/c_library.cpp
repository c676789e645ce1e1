// Another way: the C library's own conversions, after a look at what they do not see (a NUL, a sign, a space).
#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "address_conversion.hpp"

namespace lab {
namespace {

template <class Binary>
std::optional<Binary> parse(int family, std::string_view text) {
  if (text.find('\0') != text.npos) return std::nullopt;
  Binary address{};
  if (::inet_pton(family, std::string(text).c_str(), &address) != 1) return std::nullopt;
  return address;
}

template <class Binary>
std::string format(int family, const Binary& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::inet_ntop(family, &address, text.data(), text.size()) == nullptr) throw_errno("inet_ntop");
  return text.data();
}

struct List {
  addrinfo* first = nullptr;
  List() = default;
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
};

}  // namespace

std::optional<in_addr> parse_ipv4(std::string_view text) { return parse<in_addr>(AF_INET, text); }

std::string format_ipv4(in_addr address) { return format(AF_INET, address); }

std::string format_ipv4_range(in_addr first, in_addr last) {
  return format_ipv4(first).append("-") + format_ipv4(last);
}

std::optional<in6_addr> parse_ipv6(std::string_view text) { return parse<in6_addr>(AF_INET6, text); }

bool same_ipv6(std::string_view one, std::string_view other) {
  const auto a = parse_ipv6(one);
  const auto b = parse_ipv6(other);
  return a.has_value() && b.has_value() && IN6_ARE_ADDR_EQUAL(&*a, &*b);
}

std::string format_ipv6(const in6_addr& address) { return format(AF_INET6, address); }

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  if (text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  const unsigned long number = std::strtoul(std::string(text).c_str(), nullptr, 10);
  if (number > 0xFFFF) return std::nullopt;
  return static_cast<std::uint16_t>(number);
}

std::optional<HostService> split_host_port(std::string_view text) {
  std::string_view host;
  std::string_view service;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == text.npos || text.substr(end + 1, 1) != ":") return std::nullopt;
    host = text.substr(1, end - 1);
    service = text.substr(end + 2);
    const auto percent = host.find('%');
    if (!parse_ipv6(host.substr(0, percent)) || percent == host.size() - 1) return std::nullopt;
    if (host.find('[') != host.npos) return std::nullopt;
  } else {
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0) return std::nullopt;
    host = text.substr(0, colon);
    service = text.substr(colon + 1);
    if (host.find_first_of("[]") != host.npos) return std::nullopt;
  }
  if (service.empty() || service.find_first_of("[]:") != service.npos) return std::nullopt;
  return HostService{std::string(host), std::string(service)};
}

std::vector<Address> resolve(const std::string& host, const std::string& service, Purpose purpose) {
  if (std::strlen(host.c_str()) != host.size()) throw_gai("getaddrinfo", EAI_NONAME);
  if (std::strlen(service.c_str()) != service.size()) throw_gai("getaddrinfo", EAI_SERVICE);
  addrinfo hints{};
  hints.ai_protocol = IPPROTO_TCP;  // so, too, each address comes once
  if (purpose == Purpose::listen) hints.ai_flags = AI_PASSIVE;
  if (!service.empty() && service.find_first_not_of("0123456789") == service.npos) {
    if (!parse_port(service)) throw_gai("getaddrinfo", EAI_SERVICE);
    hints.ai_flags |= AI_NUMERICSERV;
  }
  List list;
  const int error = ::getaddrinfo(host.empty() ? nullptr : host.c_str(), service.empty() ? nullptr : service.c_str(),
                                  &hints, &list.first);
  if (error != 0) throw_gai("getaddrinfo", error);
  std::vector<Address> addresses;
  for (const addrinfo* one = list.first; one != nullptr; one = one->ai_next) {
    Address& address = addresses.emplace_back();
    address.length = one->ai_addrlen;
    std::memcpy(address.get(), one->ai_addr, address.length);
  }
  return addresses;
}

std::string describe(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN + 20> host{};
  std::array<char, 6> service{};
  if (address.family() == AF_UNIX) throw_gai("getnameinfo", EAI_FAMILY);
  const int error = ::getnameinfo(address.get(), address.length, host.data(), host.size(), service.data(),
                                  service.size(), NI_NUMERICSERV | NI_NUMERICHOST);
  if (error != 0) throw_gai("getnameinfo", error);
  std::string text = host.data();
  if (text.find(':') != text.npos) text = "[" + text + "]";
  return text.append(":").append(service.data());
}

Fd connect_to_any(const std::string& host, const std::string& service) {
  std::optional<std::system_error> last;
  for (const Address& address : resolve(host, service, Purpose::connect)) {
    try {
      Fd connection(::socket(address.family(), SOCK_CLOEXEC | SOCK_STREAM, IPPROTO_TCP));
      if (!connection) throw_errno("socket");
      if (::connect(connection.get(), address.get(), address.length) != 0) throw_errno("connect");
      return connection;
    } catch (const std::system_error& error) {
      last = error;
    }
  }
  throw *last;  // getaddrinfo's lists are never empty
}

}  // namespace lab
