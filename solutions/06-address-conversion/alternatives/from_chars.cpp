// Another way: std::from_chars for the numbers; IPv6 as one number of 128 bits in two halves; each family resolved as
// getaddrinfo lists it, errors as values until the end.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <ranges>
#include <span>

#include "address_conversion.hpp"

namespace lab {
namespace {

/// All of `text` as a number in `base`, by digits alone.
std::optional<unsigned> number(std::string_view text, int base, std::size_t most_digits) {
  if (text.empty() || text.size() > most_digits || text[0] == '-') return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<unsigned> decimal(std::string_view text, unsigned most) {
  const auto value = number(text, 10, 5);
  const bool in_range = value && *value <= most;
  return in_range && (text.size() == 1 || text[0] != '0') ? value : std::nullopt;
}

/// Cuts off and returns what stands before the first separator; all of it if there is none.
std::string_view take(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

/// Sixteen bits at a time, from the front.
struct Wide {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  void push(std::uint64_t group) {
    high = high << 16 | low >> 48;
    low = low << 16 | group;
  }
  [[nodiscard]] unsigned group(std::size_t i) const {
    return static_cast<unsigned>((i < 4 ? high : low) >> (48 - 16 * (i % 4)) & 0xFFFF);
  }
};

std::size_t count(std::string_view text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

/// The text with its "::" written out, and its dotted end as two groups; absent where it shows that it is no address.
std::optional<std::string> written_out(std::string text) {
  if (const auto dot = text.find('.'); dot != text.npos) {
    const auto begin = text.rfind(':') + 1;
    const auto address = parse_ipv4(std::string_view(text).substr(begin));
    if (!address || begin == 0) return std::nullopt;
    const std::uint32_t value = ntohl(address->s_addr);
    std::array<char, 12> groups{};
    char* end = std::to_chars(groups.data(), groups.data() + 5, value >> 16, 16).ptr;
    *end++ = ':';
    std::to_chars(end, groups.data() + groups.size(), value & 0xFFFF, 16);
    text.replace(begin, text.npos, groups.data());
  }
  const auto gap = text.find("::");
  if (gap == text.npos) return text;
  const std::size_t there = count(text, ':') - 2 + (gap > 0 ? 1 : 0) + (gap + 2 < text.size() ? 1 : 0);
  if (there > 7 || text.find("::", gap + 1) != text.npos) return std::nullopt;
  std::string zeros = gap > 0 ? ":" : "";
  for (std::size_t i = there; i < 8; ++i) zeros += i + 1 < 8 ? "0:" : "0";
  if (gap + 2 < text.size()) zeros += ":";
  return text.replace(gap, 2, zeros);
}

}  // namespace

std::optional<in_addr> parse_ipv4(std::string_view text) {
  if (count(text, '.') != 3) return std::nullopt;
  in_addr address{};
  auto* bytes = reinterpret_cast<std::uint8_t*>(&address);
  for (int i = 0; i < 4; ++i) {
    const auto value = decimal(take(text, '.'), 255);
    if (!value) return std::nullopt;
    *bytes++ = static_cast<std::uint8_t>(*value);
  }
  return address;
}

std::string format_ipv4(in_addr address) {
  std::array<char, 16> text{};
  char* end = text.data();
  for (const std::uint8_t byte : std::span(reinterpret_cast<const std::uint8_t*>(&address), 4)) {
    if (end != text.data()) *end++ = '.';
    end = std::to_chars(end, text.data() + text.size(), byte).ptr;
  }
  return {text.data(), end};
}

std::string format_ipv4_range(in_addr first, in_addr last) { return format_ipv4(first) + '-' + format_ipv4(last); }

std::optional<in6_addr> parse_ipv6(std::string_view text) {
  const auto full = written_out(std::string(text));
  if (!full || count(*full, ':') != 7) return std::nullopt;
  std::string_view rest = *full;
  Wide wide;
  for (int i = 0; i < 8; ++i) {
    const auto group = number(take(rest, ':'), 16, 4);
    if (!group) return std::nullopt;
    wide.push(*group);
  }
  in6_addr address{};
  for (std::size_t i = 0; i < 16; ++i) {
    const unsigned group = wide.group(i / 2);
    address.s6_addr[i] = static_cast<std::uint8_t>(i % 2 == 0 ? group >> 8 : group);
  }
  return address;
}

bool same_ipv6(std::string_view one, std::string_view other) {
  const auto a = parse_ipv6(one);
  const auto b = parse_ipv6(other);
  return a && b && std::equal(std::begin(a->s6_addr), std::end(a->s6_addr), std::begin(b->s6_addr));
}

std::string format_ipv6(const in6_addr& address) {
  Wide wide;
  for (std::size_t i = 0; i < 16; i += 2) wide.push(address.s6_addr[i] * 256U + address.s6_addr[i + 1]);
  if (wide.high == 0 && wide.low >> 32 == 0xFFFF)
    return "::ffff:" + format_ipv4({htonl(static_cast<std::uint32_t>(wide.low))});
  std::string zeros = ":0:0:0:0:0:0:0:0";  // each group with the colon in front of it
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    std::array<char, 4> group{};
    text += ':';
    text.append(group.data(), std::to_chars(group.data(), group.data() + 4, wide.group(i), 16).ptr);
  }
  text += ':';
  for (std::size_t groups = 8; groups >= 2; --groups) {
    const auto at = text.find(zeros.substr(0, 2 * groups) + ":");
    if (at == text.npos) continue;
    text.replace(at, 2 * groups + 1, "::");
    break;
  }
  if (!text.starts_with("::")) text.erase(0, 1);
  if (!text.ends_with("::")) text.pop_back();
  return text;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  const auto value = decimal(text, 65535);
  return value ? std::optional(static_cast<std::uint16_t>(*value)) : std::nullopt;
}

std::optional<HostService> split_host_port(std::string_view text) {
  const auto colon = text.find_last_of(':');
  if (colon == text.npos || colon + 1 == text.size()) return std::nullopt;
  HostService parts{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
  const bool in_brackets = parts.host.size() > 2 && parts.host.front() == '[' && parts.host.back() == ']';
  if (in_brackets) parts.host = parts.host.substr(1, parts.host.size() - 2);
  if (parts.host.empty() || (parts.host + parts.service).find_first_of("[]") != text.npos) return std::nullopt;
  if (!in_brackets) return parts.host.find(':') == text.npos ? std::optional(parts) : std::nullopt;
  std::string_view scope = parts.host;
  const auto address = take(scope, '%');
  const bool has_percent = address.size() < parts.host.size();
  return parse_ipv6(address) && has_percent == !scope.empty() ? std::optional(parts) : std::nullopt;
}

std::vector<Address> resolve(const std::string& host, const std::string& service, Purpose purpose) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool bad_port = !service.empty() && std::ranges::all_of(service, is_digit) && !parse_port(service);
  addrinfo hints{};
  hints.ai_flags = purpose == Purpose::listen ? AI_PASSIVE : 0;
  addrinfo* list = nullptr;
  int error = bad_port || std::ranges::count(service, '\0') > 0 ? EAI_SERVICE : 0;
  if (std::ranges::count(host, '\0') > 0) error = EAI_NONAME;
  const auto given = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
  if (error == 0) error = ::getaddrinfo(given(host), given(service), &hints, &list);
  if (error != 0) throw_gai("getaddrinfo", error);
  const std::shared_ptr<addrinfo> freed(list, &::freeaddrinfo);
  std::vector<Address> addresses;
  for (; list != nullptr; list = list->ai_next) {
    if (list->ai_socktype != SOCK_STREAM) continue;  // the same address comes for datagrams and raw sockets, too
    Address address;
    address.length = list->ai_addrlen;
    std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
    addresses.push_back(address);
  }
  return addresses;
}

std::string describe(const Address& address) {
  if (address.family() != AF_INET && address.family() != AF_INET6) throw_gai("getnameinfo", EAI_FAMILY);
  std::string host(NI_MAXHOST, '\0');
  constexpr int flags = NI_NUMERICHOST;
  const int error = ::getnameinfo(address.get(), address.length, host.data(), NI_MAXHOST, nullptr, 0, flags);
  if (error != 0) throw_gai("getnameinfo", error);
  host.resize(host.find('\0'));
  const auto port = ntohs(reinterpret_cast<const sockaddr_in*>(address.get())->sin_port);  // in both at one place
  return (address.family() == AF_INET ? host : '[' + host + ']') + ':' + std::to_string(port);
}

Fd connect_to_any(const std::string& host, const std::string& service) {
  const char* call = nullptr;
  int error = 0;
  const auto attempt = [&](const Address& address) {
    call = "socket";
    Fd socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket && (call = "connect", ::connect(socket.get(), address.get(), address.length)) == 0) return socket;
    error = errno;
    return Fd();
  };
  for (const Address& address : resolve(host, service, Purpose::connect)) {
    if (Fd socket = attempt(address)) return socket;
  }
  throw_errno(call, error);
}

}  // namespace lab
