// How does an IPv4 client look to an IPv6 socket, and the other way round?
#include "bytes.hpp"
#include "families.hpp"

int main() {
  const Fd listener = ipv6_socket(SOCK_STREAM);
  const Address everywhere = ipv6("::", 0);
  must(::bind(listener.get(), everywhere.get(), everywhere.length), "bind");
  must(::listen(listener.get(), 16), "listen");
  const in_port_t port = ntohs(read<sockaddr_in6>(address_of(listener.get())).sin6_port);

  const Fd client = connected(ipv4("127.0.0.1", port));
  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  Address server_seen, client_seen;
  must(ask_peer(client.get(), server_seen), "getpeername");
  must(ask_peer(connection.get(), client_seen), "getpeername");
  std::printf("the client sees:  %s, %u bytes\n", host_of(server_seen).c_str(), server_seen.length);
  std::printf("the server sees:  %s, %u bytes\n", host_of(client_seen).c_str(), client_seen.length);
  show("its sin6_addr:", memory_of(read<sockaddr_in6>(client_seen).sin6_addr));

  const auto try_connect = [](const char* what, Fd socket, const Address& to) {
    std::printf("%-46s %s\n", what, outcome(::connect(socket.get(), to.get(), to.length)).c_str());
  };
  try_connect("an IPv6 socket, connect to ::ffff:127.0.0.1:", ipv6_socket(SOCK_STREAM), ipv6("::ffff:127.0.0.1", port));
  try_connect("an IPv6 socket, connect to 127.0.0.1:", ipv6_socket(SOCK_STREAM), ipv4("127.0.0.1", port));
  try_connect("an IPv4 socket, connect to ::ffff:127.0.0.1:",
              Fd(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket")), ipv6("::ffff:127.0.0.1", port));
}
