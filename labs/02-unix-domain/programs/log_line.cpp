// log_line PATH: sends each line of its standard input to the log_collector at PATH, and prints the answers. Over your
// open_datagram_client, send_to and receive_from. However fast it sends, nothing is lost.
#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "unix_domain.hpp"

namespace {

void send_lines(const std::string& path) {
  const lab::Address collector = lab::unix_address(path);
  const lab::Fd client = lab::open_datagram_client();
  for (std::string line; std::getline(std::cin, line);) {
    lab::send_to(client.get(), collector, std::as_bytes(std::span(line)));
    const lab::Datagram answer = lab::receive_from(client.get(), 1000);
    std::cout.write(reinterpret_cast<const char*>(answer.bytes.data()),
                    static_cast<std::streamsize>(answer.bytes.size()))
        << std::endl;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: log_line PATH     as in: echo hello | log_line /tmp/log\n";
    return 2;
  }
  try {
    send_lines(arguments[1]);
  } catch (const std::exception& error) {
    std::cerr << "log_line: " << error.what() << '\n';
    return 1;
  }
}
