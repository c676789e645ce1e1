// time_server [PORT]: tells the time over UDP, with your open_datagram_socket and answer_at_most_once. Port 0, the
// default, takes a free one. It prints where it answers, then a line for each time that it has worked. Ctrl-C ends it.
#include <ctime>
#include <exception>
#include <iostream>
#include <limits>
#include <string>

#include "datagram_semantics.hpp"
#include "udp.hpp"

namespace {

/// "12:30:01 (question)".
std::vector<std::byte> tell_the_time(std::span<const std::byte> question) {
  const std::string text(reinterpret_cast<const char*>(question.data()), question.size());
  const std::time_t now = std::time(nullptr);
  char clock[16] = "";
  std::strftime(clock, sizeof clock, "%H:%M:%S", std::localtime(&now));
  std::cout << "worked: " << text << std::endl;
  const std::string answer = std::string(clock) + " (" + text + ")";
  const auto* bytes = reinterpret_cast<const std::byte*>(answer.data());
  return {bytes, bytes + answer.size()};
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const auto port = static_cast<in_port_t>(number_argument(count, arguments, 1, 0, 65535));
    const lab::Fd socket = lab::open_datagram_socket(lab::loopback(port));
    std::cout << "answering on " << to_text(local_address(socket.get())) << std::endl;
    lab::answer_at_most_once(socket.get(), std::numeric_limits<std::size_t>::max(), 100, tell_the_time);
  } catch (const std::exception& error) {
    std::cerr << "time_server: " << error.what() << "\nusage: time_server [PORT]\n";
    return 1;
  }
}
