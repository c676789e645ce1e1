// Lab 03, the contract: what you write in datagram_semantics.cpp, and what the tests rely on.
//
// For every function: a system call that fails becomes a std::system_error whose text begins with the name of that
// call and whose code is its errno (support/errors.hpp has throw_errno). EINTR is no failure: go on, and wait for the
// rest of the time only. A new descriptor is close-on-exec from its first instant, and none that was opened stays open
// when a function throws. A plain int is borrowed: never close it; its mode, its options and its peer are the same
// afterwards. Nothing here may change how the process handles any signal. Every other error is thrown, the first time,
// unless a function below says otherwise. Sockets that are lent are blocking ones. Whoever waits lets the kernel wait,
// and does not ask it again and again.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

namespace lab {

/// 03.1  A UDP socket bound to `where` (IPv4 or IPv6). It may send to broadcast addresses (SO_BROADCAST). It never
/// shares its address: if somebody is bound there already, bind(2) says EADDRINUSE.
Fd open_datagram_socket(const Address& where);

/// 03.1  Sends `bytes` to `to` as one datagram; no bytes are a datagram, too. If it is too big, the kernel says
/// EMSGSIZE, and so does this. The socket may be a Unix domain socket, here and in receive_datagram and
/// send_if_it_fits.
void send_datagram(int socket, const Address& to, std::span<const std::byte> bytes);

/// What came: who sent it (with the length that the kernel tells; 0 if the sender has no name), how many bytes of it
/// are in the buffer, and whether it was longer than the buffer.
struct Received {
  Address from;
  std::size_t size = 0;
  bool truncated = false;
};

/// 03.1  Waits for the next datagram and puts it into `buffer`. What does not fit is lost. Any size, 0 included.
Received receive_datagram(int socket, std::span<std::byte> buffer);

/// 03.2  Sends `bytes` to `to` as one datagram, or not at all: true when the kernel took it, false when it is too big
/// for this socket (EMSGSIZE). How big is too big is for the kernel to say. Every other error is thrown.
bool send_if_it_fits(int socket, const Address& to, std::span<const std::byte> bytes);

/// 03.3  Sends `question` to `server` (IPv4 or IPv6), once, from a UDP socket of its own, and returns the first
/// datagram that comes back from there, all of it. What others send is not heard, and changes nothing. Absent when
/// nothing has come `timeout` after the question was sent (0: what is there already). Throws ECONNREFUSED, from
/// whichever call tells it, as soon as it is clear that nobody is there. `timeout` is not negative, and may be as long
/// as the type can say.
std::optional<std::vector<std::byte>> ask_once(const Address& server, std::span<const std::byte> question,
                                               std::chrono::milliseconds timeout);

/// 03.4  Asks until it is answered, over `socket`, which is a UDP socket that is connected to the server. What is sent:
/// `number`, 4 bytes in network byte order, then `question`; at once, and again when no answer has come `first_wait`
/// after that, then after twice `first_wait`, four times, and so on. The answer is the first datagram that begins with
/// the same 4 bytes; what follows them (perhaps nothing) is returned. Everything else that comes is passed over, and
/// changes nothing: not when it is asked again, not when it ends. Absent when no answer has come `patience` after the
/// beginning; nothing is sent any more then. ECONNREFUSED tells of a datagram sent earlier. It counts as a loss; if
/// send(2) says it, the question was not sent, and is sent again at once; if that is refused, too, it counts as lost.
/// `first_wait` is positive, `patience` not negative (0: asks once, and takes what is there already); both may be as
/// long as the type can say.
std::optional<std::vector<std::byte>> ask_reliably(int socket, std::uint32_t number,
                                                   std::span<const std::byte> question,
                                                   std::chrono::milliseconds first_wait,
                                                   std::chrono::milliseconds patience);

/// Does what a question asks for, and returns the answer.
using Work = std::function<std::vector<std::byte>(std::span<const std::byte> question)>;

/// 03.5  The other side of ask_reliably: takes `datagrams` datagrams of any kind from `socket` and returns. A datagram
/// is a number (4 bytes, network byte order) and a question; one of fewer than 4 bytes is passed over. A client is an
/// address and a port; it asks with rising numbers. By its number, a question is
///   new       greater than the last one of this client, or the client is not known: calls `work`, answers
///   repeated  the last one once more: sends the same answer once more, without calling `work`
///   stale     smaller: passed over
/// (as plain numbers, unlike 03.6).
/// An answer is the number and what `work` returned, one datagram, sent from `socket` to whoever asked. One that cannot
/// be sent is lost: it is not tried again, and ends nothing. What `work` throws passes through. ECONNREFUSED from
/// receiving is such a loss, too, and no datagram. Known are the `clients` clients that have asked last (new or
/// repeated); all others are forgotten, and nothing of them stays in memory. `clients` is at least 1.
void answer_at_most_once(int socket, std::size_t datagrams, std::size_t clients, const Work& work);

/// 03.6  Makes an ordered stream of numbered datagrams that come in any order, several times, or not at all.
class Reassembler {
 public:
  /// The stream begins with number `first`; after 4,294,967,295 comes 0. `window` is at most 2,147,483,648; with 0,
  /// nothing is taken.
  Reassembler(std::uint32_t first, std::size_t window);
  /// Takes a datagram. True: it is new, and kept. False: it is passed over, since it came before (taken or not), or
  /// lies too far ahead: only the numbers missing(), missing() + 1 … missing() + window - 1 are taken. No bytes are a
  /// datagram, too.
  bool push(std::uint32_t number, std::span<const std::byte> bytes);
  /// The bytes that are in order by now and were not taken yet; perhaps none.
  std::vector<std::byte> take();
  /// The number of the first datagram that has not come yet.
  [[nodiscard]] std::uint32_t missing() const;

 private:
  // To be used as you like; these are enough.
  [[maybe_unused]] std::uint32_t missing_;
  [[maybe_unused]] std::size_t window_;
  std::map<std::uint32_t, std::vector<std::byte>> early_;
  std::vector<std::byte> ready_;
};

}  // namespace lab
