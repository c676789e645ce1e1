// Lab 01, your file. The contract is in socket_syscalls.hpp, the brief in README.md.
//
// Begin with open_listener: four calls, one after the other, and a question behind each: "and if it fails?"
// Fd (support/fd.hpp) closes what it owns, throw_errno (support/errors.hpp) reports a call that failed.
// A function counts as "not started" while it throws NotStarted: replace that line with your code.
#include "socket_syscalls.hpp"

namespace lab {

// 01.1

Fd open_listener([[maybe_unused]] const Address& where, [[maybe_unused]] int backlog) {
  throw NotStarted("open_listener");
}

// 01.2

Accepted accept_connection([[maybe_unused]] int listener) { throw NotStarted("accept_connection"); }

// 01.3

Fd connect_to([[maybe_unused]] const Address& server) { throw NotStarted("connect_to"); }

// 01.4

void send_all([[maybe_unused]] int connection, [[maybe_unused]] std::span<const std::byte> bytes) {
  throw NotStarted("send_all");
}

// 01.5

bool receive_exactly([[maybe_unused]] int connection, [[maybe_unused]] std::span<std::byte> buffer) {
  throw NotStarted("receive_exactly");
}

// 01.6

std::optional<std::string> receive_line([[maybe_unused]] int connection, [[maybe_unused]] std::string& kept,
                                        [[maybe_unused]] std::size_t limit) {
  throw NotStarted("receive_line");
}

// 01.7

std::vector<std::byte> exchange([[maybe_unused]] int connection, [[maybe_unused]] std::span<const std::byte> request) {
  throw NotStarted("exchange");
}

// 01.8

std::vector<Address> serve_echo([[maybe_unused]] int listener, [[maybe_unused]] std::size_t clients) {
  throw NotStarted("serve_echo");
}

}  // namespace lab
