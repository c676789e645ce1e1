// echo_client [ADDRESS] PORT: reads standard input to its end, sends it, and prints what comes back, with your
// connect_to and exchange. ADDRESS is 127.0.0.1 if not given.
#include <cstddef>
#include <exception>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "address_text.hpp"
#include "socket_syscalls.hpp"

namespace {

void ask(const lab::Address& server) {
  const lab::Fd connection = lab::connect_to(server);
  const std::string request{std::istreambuf_iterator<char>(std::cin), {}};
  const std::vector<std::byte> reply = lab::exchange(connection.get(), std::as_bytes(std::span(request)));
  std::cout.write(reinterpret_cast<const char*>(reply.data()), static_cast<std::streamsize>(reply.size()));
}

}  // namespace

int main(int count, char** arguments) {
  std::optional<lab::Address> server;
  if (count == 2) server = parse_address("127.0.0.1", arguments[1]);
  if (count == 3) server = parse_address(arguments[1], arguments[2]);
  if (!server) {
    std::cerr << "usage: echo_client [ADDRESS] PORT     numbers only, as in: echo_client ::1 7777\n";
    return 2;
  }
  try {
    ask(*server);
  } catch (const std::exception& error) {
    std::cerr << "echo_client: " << error.what() << '\n';
    return 1;
  }
}
