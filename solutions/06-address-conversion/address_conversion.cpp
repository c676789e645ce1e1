// Lab 06, the model solution. README.md beside it says why each piece is as it is.
#include "address_conversion.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace lab {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// All of `text` as a decimal number of digits alone, up to `most`, without a leading zero.
std::optional<unsigned> parse_decimal(std::string_view text, unsigned most) {
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
    if (value > most) return std::nullopt;  // at each digit: so it cannot wrap around either
  }
  return value;
}

/// All of `text` as one to four hexadecimal digits.
std::optional<unsigned> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    unsigned digit = 0;
    if (is_digit(c)) {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A' + 10);
    } else {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return value;
}

/// The pieces of `text` between the separators: always one more than there are separators.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (auto end = text.find(separator); end != text.npos; end = text.find(separator)) {
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  pieces.push_back(text);
  return pieces;
}

using Bytes = std::vector<std::uint8_t>;

/// Groups with colons between; the last one may be an IPv4 address if `ipv4` says so. No text is no groups.
std::optional<Bytes> parse_groups(std::string_view text, bool ipv4) {
  Bytes bytes;
  if (text.empty()) return bytes;
  const auto pieces = split(text, ':');
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool is_last = i + 1 == pieces.size();
    if (is_last && ipv4 && pieces[i].find('.') != text.npos) {
      const auto address = parse_ipv4(pieces[i]);
      if (!address) return std::nullopt;
      const auto* first = reinterpret_cast<const std::uint8_t*>(&address->s_addr);
      bytes.insert(bytes.end(), first, first + sizeof address->s_addr);
    } else {
      const auto group = parse_group(pieces[i]);
      if (!group) return std::nullopt;
      bytes.push_back(static_cast<std::uint8_t>(*group >> 8));
      bytes.push_back(static_cast<std::uint8_t>(*group & 0xFF));
    }
  }
  return bytes;
}

constexpr std::size_t groups = 8;

/// The longest run of groups that are zero; the first one if there are several.
struct Run {
  std::size_t begin = 0;
  std::size_t length = 0;
};
Run longest_run_of_zeros(const std::array<unsigned, groups>& group) {
  Run longest;
  Run current;
  for (std::size_t i = 0; i < groups; ++i) {
    current = group[i] != 0 ? Run{i + 1, 0} : Run{current.begin, current.length + 1};
    if (current.length > longest.length) longest = current;
  }
  return longest;
}

std::string hexadecimal(unsigned number) {
  std::string digits;
  for (; digits.empty() || number > 0; number /= 16) digits.insert(digits.begin(), "0123456789abcdef"[number % 16]);
  return digits;
}

bool is_ipv6_with_scope(std::string_view text) {
  const auto percent = text.find('%');
  if (percent == text.npos) return parse_ipv6(text).has_value();
  const auto scope = text.substr(percent + 1);
  return parse_ipv6(text.substr(0, percent)) && !scope.empty() && scope.find_first_of("[]") == scope.npos;
}

}  // namespace

// 06.1

std::optional<in_addr> parse_ipv4(std::string_view text) {
  const auto pieces = split(text, '.');
  std::array<std::uint8_t, 4> bytes{};
  if (pieces.size() != bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto number = parse_decimal(pieces[i], 255);
    if (!number) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*number);
  }
  in_addr address{};
  std::memcpy(&address, bytes.data(), sizeof address);  // the bytes as they stand are network byte order
  return address;
}

// 06.2

std::string format_ipv4(in_addr address) {
  std::array<std::uint8_t, 4> bytes{};
  std::memcpy(bytes.data(), &address, sizeof address);
  std::string text = std::to_string(bytes[0]);
  for (std::size_t i = 1; i < bytes.size(); ++i) text += "." + std::to_string(bytes[i]);
  return text;
}

std::string format_ipv4_range(in_addr first, in_addr last) { return format_ipv4(first) + "-" + format_ipv4(last); }

// 06.3

std::optional<in6_addr> parse_ipv6(std::string_view text) {
  const auto gap = text.find("::");
  const bool has_gap = gap != text.npos;
  const auto front = parse_groups(text.substr(0, gap), !has_gap);
  const auto back = parse_groups(has_gap ? text.substr(gap + 2) : std::string_view(), true);
  if (!front || !back) return std::nullopt;
  in6_addr address{};
  const std::size_t size = front->size() + back->size();
  if (has_gap ? size > sizeof address - 2 : size != sizeof address) return std::nullopt;
  std::copy(front->begin(), front->end(), address.s6_addr);
  std::copy(back->rbegin(), back->rend(), std::rbegin(address.s6_addr));
  return address;
}

bool same_ipv6(std::string_view one, std::string_view other) {
  const auto a = parse_ipv6(one);
  const auto b = parse_ipv6(other);
  return a && b && std::memcmp(&*a, &*b, sizeof *a) == 0;
}

// 06.4

std::string format_ipv6(const in6_addr& address) {
  std::array<unsigned, groups> group{};
  for (std::size_t i = 0; i < groups; ++i) group[i] = address.s6_addr[2 * i] * 256U + address.s6_addr[2 * i + 1];
  const Run gap = longest_run_of_zeros(group);
  if (gap.begin == 0 && gap.length >= 5 && group[5] == 0xFFFF) {
    in_addr mapped{};
    std::memcpy(&mapped, &address.s6_addr[12], sizeof mapped);
    return "::ffff:" + format_ipv4(mapped);
  }
  std::string text;
  for (std::size_t i = 0; i < groups; ++i) {
    if (gap.length >= 2 && i == gap.begin) {
      text += "::";
      i += gap.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += hexadecimal(group[i]);
  }
  return text;
}

// 06.5

std::optional<std::uint16_t> parse_port(std::string_view text) {
  const auto number = parse_decimal(text, 65535);
  if (!number) return std::nullopt;
  return static_cast<std::uint16_t>(*number);
}

std::optional<HostService> split_host_port(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  auto host = text.substr(0, colon);
  const auto service = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    if (!is_ipv6_with_scope(host)) return std::nullopt;
  } else if (host.empty() || host.find_first_of(":[]") != host.npos) {
    return std::nullopt;
  }
  if (service.empty() || service.find_first_of("[]") != service.npos) return std::nullopt;
  return HostService{std::string(host), std::string(service)};
}

// 06.6

std::vector<Address> resolve(const std::string& host, const std::string& service, Purpose purpose) {
  const bool is_number = !service.empty() && std::all_of(service.begin(), service.end(), is_digit);
  if (host.find('\0') != host.npos) throw_gai("getaddrinfo", EAI_NONAME);
  if (service.find('\0') != service.npos) throw_gai("getaddrinfo", EAI_SERVICE);
  if (is_number && !parse_port(service)) throw_gai("getaddrinfo", EAI_SERVICE);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;  // else each address comes once for every type of socket
  hints.ai_flags = purpose == Purpose::listen ? AI_PASSIVE : 0;
  addrinfo* list = nullptr;
  const int error =
      ::getaddrinfo(host.empty() ? nullptr : host.c_str(), service.empty() ? nullptr : service.c_str(), &hints, &list);
  if (error != 0) throw_gai("getaddrinfo", error);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> freed(list, &::freeaddrinfo);
  std::vector<Address> addresses;
  for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
    Address address;
    std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
    address.length = one->ai_addrlen;
    addresses.push_back(address);
  }
  return addresses;
}

// 06.7

std::string describe(const Address& address) {
  const bool ipv6 = address.family() == AF_INET6;
  if (!ipv6 && address.family() != AF_INET) throw_gai("getnameinfo", EAI_FAMILY);
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  const int error = ::getnameinfo(address.get(), address.length, host.data(), host.size(), service.data(),
                                  service.size(), NI_NUMERICHOST | NI_NUMERICSERV);
  if (error != 0) throw_gai("getnameinfo", error);
  const std::string name = host.data();
  return (ipv6 ? "[" + name + "]" : name) + ":" + service.data();
}

// 06.8

Fd connect_to_any(const std::string& host, const std::string& service) {
  const char* failed = "connect";
  int error = ECONNREFUSED;
  for (const Address& address : resolve(host, service, Purpose::connect)) {
    Fd connection(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (connection && ::connect(connection.get(), address.get(), address.length) == 0) return connection;
    error = errno;  // before the Fd closes, and before the next attempt
    failed = connection ? "connect" : "socket";
  }
  throw_errno(failed, error);
}

}  // namespace lab
