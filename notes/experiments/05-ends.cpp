// What do getsockname and getpeername say, for each kind of socket?
#include "families.hpp"
#include "folder.hpp"

std::string describe(int result, const Address& address) {
  if (result == -1) return outcome(result);
  if (address.family() == AF_INET) return text(address);
  if (address.length == 2) return "unnamed";
  return read<sockaddr_un>(address).sun_path;
}

void show_ends(const char* what, const Fd& socket) {
  Address peer;
  const int result = ask_peer(socket.get(), peer);
  const std::string there = describe(result, peer), here = describe(0, address_of(socket.get()));
  std::printf("%-32s here %s, there %s\n", what, here.c_str(), there.c_str());
}

int main() {
  const Folder folder;
  show_ends("a socket, nothing done yet", udp_socket());
  const Fd listener = listening();
  show_ends("a TCP listener", listener);
  Fd client = connected(address_of(listener.get()));
  const Fd server(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  show_ends("a TCP connection", server);
  const Fd receiver = bound(), sender = udp_socket();
  const Address to = address_of(receiver.get());
  must(::connect(sender.get(), to.get(), to.length), "connect");
  show_ends("a UDP socket, connected", sender);
  const Fd unix_listener = listening_at("server"), unix_client = unix_socket();
  must(connect_to(unix_client, at("server")), "connect");
  show_ends("a Unix client", unix_client);
  const Fd unix_server(must(::accept4(unix_listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  show_ends("a Unix server's connection", unix_server);

  const linger at_once{1, 0};  // close(2) will reset the connection.
  must(::setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "setsockopt");
  client.reset();
  must(comes_within(server.get(), -1) ? 0 : -1, "poll");
  show_ends("a TCP connection, after a reset", server);
}
