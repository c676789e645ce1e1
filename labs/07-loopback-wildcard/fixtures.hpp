// What the tests of each exercise begin with, public and hidden ones.
#pragma once

#include <string>

#include "judge.hpp"

namespace fixtures {

struct Listening : exam::Test {
  const in_port_t port = judge::some_port();
  /// What comes of a connection to `where`, at `port` unless another is named, when `listener` should get it.
  std::string reach(const char* where, const lab::Fd& listener, int other_port = 0) {
    return judge::connecting(student, listener, judge::at(where, other_port != 0 ? other_port : port));
  }
};

/// A UDP server's socket, of the test's own, and who asks.
struct Asking : exam::Test {
  const in_port_t port = judge::some_port();
  /// A socket at 0.0.0.0, or one at :: for both families, which is told to which address each datagram was sent.
  [[nodiscard]] lab::Fd server(const char* wildcard = "0.0.0.0") const {
    lab::Fd socket = judge::listening_at({judge::at(wildcard, port)}, SOCK_DGRAM);
    judge::set_option(socket, IPPROTO_IP, IP_PKTINFO);
    if (judge::at(wildcard).family() == AF_INET6) judge::set_option(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO);
    return socket;
  }
  /// Somebody at `where` asks the server at its address `at`.
  exam::DatagramPeer asks(const char* at, const std::string& question, const char* where = "127.0.0.3") {
    exam::DatagramPeer client = datagram_peer(judge::at(where));
    judge::set_option(lab::Fd(::dup(client.descriptor())), SOL_SOCKET, SO_BROADCAST);
    client.send(judge::at(at, port), question);
    return client;
  }
  /// Where the answer comes from that `client` gets, and its bytes; "nowhere" if none has come.
  static std::string answer(exam::DatagramPeer& client) {
    const auto came = client.receive();
    return came ? exam::to_text(came->from) + " " + came->bytes : "nowhere";
  }
  [[nodiscard]] std::string from(const char* where, const std::string& bytes) const {
    return exam::to_text(judge::at(where, port)) + " " + bytes;
  }
};

}  // namespace fixtures
