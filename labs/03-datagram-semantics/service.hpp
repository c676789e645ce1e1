// Services for the tests of answer_at_most_once: they run with your code, and do work that can be counted from outside.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "datagram_semantics.hpp"
#include "wire/message.hpp"

// Of AddressSanitizer, with which your code is built; the examiner is not.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace service {

inline std::vector<std::byte> to_bytes(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
  return {bytes, bytes + text.size()};
}

/// Its work: writes the question (the first 100 bytes of it) and a line's end to `device`, a pipe. Its answer: how many
/// times it has worked by now, a colon, and the question.
inline void run(int socket, std::size_t datagrams, std::size_t clients, int device) {
  std::size_t times = 0;
  lab::answer_at_most_once(socket, datagrams, clients, [&](std::span<const std::byte> question) {
    const std::string text(reinterpret_cast<const char*>(question.data()), question.size());
    const std::string line = text.substr(0, 100) + "\n";
    if (::write(device, line.data(), line.size()) == -1) lab::throw_errno("write (of the work)");
    return to_bytes(std::to_string(++times) + ":" + text);
  });
}

/// For a crowd. Its answer: how many times it has worked by now, a blank, and how many bytes the program has allocated.
/// A call that the witness sees costs ten times as much as one that it does not. It lets those on the worker's control
/// socket pass, so the socket borrows that number, and a hundred thousand clients take a second.
inline void run_for_a_crowd(int socket, std::size_t datagrams, std::size_t clients) {
  struct Borrowed {
    explicit Borrowed(int socket) { ::dup3(socket, wire::control_descriptor, O_CLOEXEC); }
    ~Borrowed() { ::dup3(control.get(), wire::control_descriptor, O_CLOEXEC); }
    lab::Fd control{::fcntl(wire::control_descriptor, F_DUPFD_CLOEXEC, 0)};
  } const borrowed(socket);
  std::size_t times = 0;
  lab::answer_at_most_once(wire::control_descriptor, datagrams, clients, [&](std::span<const std::byte>) {
    auto* const allocated = &__sanitizer_get_current_allocated_bytes;
    return to_bytes(std::to_string(++times) + " " + std::to_string(allocated != nullptr ? (*allocated)() : 0));
  });
}

}  // namespace service
