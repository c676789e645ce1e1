// echo_server [ADDRESS] [PORT]: sends back what clients send, one client after the other, with your open_listener and
// serve_echo. ADDRESS is 127.0.0.1 if not given; PORT 0, the default, lets the kernel choose a free one. It prints
// where it listens, then a line for each client that it has served. Ctrl-C ends it.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <optional>
#include <string>

#include "address_text.hpp"
#include "socket_syscalls.hpp"

namespace {

/// Where the socket is bound: the port that the kernel chose, if it was asked to.
lab::Address local_address(int socket) {
  lab::Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) == -1) lab::throw_errno("getsockname");
  return address;
}

void serve(const lab::Address& where) {
  const lab::Fd listener = lab::open_listener(where, 16);
  std::cout << "listening on " << to_text(local_address(listener.get())) << std::endl;
  for (;;) {
    for (const lab::Address& client : lab::serve_echo(listener.get(), 1)) {
      std::cout << "served " << to_text(client) << std::endl;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::string address = count > 1 ? arguments[1] : "127.0.0.1";
  const std::string port = count > 2 ? arguments[2] : "0";
  const std::optional<lab::Address> where = parse_address(address, port);
  if (!where || count > 3) {
    std::cerr << "usage: echo_server [ADDRESS] [PORT]     numbers only, as in: echo_server ::1 7777\n";
    return 2;
  }
  try {
    serve(*where);
  } catch (const std::exception& error) {
    std::cerr << "echo_server: " << error.what() << '\n';
    return 1;
  }
}
