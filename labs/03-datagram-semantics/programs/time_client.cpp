// time_client PORT [QUESTIONS]: asks a time_server on this host, with your ask_reliably, and prints what it answers.
// Exit status 1 if a question was not answered.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "datagram_semantics.hpp"
#include "udp.hpp"

using namespace std::chrono_literals;

namespace {

lab::Fd connected_to(const lab::Address& server) {
  lab::Fd socket(::socket(server.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket");
  if (::connect(socket.get(), server.get(), server.length) == -1) lab::throw_errno("connect");
  return socket;
}

bool ask(int socket, std::uint32_t number) {
  const std::string question = "question " + std::to_string(number);
  const auto answer = lab::ask_reliably(socket, number, std::as_bytes(std::span(question)), 50ms, 2s);
  const std::string text =
      answer ? std::string(reinterpret_cast<const char*>(answer->data()), answer->size()) : "no answer";
  std::cout << number << ": " << text << std::endl;
  return answer.has_value();
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count < 2) throw std::invalid_argument("which port?");
    const auto port = static_cast<in_port_t>(number_argument(count, arguments, 1, 0, 65535));
    const auto questions = static_cast<std::uint32_t>(number_argument(count, arguments, 2, 1, 1'000'000));
    const lab::Fd socket = connected_to(lab::loopback(port));
    bool all = true;
    for (std::uint32_t number = 1; number <= questions; ++number) all = ask(socket.get(), number) && all;
    return all ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "time_client: " << error.what() << "\nusage: time_client PORT [QUESTIONS]\n";
    return 1;
  }
}
