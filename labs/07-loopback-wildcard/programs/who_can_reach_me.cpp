// who_can_reach_me KIND [PORT]: makes listeners with your functions, tells who can reach them, and tries it at each
// address that this host has: what your reaches says, beside what the kernel does. KIND is loopback, loopback6,
// everywhere, side-by-side or free. Exit status 1 if the two differ.
#include <ifaddrs.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "loopback_wildcard.hpp"
#include "text.hpp"

namespace {

std::vector<lab::Fd> make_listeners(const std::string& kind, in_port_t port) {
  std::vector<lab::Fd> listeners;
  if (kind == "loopback") listeners.push_back(lab::listen_on_loopback(AF_INET, port));
  if (kind == "loopback6") listeners.push_back(lab::listen_on_loopback(AF_INET6, port));
  if (kind == "everywhere") listeners.push_back(lab::listen_everywhere(port));
  if (kind == "side-by-side" || kind == "free") {
    lab::SideBySide both = kind == "free" ? lab::listen_on_a_free_port() : lab::listen_side_by_side(port);
    listeners.push_back(std::move(both.ipv4));
    listeners.push_back(std::move(both.ipv6));
  }
  return listeners;
}

/// Every address of this host's that is not link-local: getifaddrs(3).
std::vector<lab::Address> own_addresses() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) == -1) lab::throw_errno("getifaddrs");
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
  std::vector<lab::Address> all;
  std::set<std::string> seen;
  for (; list != nullptr; list = list->ifa_next) {
    if (list->ifa_addr == nullptr) continue;
    lab::Address address;
    if (list->ifa_addr->sa_family == AF_INET)
      address = lab::make_address(*reinterpret_cast<const sockaddr_in*>(list->ifa_addr));
    if (list->ifa_addr->sa_family == AF_INET6)
      address = lab::make_address(*reinterpret_cast<const sockaddr_in6*>(list->ifa_addr));
    const std::string host = host_of(address);
    if (address.length > 0 && host.rfind("fe80:", 0) != 0 && seen.insert(host).second) all.push_back(address);
  }
  return all;
}

lab::Place place_of(int listener) {
  lab::Place place;
  place.address.length = sizeof place.address.storage;
  if (::getsockname(listener, place.address.get(), &place.address.length) == -1) lab::throw_errno("getsockname");
  int on = 0;
  socklen_t length = sizeof on;
  if (place.address.family() == AF_INET6) ::getsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &on, &length);
  place.v6only = on != 0;
  return place;
}

/// A connection that waits to be accepted, if there is one.
lab::Fd next_connection(const lab::Fd& listener) {
  pollfd entry{listener.get(), POLLIN, 0};
  return lab::Fd(::poll(&entry, 1, 0) > 0 ? ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC) : -1);
}

bool try_to_reach(const lab::Fd& listener, const lab::Address& where) {
  while (next_connection(listener)) continue;  // what other tries have left
  const lab::Fd client(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(client.get(), where.get(), where.length) == -1) return false;
  return static_cast<bool>(next_connection(listener));  // or it was the neighbour on this port that was reached
}

const char* who(lab::From from) {
  if (from == lab::From::nobody) return "nobody";
  return from == lab::From::this_host ? "this host" : "anywhere";
}

/// True if your prediction and the kernel agree.
bool tell(const lab::Fd& listener) {
  const lab::Place place = place_of(listener.get());
  const in_port_t port = lab::local_port(listener.get());
  const lab::Callers callers = lab::reachable_from(listener.get());
  std::cout << "listening at " << host_of(place.address) << " port " << port << (place.v6only ? ", IPv6 only" : "")
            << "\n  from: " << who(callers.ipv4) << " by IPv4, " << who(callers.ipv6) << " by IPv6\n"
            << std::left << std::setw(42) << "  sent to" << std::setw(12) << "predicted"
            << "tried\n";
  bool agree = true;
  for (const lab::Address& address : own_addresses()) {
    const lab::Address where = with_port(address, port);
    const bool predicted = lab::reaches(where, place);
    const bool tried = try_to_reach(listener, where);
    std::cout << "  " << std::setw(40) << host_of(address) << std::setw(12) << (predicted ? "reached" : "no")
              << (tried ? "reached" : "no") << '\n';
    agree = agree && predicted == tried;
  }
  return agree;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string kind = count > 1 ? arguments[1] : "";
  const long port = count > 2 ? std::strtol(arguments[2], nullptr, 10) : 0;
  try {
    std::vector<lab::Fd> listeners;
    if (count <= 3 && port >= 0 && port <= 65'535) listeners = make_listeners(kind, static_cast<in_port_t>(port));
    if (listeners.empty()) {
      std::cerr << "usage: who_can_reach_me loopback|loopback6|everywhere|side-by-side|free [PORT]\n";
      return 2;
    }
    bool agree = true;
    for (const lab::Fd& listener : listeners) agree = tell(listener) && agree;
    return agree ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "who_can_reach_me: " << error.what() << '\n';
    return 1;
  }
}
