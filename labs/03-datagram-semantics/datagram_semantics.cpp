// Lab 03, your file. The contract is in datagram_semantics.hpp, the brief in README.md.
//
// Begin with send_datagram and receive_datagram: one call each, and a question behind it: what was it exactly that
// came? Fd (support/fd.hpp) closes what it owns, throw_errno (support/errors.hpp) reports a call that failed.
// A function counts as "not started" while it throws NotStarted: replace that line with your code.
#include "datagram_semantics.hpp"

namespace lab {

// 03.1

Fd open_datagram_socket([[maybe_unused]] const Address& where) { throw NotStarted("open_datagram_socket"); }

void send_datagram([[maybe_unused]] int socket, [[maybe_unused]] const Address& to,
                   [[maybe_unused]] std::span<const std::byte> bytes) {
  throw NotStarted("send_datagram");
}

Received receive_datagram([[maybe_unused]] int socket, [[maybe_unused]] std::span<std::byte> buffer) {
  throw NotStarted("receive_datagram");
}

// 03.2

bool send_if_it_fits([[maybe_unused]] int socket, [[maybe_unused]] const Address& to,
                     [[maybe_unused]] std::span<const std::byte> bytes) {
  throw NotStarted("send_if_it_fits");
}

// 03.3

std::optional<std::vector<std::byte>> ask_once([[maybe_unused]] const Address& server,
                                               [[maybe_unused]] std::span<const std::byte> question,
                                               [[maybe_unused]] std::chrono::milliseconds timeout) {
  throw NotStarted("ask_once");
}

// 03.4

std::optional<std::vector<std::byte>> ask_reliably([[maybe_unused]] int socket, [[maybe_unused]] std::uint32_t number,
                                                   [[maybe_unused]] std::span<const std::byte> question,
                                                   [[maybe_unused]] std::chrono::milliseconds first_wait,
                                                   [[maybe_unused]] std::chrono::milliseconds patience) {
  throw NotStarted("ask_reliably");
}

// 03.5

void answer_at_most_once([[maybe_unused]] int socket, [[maybe_unused]] std::size_t datagrams,
                         [[maybe_unused]] std::size_t clients, [[maybe_unused]] const Work& work) {
  throw NotStarted("answer_at_most_once");
}

// 03.6

Reassembler::Reassembler([[maybe_unused]] std::uint32_t first, [[maybe_unused]] std::size_t window)
    : missing_(first), window_(window) {
  throw NotStarted("Reassembler");
}

bool Reassembler::push([[maybe_unused]] std::uint32_t number, [[maybe_unused]] std::span<const std::byte> bytes) {
  throw NotStarted("Reassembler::push");
}

std::vector<std::byte> Reassembler::take() { throw NotStarted("Reassembler::take"); }

std::uint32_t Reassembler::missing() const { throw NotStarted("Reassembler::missing"); }

}  // namespace lab
