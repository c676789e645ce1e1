// A service for the tests of answer_at_most_once: runs with your code, and does work that can be counted from outside.
#pragma once

#include <unistd.h>

#include <string>

#include "datagram_semantics.hpp"

namespace service {

/// Its work: writes the question (the first 100 bytes of it) and a line's end to `device`, a pipe. Its answer: how many
/// times it has worked by now, a colon, and the question.
inline void run(int socket, std::size_t datagrams, std::size_t clients, int device) {
  std::size_t times = 0;
  lab::answer_at_most_once(socket, datagrams, clients, [&](std::span<const std::byte> question) {
    const std::string text(reinterpret_cast<const char*>(question.data()), question.size());
    const std::string line = text.substr(0, 100) + "\n";
    if (::write(device, line.data(), line.size()) == -1) lab::throw_errno("write (of the work)");
    const std::string answer = std::to_string(++times) + ":" + text;
    const auto* bytes = reinterpret_cast<const std::byte*>(answer.data());
    return std::vector<std::byte>(bytes, bytes + answer.size());
  });
}

}  // namespace service
