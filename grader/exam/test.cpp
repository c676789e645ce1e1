#include "exam/test.hpp"

#include <sys/socket.h>

#include <array>

#include "exam/verdict.hpp"
#include "support/errors.hpp"

namespace exam {
namespace {

lab::Fd stream_socket(const lab::Address& like) {
  lab::Fd fd(::socket(like.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) lab::throw_errno("socket (by the test)");
  return fd;
}

/// Binds; port 0 becomes one by the run's seed, so that a timeline repeats to the letter.
void bind_somewhere(int socket, const lab::Address& where) {
  for (int tries = 0; tries < 20; ++tries) {
    const lab::Address place = port_of(where) == 0 ? with_likely_free_port(where) : where;
    if (::bind(socket, place.get(), place.length) == 0) return;
    if (errno != EADDRINUSE || port_of(where) != 0) break;
  }
  lab::throw_errno("bind (by the test)");
}

lab::Fd listening(const lab::Address& where, int backlog) {
  lab::Fd fd = stream_socket(where);
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  bind_somewhere(fd.get(), where);
  if (::listen(fd.get(), backlog) == -1) lab::throw_errno("listen (by the test)");
  return fd;
}

lab::Fd connected(const lab::Address& to, const lab::Address* from = nullptr) {
  lab::Fd fd = stream_socket(to);
  if (from != nullptr) bind_somewhere(fd.get(), *from);
  if (::connect(fd.get(), to.get(), to.length) == -1) lab::throw_errno("connect (by the test)");
  return fd;
}

}  // namespace

void Test::ask(const std::string& question, const std::string& see) {
  current_notes().question = question;
  current_notes().see = see;
}

std::mt19937_64& Test::random() {
  static std::uint64_t seeded_for = 0;
  static std::mt19937_64 numbers;
  if (const std::uint64_t seed = test_seed(); seed != seeded_for) {
    numbers.seed(seed);
    seeded_for = seed;
  }
  return numbers;
}

std::pair<Peer, lab::Fd> Test::stream_pair() {
  const lab::Fd listener = listening(fresh_loopback(), 1);
  lab::Fd here = connected(local_address(listener.get()));
  lab::Fd there(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!there) lab::throw_errno("accept4 (by the test)");
  return {Peer(std::move(here), student), std::move(there)};
}

std::pair<Peer, lab::Fd> Test::unix_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == -1)
    lab::throw_errno("socketpair (by the test)");
  return {Peer(lab::Fd(ends[0]), student), lab::Fd(ends[1])};
}

Listener Test::listener(int backlog) { return listener(fresh_loopback(), backlog); }
Listener Test::listener(const lab::Address& where, int backlog) { return {listening(where, backlog), student}; }

lab::Address Test::closed_port() {
  // A port that was free a moment ago, at an address that nobody else uses.
  return local_address(listening(fresh_loopback(), 1).get());
}

Peer Test::connect(const lab::Address& where) {
  const bool ipv4 = where.family() == AF_INET;
  const lab::Address from = fresh_loopback();
  Peer peer(connected(where, ipv4 ? &from : nullptr), student);
  student.timeline().add_other("connects");
  return peer;
}

lab::Fd Test::datagram_socket() { return datagram_socket(fresh_loopback()); }
lab::Fd Test::datagram_socket(const lab::Address& where) {
  lab::Fd fd(::socket(where.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!fd) lab::throw_errno("socket (by the test)");
  bind_somewhere(fd.get(), where);
  return fd;
}

lab::Fd Test::connected_datagram_socket(const lab::Address& peer) {
  lab::Fd fd = peer.family() == AF_INET ? datagram_socket() : datagram_socket(loopback6());
  if (::connect(fd.get(), peer.get(), peer.length) == -1) lab::throw_errno("connect (by the test)");
  return fd;
}

DatagramPeer Test::datagram_peer() { return datagram_peer(fresh_loopback()); }
DatagramPeer Test::datagram_peer(const lab::Address& where) { return {datagram_socket(where), student}; }

std::string random_bytes(std::mt19937_64& random, std::size_t count) {
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

}  // namespace exam
