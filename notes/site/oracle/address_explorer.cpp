// What are the bytes of an address, and how does it print? As the solutions of labs 02, 05 and 06 say, and the C
// library.
//
// Each line of standard input: the text's bytes in hexadecimal, a space, the port's. For each one, a line: "refused";
// or the struct's bytes in hexadecimal, a tab, the text, a tab, the kind, a tab, what the C library prints (Unix:
// nothing). Status 1 when the C library's idea of what is an address is another one.
#include <charconv>
#include <iostream>
#include <optional>
#include <string>

#include "02-unix-domain/unix_domain.hpp"
#include "05-address-structs/address_structs.hpp"
#include "05-address-structs/show.hpp"
#include "06-address-conversion/address_conversion.hpp"

namespace {

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return bytes;
}

std::string to_hex(const lab::Address& address) {
  std::string text;
  const auto* bytes = reinterpret_cast<const unsigned char*>(&address.storage);
  for (socklen_t i = 0; i < address.length; ++i)
    for (const int digit : {bytes[i] / 16, bytes[i] % 16}) text += "0123456789abcdef"[digit];
  return text;
}

struct Explored {
  lab::Address address;
  std::string text;
  std::string described;
};

/// A number of 32 bits, digits only, no leading zero.
std::optional<std::uint32_t> parse_scope(const std::string& text) {
  std::uint32_t scope = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), scope);
  if (error != std::errc() || end != text.data() + text.size() || std::to_string(scope) != text) return std::nullopt;
  return scope;
}

std::optional<Explored> unix_of(const std::string& text) {
  try {
    const auto address = text[0] == '@' ? lab::abstract_address(text.substr(1)) : lab::unix_address(text);
    std::string name = lab::unix_name(address).value();
    if (text[0] == '@') name[0] = '@';
    return Explored{address, name, ""};
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

std::optional<Explored> ipv4_of(const std::string& text, in_port_t port) {
  const auto parsed = lab::parse_ipv4(text);
  if (!parsed) return std::nullopt;
  sockaddr_in ipv4;
  lab::fill_ipv4(ipv4, ntohl(parsed->s_addr), port);
  const auto address = lab::make_address(ipv4);
  return Explored{address, lab::format_ipv4(*parsed) + ":" + std::to_string(port), lab::describe(address)};
}

std::optional<Explored> ipv6_of(const std::string& text, in_port_t port) {
  const auto percent = text.find('%');
  const auto parsed = lab::parse_ipv6(text.substr(0, percent));
  const auto scope = percent == text.npos ? 0 : parse_scope(text.substr(percent + 1));
  if (!parsed || !scope) return std::nullopt;
  sockaddr_in6 ipv6;
  lab::fill_ipv6(ipv6, *parsed, port, *scope);
  const auto address = lab::make_address(ipv6);
  const std::string host = lab::format_ipv6(*parsed) + (*scope == 0 ? "" : "%" + std::to_string(*scope));
  return Explored{address, "[" + host + "]:" + std::to_string(port), lab::describe(address)};
}

std::optional<Explored> explore(const std::string& text, const std::string& port_text) {
  if (text.starts_with('/') || text.starts_with('@')) return unix_of(text);
  const auto port = lab::parse_port(port_text);
  if (!port) return std::nullopt;
  return text.find(':') == text.npos ? ipv4_of(text, *port) : ipv6_of(text, *port);
}

/// inet_pton(3) of what stands in front of a scope. (It ends at a NUL, so a text with one in it is no question for it.)
bool agrees_with_inet_pton(const std::string& text) {
  if (text.find('\0') != text.npos) return true;
  const std::string host = text.substr(0, text.find('%'));
  in6_addr room{};
  return (::inet_pton(AF_INET, text.c_str(), &room) == 1) == lab::parse_ipv4(text).has_value() &&
         (::inet_pton(AF_INET6, host.c_str(), &room) == 1) == lab::parse_ipv6(host).has_value();
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto space = line.find(' ');
    const std::string text = from_hex(line.substr(0, space));
    if (!agrees_with_inet_pton(text)) {
      std::cerr << "inet_pton does not agree: " << text << "\n";
      return 1;
    }
    if (const auto explored = explore(text, from_hex(line.substr(space + 1)))) {
      const auto reach = lab::reach_of(explored->address);
      std::cout << to_hex(explored->address) << '\t' << explored->text << '\t' << (reach ? lab::show(reach) : "")
                << '\t' << explored->described << '\n';
    } else {
      std::cout << "refused\n";
    }
  }
}
