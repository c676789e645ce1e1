// What the tests of this lab share: addresses as text, a world of names that only this test knows, and judgements.
#pragma once

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "address_conversion.hpp"
#include "exam/test.hpp"

namespace judge {

/// "192.0.2.1", or "absent".
inline std::string shown(const std::optional<in_addr>& address) {
  std::array<char, INET_ADDRSTRLEN> text{};
  return address ? ::inet_ntop(AF_INET, &*address, text.data(), text.size()) : "absent";
}
/// All eight groups with all their digits, "2001:0db8:0000:…", or "absent".
inline std::string shown(const std::optional<in6_addr>& address) {
  if (!address) return "absent";
  std::string text;
  for (std::size_t i = 0; i < sizeof address->s6_addr; ++i) {
    if (i > 0 && i % 2 == 0) text += ':';
    for (const int digit : {address->s6_addr[i] / 16, address->s6_addr[i] % 16}) text += "0123456789abcdef"[digit];
  }
  return text;
}
inline std::string shown(const std::optional<std::uint16_t>& port) { return port ? std::to_string(*port) : "absent"; }
inline std::string shown(const std::optional<lab::HostService>& parts) {
  return parts ? "host \"" + parts->host + "\", service \"" + parts->service + "\"" : "absent";
}
/// "127.0.0.1:80 [::1]:80".
inline std::string shown(const std::vector<lab::Address>& addresses) {
  std::string text;
  for (const lab::Address& address : addresses) text += (text.empty() ? "" : " ") + exam::to_text(address);
  return text;
}

/// The struct of an address that is one (a mistake of the test's otherwise).
inline in_addr ipv4(const std::string& text) {
  in_addr address{};
  if (::inet_pton(AF_INET, text.c_str(), &address) != 1) throw std::logic_error(text);
  return address;
}
inline in6_addr ipv6(const std::string& text) {
  in6_addr address{};
  if (::inet_pton(AF_INET6, text.c_str(), &address) != 1) throw std::logic_error(text);
  return address;
}
inline lab::Address socket_address(const std::string& host, int port, std::uint32_t scope = 0) {
  if (host.find(':') == host.npos) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<in_port_t>(port));
    name.sin_addr = ipv4(host);
    return lab::make_address(name);
  }
  sockaddr_in6 name{};
  name.sin6_family = AF_INET6;
  name.sin6_port = htons(static_cast<in_port_t>(port));
  name.sin6_addr = ipv6(host);
  name.sin6_scope_id = scope;
  return lab::make_address(name);
}

struct Name {
  std::string name;
  std::vector<std::string> addresses;
};

/// The services that are known after know().
inline constexpr auto known_services = "lab-echo 4321/tcp\nlab-echo 4322/udp\nlab-web 8080/tcp\n";

/// From now on the student's code knows these names and no other: the files by which the C library knows names are
/// replaced. getaddrinfo lists the addresses of a name in the order that stands here: gai.conf(5) gives each address a
/// lower precedence than the one before it.
inline void know(exam::Student& student, const std::vector<Name>& names) {
  std::string hosts;
  std::string order;
  int precedence = 1000;
  for (const Name& name : names) {
    for (const std::string& address : name.addresses) {
      hosts += address + " " + name.name + "\n";
      const bool is_ipv4 = address.find(':') == address.npos;
      order +=
          "precedence " + (is_ipv4 ? "::ffff:" + address : address) + "/128 " + std::to_string(--precedence) + "\n";
    }
  }
  student.replace_file("/etc/hosts", hosts);
  student.replace_file("/etc/gai.conf", order);
  student.replace_file("/etc/services", known_services);
  student.replace_file("/etc/nsswitch.conf", "hosts: files\nservices: files\n");
  student.replace_file("/etc/host.conf", "multi on\n");
  student.replace_file("/etc/resolv.conf", "nameserver 127.0.0.1\n");
  student.fail(exam::Syscall::connect, exam::every("/nscd/"), ENOENT);  // the name service's cache, where there is one
}

/// It threw what throw_gai(call, error) throws.
template <class R>
testing::AssertionResult threw_gai(const exam::Outcome<R>& outcome, const std::string& call, int error) {
  const std::string words = call + ": " + ::gai_strerror(error);
  if (!outcome.thrown) return testing::AssertionFailure() << "it returned; expected it to throw \"" << words << "\"";
  if (outcome.thrown->code == error && outcome.thrown->what.starts_with(words)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "it threw " << exam::to_text(*outcome.thrown) << "; expected \"" << words
                                     << "\" with the code " << error << " (see throw_gai)";
}

/// The addresses to which a TCP socket was told to connect, in order. What getaddrinfo itself asks the kernel (it
/// connects UDP sockets, to learn which addresses can be reached) is left out.
inline std::vector<std::string> tried(const exam::Student& student) {
  std::map<int, bool> is_tcp;
  std::vector<std::string> addresses;
  for (const exam::Call& call : student.calls()) {
    if (call.kind == exam::Syscall::socket && call.error == 0) {
      is_tcp[static_cast<int>(call.result)] = (call.arguments[1] & 0xF) == SOCK_STREAM && call.arguments[0] != AF_UNIX;
    } else if (call.kind == exam::Syscall::connect && is_tcp[call.descriptor]) {
      const auto begin = call.text.find('{') + 1;
      addresses.push_back(call.text.substr(begin, call.text.find('}') - begin));
    }
  }
  return addresses;
}

/// A socket that has this address and does not listen: whoever connects is refused, and nobody else can take it.
inline lab::Fd refusing(const lab::Address& address) {
  lab::Fd socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket || ::bind(socket.get(), address.get(), address.length) == -1) lab::throw_errno("bind (by the test)");
  return socket;
}

}  // namespace judge
