// Whom can a server answer that receives a datagram?
#include <array>
#include <cstdio>

#include "folder.hpp"

/// Asks the server, which looks at the sender's address and answers to it.
void ask(const char* what, const Fd& client, const Fd& server) {
  const Address where = address_of(server.get());
  must(::sendto(client.get(), "question", 8, 0, where.get(), where.length), "sendto");

  std::array<char, 100> buffer{};
  Address sender;
  std::memset(&sender.storage, 'x', sizeof sender.storage);
  sender.length = sizeof sender.storage;
  must(::recvfrom(server.get(), buffer.data(), buffer.size(), 0, sender.get(), &sender.length), "recvfrom");
  const bool written = sender.family() == AF_UNIX || sender.family() == AF_INET;
  std::printf("%-22s sender's length: %2u, written: %-3s", what, sender.length, written ? "yes" : "no");
  std::printf("  answer: %s\n", outcome(::sendto(server.get(), "answer", 6, 0, sender.get(), sender.length)).c_str());
}

int main() {
  const Folder folder;
  const Fd server = mailbox_at("server");
  ask("not bound:", unix_socket(SOCK_DGRAM), server);
  ask("bound to \"client\":", mailbox_at("client"), server);

  const Fd client(must(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const sockaddr_un any{AF_UNIX, {}};
  must(::bind(client.get(), reinterpret_cast<const sockaddr*>(&any), sizeof any.sun_family), "bind");
  ask("the kernel's choice:", client, server);

  const Fd udp_server(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const Fd udp_client(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const Address any_port = loopback(0);
  must(::bind(udp_server.get(), any_port.get(), any_port.length), "bind");
  ask("UDP, not bound:", udp_client, udp_server);
}
