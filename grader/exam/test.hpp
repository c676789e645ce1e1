// The test library: what hidden_test.cpp and public_test.cpp include. A suite is named after the function that it
// examines (receive_exactly → ReceiveExactly): so its tests belong to that exercise.
//
//   struct ReceiveExactly : exam::Test {};
//   TEST_F(ReceiveExactly, AsksAgainAfterAnInterruption) {
//     ask("Does receive_exactly go on after an interruption?", "notes/01-socket-syscalls.md#interruptions");
//     …
//   }
#pragma once

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

#include "exam/datagram.hpp"
#include "exam/peer.hpp"
#include "exam/student.hpp"

namespace exam {

class Test : public testing::Test {
 protected:
  /// The question that this test asks, first thing in every test; where to read on.
  static void ask(const std::string& question, const std::string& see = {});
  /// Random numbers: the same for the same seed and test. The run's seed is in the result, and --seed repeats it.
  static std::mt19937_64& random();

  /// A TCP connection over loopback. `second` is for the student's code: an Fd that is lent or given away.
  std::pair<Peer, lab::Fd> stream_pair();
  /// The same over a Unix domain socketpair: nothing is lost on its way, and a small buffer is really small.
  std::pair<Peer, lab::Fd> unix_pair();
  /// A TCP listener of the examiner's at a fresh loopback address.
  Listener listener(int backlog = 16);
  Listener listener(const lab::Address& where, int backlog = 16);
  /// An address on which nobody listens.
  lab::Address closed_port();
  /// A TCP client of the examiner's, connected to `where`, from a fresh loopback address.
  Peer connect(const lab::Address& where);
  /// A UDP socket of the examiner's at a fresh loopback address.
  DatagramPeer datagram_peer();
  DatagramPeer datagram_peer(const lab::Address& where);
  /// A UDP socket at a fresh loopback address for the student's code: an Fd that is lent.
  static lab::Fd datagram_socket();
  static lab::Fd datagram_socket(const lab::Address& where);
  /// The same, connected to `peer`.
  static lab::Fd connected_datagram_socket(const lab::Address& peer);

  Student student;
};

/// `count` bytes of every value.
std::string random_bytes(std::mt19937_64& random, std::size_t count);

}  // namespace exam
