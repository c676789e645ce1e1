// asked_at [PORT]: a UDP server that tells each client at which address it was asked, from that address; over your
// open_udp_everywhere, receive_question and send_answer. Port 0, the default, lets the kernel choose one. Ctrl-C ends
// it.
#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "loopback_wildcard.hpp"
#include "text.hpp"

namespace {

void serve(in_port_t port) {
  const lab::Fd socket = lab::open_udp_everywhere(port);
  std::cout << "answering on port " << lab::local_port(socket.get()) << std::endl;
  std::array<std::byte, 2048> buffer;
  for (;;) {
    const lab::Question question = lab::receive_question(socket.get(), buffer);
    const std::string asked = question.asked_at ? host_of(*question.asked_at) : "an address that I do not know";
    std::cout << host_of(question.from) << " asked at " << asked << std::endl;
    const std::string answer = "you asked at " + asked + "\n";
    try {
      lab::send_answer(socket.get(), question, std::as_bytes(std::span(answer)));
    } catch (const std::system_error& error) {
      std::cout << "no answer: " << error.what() << std::endl;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const long port = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 0;
  if (count > 2 || port < 0 || port > 65'535) {
    std::cerr << "usage: asked_at [PORT]\n";
    return 2;
  }
  try {
    serve(static_cast<in_port_t>(port));
  } catch (const std::exception& error) {
    std::cerr << "asked_at: " << error.what() << '\n';
    return 1;
  }
}
