// Lab 08, what its tests share: frames as text, clients of the examiner's, and a board with doors that the test made.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "exam/test.hpp"
#include "notice_board.hpp"

namespace fixtures {

inline std::string big_endian(std::uint64_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
  return bytes;
}
inline std::uint64_t number_in(const std::string& bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

/// The bytes of a frame, with a length that may be a lie.
inline std::string header(unsigned type, std::uint64_t length) {
  return std::string{'\1', static_cast<char>(type), '\0', '\0'} + big_endian(length, 4);
}
inline std::string frame(lab::Type type, const std::string& body) {
  return header(static_cast<unsigned>(type), body.size()) + body;
}
inline std::string post(const std::string& text) { return frame(lab::Type::post, text); }
inline std::string watch(std::uint64_t from) { return frame(lab::Type::watch, big_endian(from, 8)); }
inline std::string notice(std::uint64_t number, const std::string& text) {
  return frame(lab::Type::notice, big_endian(number, 8) + text);
}

/// A frame for people: "accepted 7", "notice 7: text", "refused", "bye", "here 7 port 80".
inline std::string to_text(unsigned type, const std::string& body) {
  const bool has_number = body.size() >= 8;
  const std::string number = has_number ? std::to_string(number_in(body.substr(0, 8))) : "(no number)";
  if (type == 129) return "accepted " + number + (body.size() == 8 ? "" : " and more");
  if (type == 130) return "notice " + number + ": " + (has_number ? body.substr(8) : "");
  if (type == 132) return "refused";
  if (type == 133) return body.empty() ? "bye" : "bye and more";
  return "type " + std::to_string(type) + ", " + std::to_string(body.size()) + " bytes";
}

/// A client of the board's.
class Client {
 public:
  explicit Client(exam::Peer peer) : peer_(std::move(peer)) {}
  void send(const std::string& bytes) { peer_.send(bytes); }
  /// The next frame, or "the end", "a reset", "nothing", "half a frame", "no frame: …".
  std::string next() {
    const std::string head = peer_.receive(lab::header_size);
    if (head.size() < lab::header_size) {
      if (!head.empty()) return "half a frame";
      if (peer_.ended()) return "the end";
      return peer_.error() != 0 ? "a reset" : "nothing";
    }
    const std::uint64_t length = number_in(head.substr(4));
    if (head[0] != 1 || head[2] != 0 || head[3] != 0 || length > lab::longest_body) return "no frame";
    const std::string body = peer_.receive(length);
    if (body.size() < length) return "half a frame";
    return to_text(static_cast<unsigned char>(head[1]), body);
  }
  exam::Peer& peer() { return peer_; }

 private:
  exam::Peer peer_;
};

inline lab::Fd make_socket(int family, int type) {
  lab::Fd fd(::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) lab::throw_errno("socket (by the test)");
  return fd;
}

/// A board at doors that the test made, so that serve is examined by itself. Its console's peers have `uid`.
struct Serving : exam::Test {
  static constexpr uid_t operators_uid = 4242;

  Serving() : journal(::memfd_create("journal", MFD_CLOEXEC)) {
    if (!journal) lab::throw_errno("memfd_create (by the test)");
    const int flags = ::fcntl(network.descriptor(), F_GETFL);
    ::fcntl(network.descriptor(), F_SETFL, flags | O_NONBLOCK);
    doors.tcp = lab::Fd(::fcntl(network.descriptor(), F_DUPFD_CLOEXEC, 3));
    doors.udp = make_socket(AF_INET, SOCK_DGRAM);
    const lab::Address where = exam::fresh_loopback();
    if (::bind(doors.udp.get(), where.get(), where.length) == -1) lab::throw_errno("bind (by the test)");
    doors.console = make_socket(AF_UNIX, SOCK_STREAM);
    sockaddr_un unnamed{};  // autobind: an abstract name of the kernel's choice, unix(7)
    unnamed.sun_family = AF_UNIX;
    if (::bind(doors.console.get(), reinterpret_cast<const sockaddr*>(&unnamed), sizeof(sa_family_t)) == -1 ||
        ::listen(doors.console.get(), 16) == -1) {
      lab::throw_errno("bind (by the test)");
    }
    limits.operators_uid = operators_uid;
    student.watch_file(journal);
    student.introduce_peer(4711, operators_uid, operators_uid);
  }
  [[nodiscard]] auto serve() { return student.start<&lab::serve>(doors, journal, limits); }
  /// The same, for a test that does not wait for the end of the board.
  void open_board() { static_cast<void>(serve()); }
  Client client() { return Client(connect(network.address())); }
  exam::Peer operators() {
    const lab::Address where = exam::local_address(doors.console.get());
    lab::Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(fd.get(), where.get(), where.length) == -1) lab::throw_errno("connect (by the test)");
    return {std::move(fd), student};
  }
  static std::string line(exam::Peer& peer) {
    std::string all;
    for (std::string byte; !all.ends_with('\n') && !(byte = peer.receive(1)).empty();) all += byte;
    return all.empty() ? "(nothing)" : all;
  }
  /// What stands in the journal, as bytes.
  [[nodiscard]] std::string written() const {
    std::string bytes(1 << 20, '\0');
    const ssize_t size = ::pread(journal.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
  }
  void write_journal(const std::string& bytes) const {
    if (::pwrite(journal.get(), bytes.data(), bytes.size(), 0) == -1) lab::throw_errno("pwrite (by the test)");
  }

  exam::Listener network = listener(128);
  lab::Doors doors;
  lab::Fd journal;
  lab::Limits limits;
};

}  // namespace fixtures
