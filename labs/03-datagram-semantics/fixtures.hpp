// What the tests of each exercise begin with, public and hidden ones.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <string>

#include "datagram_semantics.hpp"
#include "exam/test.hpp"
#include "judge.hpp"
#include "service.hpp"

namespace fixtures {

/// The examiner's socket, and one that is lent to the student's code.
struct Datagrams : exam::Test {
  exam::DatagramPeer here = datagram_peer();
  const lab::Fd there = datagram_socket();
  const lab::Address its_address = exam::local_address(there.get());
};

struct AskOnce : exam::Test {
  AskOnce() { student.stop_the_clock(); }
  /// Whom the question comes from.
  lab::Address asked() {
    const auto question = server.receive();
    if (!question) throw std::runtime_error("No question has come.");
    return question->from;
  }
  exam::DatagramPeer server = datagram_peer();
};

struct AskReliably : exam::Test {
  AskReliably() { student.stop_the_clock(); }
  /// Starts to ask: number 7, first wait 100 ms, patience 1000 ms. So it asks at 0, 100, 300 and 700 ms.
  auto start() {
    using std::chrono::milliseconds;
    return student.start<&lab::ask_reliably>(socket, 7U, std::string("question"), milliseconds(100),
                                             milliseconds(1000));
  }
  void send(const std::string& bytes) { server.send(client, bytes); }

  exam::DatagramPeer server = datagram_peer();
  const lab::Fd socket = connected_datagram_socket(server.address());
  const lab::Address client = exam::local_address(socket.get());
};

/// Where the work of service::run shows: its end is lent to the student's code.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == -1) lab::throw_errno("pipe2 (by the test)");
    here = lab::Fd(ends[0]);
    end = lab::Fd(ends[1]);
  }
  /// All that was written and not read yet.
  [[nodiscard]] std::string written() const {
    std::string all;
    std::array<char, 65536> buffer{};
    for (ssize_t size = 0; (size = ::read(here.get(), buffer.data(), buffer.size())) > 0;)
      all.append(buffer.data(), static_cast<std::size_t>(size));
    return all;
  }
  lab::Fd here;
  lab::Fd end;
};

struct AnswerAtMostOnce : Datagrams {
  /// Answers so many datagrams, knowing so many clients.
  auto start(std::size_t datagrams, std::size_t clients = 10) {
    return student.start<&service::run>(there, datagrams, clients, device.end);
  }
  auto run(std::size_t datagrams, std::size_t clients = 10) { return start(datagrams, clients).get(); }
  void send(const std::string& bytes) { here.send(its_address, bytes); }
  /// What `client` asks: "k" with number k.
  void asks(exam::DatagramPeer& client, std::uint32_t k) {
    client.send(its_address, judge::number(k) + std::to_string(k));
  }
  /// What it was answered, without the numbers.
  static std::string answers(exam::DatagramPeer& client) {
    std::string all;
    for (const auto& answer : client.receive_all())
      all += (all.empty() ? "" : " ") + answer.bytes.substr(std::min<std::size_t>(4, answer.bytes.size()));
    return all;
  }
  const Pipe device;
};

struct Reassembler : exam::Test {
  using Stream = exam::Object<lab::Reassembler>;
  Stream stream(std::uint32_t first, std::size_t window) {
    return student.make<lab::Reassembler, std::uint32_t, std::size_t>(first, window);
  }
  bool push(const Stream& stream, std::uint32_t number, const std::string& bytes) {
    return *student.call_on<&lab::Reassembler::push>(stream, number, bytes);
  }
  std::string take(const Stream& stream) { return judge::as_text(*student.call_on<&lab::Reassembler::take>(stream)); }
  std::uint32_t missing(const Stream& stream) { return *student.call_on<&lab::Reassembler::missing>(stream); }
};

}  // namespace fixtures
