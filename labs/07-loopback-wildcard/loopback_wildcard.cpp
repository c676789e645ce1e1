// Lab 07, your file. The contract is in loopback_wildcard.hpp, the brief in README.md.
//
// Begin with listen_on_loopback: socket, setsockopt, bind, listen, as in lab 01. What differs from function to function
// is the address, and one option. Fd (support/fd.hpp) closes what it owns, throw_errno (support/errors.hpp) reports a
// call that failed.
// A function counts as "not started" while it throws NotStarted: replace that line with your code.
#include "loopback_wildcard.hpp"

namespace lab {

// 07.1

Fd listen_on_loopback([[maybe_unused]] int family, [[maybe_unused]] in_port_t port) {
  throw NotStarted("listen_on_loopback");
}

// 07.2

Fd listen_everywhere([[maybe_unused]] in_port_t port) { throw NotStarted("listen_everywhere"); }

// 07.3

SideBySide listen_side_by_side([[maybe_unused]] in_port_t port) { throw NotStarted("listen_side_by_side"); }

// 07.4

in_port_t local_port([[maybe_unused]] int socket) { throw NotStarted("local_port"); }

SideBySide listen_on_a_free_port() { throw NotStarted("listen_on_a_free_port"); }

// 07.5

bool reaches([[maybe_unused]] const Address& destination, [[maybe_unused]] const Place& place) {
  throw NotStarted("reaches");
}

bool collide([[maybe_unused]] const Place& a, [[maybe_unused]] const Place& b) { throw NotStarted("collide"); }

Callers reachable_from([[maybe_unused]] int socket) { throw NotStarted("reachable_from"); }

// 07.6

Fd open_udp_everywhere([[maybe_unused]] in_port_t port) { throw NotStarted("open_udp_everywhere"); }

Question receive_question([[maybe_unused]] int socket, [[maybe_unused]] std::span<std::byte> buffer) {
  throw NotStarted("receive_question");
}

void send_answer([[maybe_unused]] int socket, [[maybe_unused]] const Question& question,
                 [[maybe_unused]] std::span<const std::byte> answer) {
  throw NotStarted("send_answer");
}

}  // namespace lab
