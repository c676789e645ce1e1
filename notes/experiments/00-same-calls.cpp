// Which calls differ between two programs on one host, and two programs that an IP network joins?
#include <cstdio>

#include "families.hpp"
#include "folder.hpp"

// region converse
/// A server at this address, a client, and a word from one to the other: what the server hears.
std::string converse(const Address& where) {
  const Fd listener(must(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::bind(listener.get(), where.get(), where.length), "bind");
  must(::listen(listener.get(), 16), "listen");
  const Address server = address_of(listener.get());

  const Fd client(must(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::connect(client.get(), server.get(), server.length), "connect");
  must(::send(client.get(), "hello", 5, MSG_NOSIGNAL), "send");

  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  return receive_text(connection.get());
}
// endregion

void show(const char* domain, const char* name, const Address& where) {
  std::printf("%-8s  address: %3u bytes, %-11s the server hears: %s\n", domain, where.length, name,
              converse(where).c_str());
}

int main() try {
  const Folder folder;
  show("AF_UNIX", "a path", at("server"));
  show("AF_INET", "127.0.0.1", loopback(0));
  show("AF_INET6", "::1", ipv6("::1", 0));
  std::printf("AF_LOCAL == AF_UNIX: %s\n", AF_LOCAL == AF_UNIX ? "yes" : "no");
} catch (const std::system_error& error) {
  const int code = error.code().value();
  if (code != EAFNOSUPPORT && code != EADDRNOTAVAIL) throw;
  std::puts("This cannot be shown here: this machine has no IPv6.");
  return 77;
}
