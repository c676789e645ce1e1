#include "exam/peer.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstring>
#include <random>

#include "exam/mode.hpp"
#include "exam/student.hpp"
#include "exam/verdict.hpp"
#include "exam/witness/decode.hpp"
#include "support/errors.hpp"

namespace exam {
namespace {

using namespace std::chrono_literals;

// How long something is waited for that the student's code can no longer bring about: only for what is still on its way
// inside the kernel.
constexpr auto grace = 300ms;
constexpr auto longest_wait = 30s;

std::string brief(std::string_view bytes) {
  constexpr std::size_t most = 24;
  return std::to_string(bytes.size()) + (bytes.size() == 1 ? " byte " : " bytes ") +
         quote(std::string(bytes.substr(0, most))) + (bytes.size() > most ? "…" : "");
}

/// Chooses addresses and ports: the same for the same seed and test, so that a timeline repeats to the letter.
std::mt19937_64& places() {
  static std::uint64_t seeded_for = 0;
  static std::mt19937_64 numbers;
  if (const std::uint64_t seed = test_seed(); seed != seeded_for) {
    numbers.seed(seed + 1);
    seeded_for = seed;
  }
  return numbers;
}

/// Waits for `events` as long as the student's code may bring them about.
bool wait_for(int descriptor, short events, const Student& student) {
  const auto start = std::chrono::steady_clock::now();
  auto hopeless_since = start;
  for (;;) {
    pollfd entry{descriptor, events, 0};
    const bool hopeless = !student.may_go_on();
    if (::poll(&entry, 1, 20) > 0) return true;
    const auto now = std::chrono::steady_clock::now();
    if (!hopeless) hopeless_since = now;
    if (hopeless) student.throw_if_not_started();
    if (now - hopeless_since > grace || now - start > patience(longest_wait)) return false;
  }
}

}  // namespace

// What this end does, it does while the student's code waits (or does not run): so everything happens in one order,
// each time the same.
void Peer::act(const std::string& what) {
  student_->until_it_waits();
  student_->something_comes();
  student_->timeline().add_other(what);
}

void Peer::send(std::string_view bytes) {
  act("sends " + brief(bytes));
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent == -1) {
      if (errno == EINTR) continue;
      const int error = errno;
      if (error == EAGAIN && wait_for(fd_.get(), POLLOUT, *student_)) continue;
      lab::throw_errno("send (by the other end)", error);
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Peer::trickle(std::string_view bytes) {
  for (const char byte : bytes) {
    if (!student_->until_it_waits()) return false;
    send({&byte, 1});
  }
  return true;
}

bool Peer::wait_readable() { return wait_for(fd_.get(), POLLIN, *student_); }

std::string Peer::receive(std::size_t count) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (bytes.size() < count && !ended_) {
    const ssize_t got = ::recv(fd_.get(), buffer.data(), std::min(buffer.size(), count - bytes.size()), MSG_DONTWAIT);
    if (got > 0) {
      bytes.append(buffer.data(), static_cast<std::size_t>(got));
    } else if (got == 0) {
      ended_ = true;
    } else if (errno == EAGAIN) {
      if (!wait_readable()) break;
    } else if (errno != EINTR) {
      error_ = errno;
      break;
    }
  }
  std::string what = bytes.empty() ? "" : "receives " + brief(bytes);
  if (ended_) what += (what.empty() ? "" : ", then ") + std::string("end of file");
  if (error_ != 0) what += (what.empty() ? "" : ", then ") + errno_name(error_);
  student_->timeline().add_other(what.empty() ? "waits, and nothing comes" : what);
  return bytes;
}

std::string Peer::receive_all() { return receive(static_cast<std::size_t>(-1)); }

std::size_t Peer::waiting() const {
  int count = 0;
  return ::ioctl(fd_.get(), FIONREAD, &count) == 0 ? static_cast<std::size_t>(count) : 0;
}

void Peer::end() {
  act("ends its side: shutdown(SHUT_WR)");
  ::shutdown(fd_.get(), SHUT_WR);
}

void Peer::close() {
  act("closes");
  fd_.reset();
}

void Peer::reset() {
  act("resets the connection");
  const linger at_once{1, 0};
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  fd_.reset();
}

lab::Address Peer::address() const { return local_address(fd_.get()); }
lab::Address Peer::peer_address() const { return remote_address(fd_.get()); }

lab::Address Listener::address() const { return local_address(fd_.get()); }

bool Listener::has_connection() const {
  pollfd entry{fd_.get(), POLLIN, 0};
  return ::poll(&entry, 1, 0) > 0;
}

Peer Listener::accept() {
  if (!wait_for(fd_.get(), POLLIN, *student_)) throw std::runtime_error("No connection came in.");
  lab::Fd connection(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection) lab::throw_errno("accept4 (by the other end)");
  student_->timeline().add_other("accepts a connection");
  return {std::move(connection), *student_};
}

lab::Address fresh_loopback() {
  std::mt19937_64& numbers = places();
  std::uniform_int_distribution<std::uint32_t> last_three(0x010002, 0xFFFFFD);
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  ipv4.sin_addr.s_addr = htonl(0x7F000000U | last_three(numbers));
  return lab::make_address(ipv4);
}

lab::Address with_likely_free_port(lab::Address where) {
  std::uniform_int_distribution<int> below_the_kernels_own(20'000, 32'000);
  const in_port_t port = htons(static_cast<in_port_t>(below_the_kernels_own(places())));
  if (where.family() == AF_INET) reinterpret_cast<sockaddr_in*>(&where.storage)->sin_port = port;
  if (where.family() == AF_INET6) reinterpret_cast<sockaddr_in6*>(&where.storage)->sin6_port = port;
  return where;
}

lab::Address loopback6() {
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_addr = in6addr_loopback;
  return lab::make_address(ipv6);
}

bool has_ipv6() {
  const lab::Fd socket(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const lab::Address here = loopback6();
  return socket && ::bind(socket.get(), here.get(), here.length) == 0;
}

std::string to_text(const lab::Address& address) {
  const bool is_ipv4 = address.family() == AF_INET;
  const std::size_t whole = is_ipv4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  if ((is_ipv4 || address.family() == AF_INET6) && address.length < whole)
    return std::string("an address of ") + (is_ipv4 ? "AF_INET" : "AF_INET6") + " whose length is " +
           std::to_string(address.length) + ", not " + std::to_string(whole);
  return describe_address(&address.storage, address.length);
}

int port_of(const lab::Address& address) {
  if (address.family() == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_port);
  if (address.family() == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_port);
  return 0;
}

bool same_address(const lab::Address& a, const lab::Address& b) {
  if (a.family() != b.family()) return false;
  if (a.family() == AF_INET) {
    const auto& x = *reinterpret_cast<const sockaddr_in*>(&a.storage);
    const auto& y = *reinterpret_cast<const sockaddr_in*>(&b.storage);
    return x.sin_port == y.sin_port && x.sin_addr.s_addr == y.sin_addr.s_addr;
  }
  if (a.family() == AF_INET6) {
    const auto& x = *reinterpret_cast<const sockaddr_in6*>(&a.storage);
    const auto& y = *reinterpret_cast<const sockaddr_in6*>(&b.storage);
    return x.sin6_port == y.sin6_port && x.sin6_scope_id == y.sin6_scope_id &&
           std::memcmp(&x.sin6_addr, &y.sin6_addr, sizeof x.sin6_addr) == 0;
  }
  return a.length == b.length &&
         std::memcmp(&a.storage, &b.storage, std::min<std::size_t>(a.length, sizeof a.storage)) == 0;
}

lab::Address local_address(int socket) {
  lab::Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) == -1) address.length = 0;
  return address;
}

lab::Address remote_address(int socket) {
  lab::Address address;
  address.length = sizeof address.storage;
  if (::getpeername(socket, address.get(), &address.length) == -1) address.length = 0;
  return address;
}

int option(int socket, int level, int name) {
  int value = -1;
  socklen_t length = sizeof value;
  return ::getsockopt(socket, level, name, &value, &length) == 0 ? value : -1;
}

}  // namespace exam
