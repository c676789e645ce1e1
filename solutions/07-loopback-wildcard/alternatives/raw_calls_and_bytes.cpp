// An alternative: no structs but bytes, and the kernel's calls without libc's names. The IPv6 socket is the first of
// the two on a free port. Waits with ppoll before it receives.
#include <netinet/in.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "loopback_wildcard.hpp"

namespace lab {
namespace {

template <class... A>
int call(const char* name, long number, A... arguments) {
  const long result = ::syscall(number, arguments...);
  if (result == -1) throw_errno(name);
  return static_cast<int>(result);
}

/// Family, port and address as bytes: 4 of them, or 16.
struct Parts {
  int family = 0;
  in_port_t port = 0;
  std::string bytes;
};

Address pack(const Parts& parts) {
  Address address;
  auto* out = reinterpret_cast<unsigned char*>(&address.storage);
  const auto family = static_cast<sa_family_t>(parts.family);
  std::memcpy(out, &family, sizeof family);
  out[2] = static_cast<unsigned char>(parts.port >> 8);
  out[3] = static_cast<unsigned char>(parts.port);
  std::copy(parts.bytes.begin(), parts.bytes.end(), out + (parts.family == AF_INET ? 4 : 8));
  address.length = parts.family == AF_INET ? 16 : 28;
  return address;
}

const std::string mapped_prefix = std::string(10, '\0') + "\xFF\xFF";
const std::string loopback4 = {127, 0, 0, 1};
const std::string loopback6 = std::string(15, '\0') + '\1';

/// v4-mapped addresses as IPv4.
Parts unpack(const Address& address) {
  const auto* in = reinterpret_cast<const unsigned char*>(&address.storage);
  Parts parts{address.family(), static_cast<in_port_t>(in[2] << 8 | in[3]), ""};
  const bool ipv4 = parts.family == AF_INET;
  parts.bytes.assign(reinterpret_cast<const char*>(in) + (ipv4 ? 4 : 8), ipv4 ? 4 : 16);
  if (!ipv4 && parts.bytes.compare(0, 12, mapped_prefix) == 0) {
    parts.family = AF_INET;
    parts.bytes.erase(0, 12);
  }
  return parts;
}

bool all_zero(const std::string& bytes) { return bytes.find_first_not_of('\0') == std::string::npos; }

void set(int socket, int level, int option, int value) {
  call("setsockopt", SYS_setsockopt, socket, level, option, &value, sizeof value);
}

enum class Kind { listener, udp };

Fd open(const Parts& where, bool v6only, Kind kind = Kind::listener) {
  const int type = (kind == Kind::udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC;
  Fd socket(call("socket", SYS_socket, where.family, type, 0));
  if (where.family == AF_INET6) set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, v6only ? 1 : 0);
  if (kind == Kind::listener) {
    set(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  } else {
    set(socket.get(), SOL_IP, IP_PKTINFO, 1);
    if (where.family == AF_INET6) set(socket.get(), SOL_IPV6, IPV6_RECVPKTINFO, 1);
  }
  const Address address = pack(where);
  call("bind", SYS_bind, socket.get(), address.get(), address.length);
  if (kind == Kind::listener) call("listen", SYS_listen, socket.get(), 1000);
  return socket;
}

Fd open_everywhere(in_port_t port, Kind kind) {
  try {
    return open({AF_INET6, port, std::string(16, '\0')}, false, kind);
  } catch (const std::system_error& error) {
    if (error.code().value() != EAFNOSUPPORT || std::string(error.what()).rfind("socket", 0) != 0) throw;
  }
  return open({AF_INET, port, std::string(4, '\0')}, false, kind);
}

Parts name_of(int socket) {
  Address address;
  socklen_t length = sizeof address.storage;
  call("getsockname", SYS_getsockname, socket, address.get(), &length);
  return unpack(address);
}

int ask(int socket, int level, int option) {
  int value = 0;
  socklen_t length = sizeof value;
  call("getsockopt", SYS_getsockopt, socket, level, option, &value, &length);
  return value;
}

}  // namespace

Fd listen_on_loopback(int family, in_port_t port) {
  return open({family, port, family == AF_INET ? loopback4 : loopback6}, true);
}

Fd listen_everywhere(in_port_t port) { return open_everywhere(port, Kind::listener); }

SideBySide listen_side_by_side(in_port_t port) {
  SideBySide both;
  both.ipv6 = open({AF_INET6, port, std::string(16, '\0')}, true);
  both.ipv4 = open({AF_INET, port, std::string(4, '\0')}, true);
  return both;
}

in_port_t local_port(int socket) { return name_of(socket).port; }

SideBySide listen_on_a_free_port() {
  for (int left = 50;; --left) {
    SideBySide both;
    try {
      both.ipv6 = open({AF_INET6, 0, std::string(16, '\0')}, true);
      both.ipv4 = open({AF_INET, local_port(both.ipv6.get()), std::string(4, '\0')}, true);
      return both;
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::address_in_use || left == 1) throw;
    }
  }
}

bool reaches(const Address& destination, const Place& place) {
  Parts to = unpack(destination);
  const Parts at = unpack(place.address);
  if (all_zero(to.bytes)) to.bytes = to.family == AF_INET ? loopback4 : loopback6;
  const bool hears_family = to.family == at.family || (to.family == AF_INET && all_zero(at.bytes) && !place.v6only);
  return to.port == at.port && hears_family && (all_zero(at.bytes) || to.bytes == at.bytes);
}

bool collide(const Place& a, const Place& b) {
  const Parts x = unpack(a.address);
  const Parts y = unpack(b.address);
  // Whatever reaches both is an address of one of them, or any at all, such as loopback.
  for (const Parts& parts : {x, y, Parts{AF_INET, x.port, loopback4}, Parts{AF_INET6, x.port, loopback6}})
    if (reaches(pack(parts), a) && reaches(pack(parts), b)) return true;
  return false;
}

Callers reachable_from(int socket) {
  const Parts at = name_of(socket);
  const bool listens = ask(socket, SOL_SOCKET, SO_TYPE) != SOCK_STREAM || ask(socket, SOL_SOCKET, SO_ACCEPTCONN) == 1;
  Callers callers;
  if (at.port == 0 || !listens) return callers;
  const bool here = at.bytes == loopback6 || (at.family == AF_INET && at.bytes[0] == 127);
  (at.family == AF_INET ? callers.ipv4 : callers.ipv6) = here ? From::this_host : From::anywhere;
  if (at.family == AF_INET6 && all_zero(at.bytes) && ask(socket, SOL_IPV6, IPV6_V6ONLY) == 0)
    callers.ipv4 = From::anywhere;
  return callers;
}

Fd open_udp_everywhere(in_port_t port) { return open_everywhere(port, Kind::udp); }

Question receive_question(int socket, std::span<std::byte> buffer) {
  Question question;
  alignas(8) unsigned char control[400];
  iovec room{buffer.data(), buffer.size()};
  msghdr message{};
  long size = 0;
  do {
    pollfd entry{socket, POLLIN, 0};
    if (::syscall(SYS_ppoll, &entry, 1, nullptr, nullptr, 0) == -1 && errno != EINTR) throw_errno("ppoll");
    message = {question.from.get(), sizeof question.from.storage, &room, 1, control, sizeof control, 0};
    size = ::syscall(SYS_recvmsg, socket, &message, MSG_DONTWAIT);
  } while (size == -1 && (errno == EINTR || errno == EAGAIN));
  if (size == -1) throw_errno("recvmsg");
  question.from = pack(unpack(question.from));
  question.size = static_cast<std::size_t>(size);
  question.truncated = (message.msg_flags & MSG_TRUNC) != 0;
  // Control messages by hand: a length of 8 bytes, level, type, the data; each begins at a multiple of 8.
  for (std::size_t at = 0; at + 16 <= message.msg_controllen;) {
    std::size_t length = 0;
    int kind[2];
    std::memcpy(&length, control + at, sizeof length);
    std::memcpy(kind, control + at + 8, sizeof kind);
    const char* data = reinterpret_cast<const char*>(control) + at + 16;
    int interface = 0;
    if (kind[0] == SOL_IP && kind[1] == IP_PKTINFO) {
      std::memcpy(&interface, data, 4);
      question.asked_at = pack({AF_INET, 0, std::string(data + 4, 4)});
    } else if (kind[0] == SOL_IPV6 && kind[1] == IPV6_PKTINFO) {
      std::memcpy(&interface, data + 16, 4);
      if (!question.asked_at) question.asked_at = pack(unpack(pack({AF_INET6, 0, std::string(data, 16)})));
    }
    if (interface != 0) question.interface = static_cast<unsigned>(interface);
    at += (std::max<std::size_t>(length, 16) + 7) / 8 * 8;
  }
  return question;
}

void send_answer(int socket, const Question& question, std::span<const std::byte> answer) {
  alignas(8) unsigned char control[40] = {};
  Address to = question.from;
  iovec bytes{const_cast<std::byte*>(answer.data()), answer.size()};
  msghdr message{to.get(), to.length, &bytes, 1, nullptr, 0, 0};
  if (question.asked_at) {
    const Parts from = unpack(*question.asked_at);
    const bool ipv4 = from.family == AF_INET;
    const std::size_t length = 16 + (ipv4 ? 12U : 20U);
    const int kind[2] = {ipv4 ? SOL_IP : SOL_IPV6, ipv4 ? IP_PKTINFO : IPV6_PKTINFO};
    std::memcpy(control, &length, sizeof length);
    std::memcpy(control + 8, kind, sizeof kind);
    std::copy(from.bytes.begin(), from.bytes.end(), control + (ipv4 ? 20 : 16));
    message.msg_control = control;
    message.msg_controllen = ipv4 ? 32 : 40;
  }
  long sent = 0;
  do {
    sent = ::syscall(SYS_sendmsg, socket, &message, 0);
  } while (sent == -1 && errno == EINTR);
  if (sent == -1) throw_errno("sendmsg");
}

}  // namespace lab
