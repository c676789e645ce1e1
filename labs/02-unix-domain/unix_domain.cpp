// Lab 02, your file. The contract is in unix_domain.hpp, the brief in README.md.
//
// Begin with unix_address: struct sockaddr_un is in <sys/un.h>, and make_address (support/address.hpp) makes an Address
// of it. Fd closes what it owns, throw_errno reports a call that failed.
// A function counts as "not started" while it throws NotStarted: replace that line with your code.
#include "unix_domain.hpp"

namespace lab {

// 02.1

Address unix_address([[maybe_unused]] const std::string& path) { throw NotStarted("unix_address"); }

Address abstract_address([[maybe_unused]] const std::string& name) { throw NotStarted("abstract_address"); }

// 02.2

Fd listen_at([[maybe_unused]] const std::string& path, [[maybe_unused]] mode_t mode) { throw NotStarted("listen_at"); }

// 02.3

Connected connect_at([[maybe_unused]] const std::string& path) { throw NotStarted("connect_at"); }

// 02.4

Credentials peer_credentials([[maybe_unused]] int connection) { throw NotStarted("peer_credentials"); }

// 02.5

Child start_child([[maybe_unused]] const std::function<int(int)>& work) { throw NotStarted("start_child"); }

int end_child([[maybe_unused]] Child child) { throw NotStarted("end_child"); }

// 02.6

void send_descriptor([[maybe_unused]] int connection, [[maybe_unused]] int descriptor) {
  throw NotStarted("send_descriptor");
}

std::optional<Fd> receive_descriptor([[maybe_unused]] int connection) { throw NotStarted("receive_descriptor"); }

// 02.7

Fd open_datagram_client() { throw NotStarted("open_datagram_client"); }

void send_to([[maybe_unused]] int socket, [[maybe_unused]] const Address& to,
             [[maybe_unused]] std::span<const std::byte> bytes) {
  throw NotStarted("send_to");
}

bool try_send_to([[maybe_unused]] int socket, [[maybe_unused]] const Address& to,
                 [[maybe_unused]] std::span<const std::byte> bytes) {
  throw NotStarted("try_send_to");
}

Datagram receive_from([[maybe_unused]] int socket, [[maybe_unused]] std::size_t limit) {
  throw NotStarted("receive_from");
}

}  // namespace lab
