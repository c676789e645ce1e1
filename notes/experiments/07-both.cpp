// When does a socket at :: hear IPv4?
#include "places.hpp"

int main() {
  for (const bool v6only : {false, true}) {
    const in_port_t port = free_port(AF_INET6);
    const Address where = ipv6("::", port);
    const Fd listener(must(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
    // region both
    const int value = v6only;  // 1 or 0
    must(::setsockopt(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY, &value, sizeof value), "setsockopt");
    must(::bind(listener.get(), where.get(), where.length), "bind");
    // endregion
    must(::listen(listener.get(), 16), "listen");
    std::printf("IPV6_V6ONLY %-4s a client calls 127.0.0.1: %s\n",
                v6only ? "on:" : "off:", is_reached(listener, "127.0.0.1", port) ? "reached" : "refused");
    std::printf("  set once more after bind: %s\n", outcome(set(listener, IPPROTO_IPV6, IPV6_V6ONLY, v6only)).c_str());
  }
  std::printf("set for an IPv4 socket:     %s\n",
              outcome(set(new_socket(AF_INET), IPPROTO_IPV6, IPV6_V6ONLY, 0)).c_str());
}
