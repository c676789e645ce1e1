// whoami ADDRESS PORT | whoami PATH: connects by TCP, or to a Unix socket (a path has a slash), and shows both ends of
// the connection byte by byte, with your local_address and peer_address. whoami -l ADDRESS PORT: listens there, says
// where (port 0: the kernel chooses one), and shows both ends of the first connection that comes.
#include <sys/socket.h>

#include <exception>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "address_text.hpp"
#include "show.hpp"
#include "support/fd.hpp"

namespace {

lab::Fd stream_socket(const lab::Address& like) {
  lab::Fd socket(::socket(like.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket");
  return socket;
}

lab::Fd connected(const lab::Address& server) {
  lab::Fd socket = stream_socket(server);
  if (::connect(socket.get(), server.get(), server.length) == -1) lab::throw_errno("connect");
  return socket;
}

/// The first client's connection. An IPv6 listener takes IPv4 clients, too.
lab::Fd accepted(const lab::Address& where) {
  const lab::Fd listener = stream_socket(where);
  const int off = 0;
  if (where.family() == AF_INET6 && ::setsockopt(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == -1) {
    lab::throw_errno("setsockopt");
  }
  if (::bind(listener.get(), where.get(), where.length) == -1) lab::throw_errno("bind");
  if (::listen(listener.get(), 1) == -1) lab::throw_errno("listen");
  std::cout << "listening on " << to_text(lab::local_address(listener.get())) << std::endl;
  lab::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection) lab::throw_errno("accept");
  return connection;
}

std::optional<lab::Address> unix_address(const std::string& path) {
  sockaddr_un to{};
  if (path.size() >= sizeof to.sun_path || path.find('/') == std::string::npos) return std::nullopt;
  to.sun_family = AF_UNIX;
  path.copy(to.sun_path, path.size());
  return lab::make_address(to);
}

/// The address in words, then a line for each field: its place, its name, its bytes.
void print(const std::string& which, const lab::Address& address) {
  const auto reach = lab::reach_of(address);
  std::cout << which << to_text(address) << ", " << (reach ? lab::show(*reach) + ", " : "") << address.length
            << " bytes\n";
  for (const lab::Field& field : lab::fields_of(address)) {
    std::cout << std::right << std::setw(4) << field.at << "  " << std::left << std::setw(15) << field.name
              << lab::hex(lab::bytes_of(field, &address.storage)) << "\n";
  }
}

void print_both_ends(const lab::Fd& connection) {
  print("here   ", lab::local_address(connection.get()));
  const auto peer = lab::peer_address(connection.get());
  if (!peer) {
    std::cout << "there  (no peer any more)\n";
    return;
  }
  print("there  ", *peer);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const bool listens = !words.empty() && words[0] == "-l";
    std::optional<lab::Address> where;
    if (words.size() == 1) where = unix_address(words[0]);
    if (words.size() == 2 && !listens) where = parse_address(words[0], words[1]);
    if (words.size() == 3 && listens) where = parse_address(words[1], words[2]);
    if (!where) {
      std::cerr << "usage: whoami ADDRESS PORT     numbers only, as in: whoami ::1 7777\n"
                   "       whoami PATH             of a Unix socket, as in: whoami /run/lab.socket\n"
                   "       whoami -l ADDRESS PORT  waits for one connection, as in: whoami -l :: 0\n";
      return 2;
    }
    print_both_ends(listens ? accepted(*where) : connected(*where));
  } catch (const std::exception& error) {
    std::cerr << "whoami: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
