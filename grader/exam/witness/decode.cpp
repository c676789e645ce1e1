#include "exam/witness/decode.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <span>

namespace exam {
namespace {

struct Name {
  long value;
  const char* name;
};
#define NAME(constant) \
  Name { constant, #constant }

std::string one_of(std::span<const Name> names, long value) {
  for (const Name& name : names) {
    if (name.value == value) return name.name;
  }
  return std::to_string(value);
}

std::string flags_of(std::span<const Name> names, long value) {
  std::string text;
  for (const Name& name : names) {
    if ((value & name.value) != name.value) continue;
    text += (text.empty() ? "" : "|") + std::string(name.name);
    value &= ~name.value;
  }
  if (value != 0 || text.empty()) text += (text.empty() ? "" : "|") + std::to_string(value);
  return text;
}

constexpr Name families[] = {NAME(AF_UNIX), NAME(AF_INET), NAME(AF_INET6), NAME(AF_UNSPEC)};
constexpr Name types[] = {NAME(SOCK_STREAM), NAME(SOCK_DGRAM), NAME(SOCK_SEQPACKET), NAME(SOCK_RAW)};
constexpr Name type_flags[] = {NAME(SOCK_CLOEXEC), NAME(SOCK_NONBLOCK)};
constexpr Name message_flags[] = {NAME(MSG_NOSIGNAL), NAME(MSG_DONTWAIT), NAME(MSG_WAITALL), NAME(MSG_PEEK),
                                  NAME(MSG_TRUNC),    NAME(MSG_OOB),      NAME(MSG_MORE),    NAME(MSG_CMSG_CLOEXEC)};
constexpr Name directions[] = {NAME(SHUT_RD), NAME(SHUT_WR), NAME(SHUT_RDWR)};
constexpr Name levels[] = {NAME(SOL_SOCKET), NAME(IPPROTO_TCP), NAME(IPPROTO_IP), NAME(IPPROTO_IPV6)};
constexpr Name socket_options[] = {NAME(SO_REUSEADDR), NAME(SO_REUSEPORT), NAME(SO_ERROR),     NAME(SO_LINGER),
                                   NAME(SO_RCVTIMEO),  NAME(SO_SNDTIMEO),  NAME(SO_RCVBUF),    NAME(SO_SNDBUF),
                                   NAME(SO_TYPE),      NAME(SO_DOMAIN),    NAME(SO_BROADCAST), NAME(SO_KEEPALIVE),
                                   NAME(SO_PEERCRED),  NAME(SO_PASSCRED),  NAME(SO_ACCEPTCONN)};
constexpr Name file_commands[] = {NAME(F_GETFL), NAME(F_SETFL), NAME(F_GETFD),
                                  NAME(F_SETFD), NAME(F_DUPFD), NAME(F_DUPFD_CLOEXEC)};
constexpr Name status_flags[] = {NAME(O_NONBLOCK), NAME(O_RDWR), NAME(O_APPEND)};
constexpr Name poll_events[] = {NAME(POLLIN),  NAME(POLLOUT), NAME(POLLPRI),
                                NAME(POLLERR), NAME(POLLHUP), NAME(POLLRDHUP)};
#undef NAME

std::string address_argument(const Target& target, std::uint64_t address, std::uint64_t length) {
  if (address == 0) return "NULL";
  sockaddr_storage name{};
  const auto size = std::min<std::uint64_t>(length, sizeof name);
  if (!target.read(address, &name, size)) return "(a bad address)";
  return "{" + describe_address(&name, size) + "}";
}

/// A path as C writes it, or as much of it as can be told on a line.
std::string path_argument(const Target& target, std::uint64_t address) {
  std::string path;
  for (char byte = 0; path.size() < 200 && target.read(address + path.size(), &byte, 1) && byte != '\0';) path += byte;
  return quote(path);
}

std::string octal(std::uint64_t mode) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "0%o", static_cast<unsigned>(mode) & 07777U);
  return text.data();
}

std::string type_argument(std::uint64_t value) {
  const long flags = static_cast<long>(value) & (SOCK_CLOEXEC | SOCK_NONBLOCK);
  const std::string type = one_of(types, static_cast<long>(value) & ~(SOCK_CLOEXEC | SOCK_NONBLOCK));
  return flags == 0 ? type : type + "|" + flags_of(type_flags, flags);
}

std::string option_argument(const Target& target, const std::uint64_t* a, bool with_value) {
  const int level = static_cast<int>(a[1]);
  const int name = static_cast<int>(a[2]);
  std::string option = std::to_string(name);
  if (level == SOL_SOCKET) option = one_of(socket_options, name);
  if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY) option = "IPV6_V6ONLY";
  if (level == IPPROTO_TCP && name == TCP_NODELAY) option = "TCP_NODELAY";
  std::string text = one_of(levels, level) + ", " + option;
  if (with_value && a[4] == sizeof(int)) {
    if (const auto value = target.read<int>(a[3])) text += ", " + std::to_string(*value);
  }
  return text;
}

std::string poll_argument(const Target& target, std::uint64_t address, std::uint64_t count) {
  std::string text = "[";
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, 4); ++i) {
    const auto entry = target.read<pollfd>(address + i * sizeof(pollfd));
    if (!entry) break;
    text += (i > 0 ? ", " : "") + std::to_string(entry->fd) + ":" + flags_of(poll_events, entry->events);
  }
  return text + (count > 4 ? ", …]" : "]");
}

void append_printable(std::string& text, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (byte == '\n') {
    text += "\\n";
  } else if (byte == '\r') {
    text += "\\r";
  } else if (value >= 0x20 && value < 0x7F) {
    text += byte;
  } else {
    std::array<char, 5> hex{};
    std::snprintf(hex.data(), hex.size(), "\\x%02X", value);
    text += hex.data();
  }
}

std::string arguments(const Trapped& call, const Target& target) {
  const auto& a = call.arguments;
  const std::string fd = std::to_string(call.descriptor());
  const auto number = [&](int i) { return std::to_string(static_cast<int>(a[i])); };
  const auto size = [&](int i) { return std::to_string(a[i]); };
  switch (call.call->number) {
    case SYS_socket:
    case SYS_socketpair:
      return one_of(families, static_cast<long>(a[0])) + ", " + type_argument(a[1]) + ", " + number(2);
    case SYS_bind:
    case SYS_connect:
      return fd + ", " + address_argument(target, a[1], a[2]) + ", " + number(2);
    case SYS_listen:
      return fd + ", " + number(1);
    case SYS_accept4:
      return fd + ", …, " + flags_of(type_flags, static_cast<long>(a[3]));
#ifdef SYS_accept
    case SYS_accept:
#endif
    case SYS_getsockname:
    case SYS_getpeername:
    case SYS_readv:
    case SYS_writev:
      return fd + ", …";
    case SYS_read:
    case SYS_write:
      return fd + ", …, " + size(2);
    case SYS_recvfrom:
      return fd + ", …, " + size(2) + ", " + flags_of(message_flags, static_cast<long>(a[3]));
    case SYS_sendto:
      return fd + ", …, " + size(2) + ", " + flags_of(message_flags, static_cast<long>(a[3])) +
             (a[4] != 0 ? ", " + address_argument(target, a[4], a[5]) : "");
    case SYS_recvmsg:
    case SYS_sendmsg:
      return fd + ", …, " + flags_of(message_flags, static_cast<long>(a[2]));
    case SYS_shutdown:
      return fd + ", " + one_of(directions, static_cast<long>(a[1]));
    case SYS_setsockopt:
      return fd + ", " + option_argument(target, a, true);
    case SYS_getsockopt:
      return fd + ", " + option_argument(target, a, false);
    case SYS_fcntl:
      return fd + ", " + one_of(file_commands, static_cast<long>(a[1])) +
             (a[1] == F_SETFL ? ", " + flags_of(status_flags, static_cast<long>(a[2])) : "");
#ifdef SYS_poll
    case SYS_poll:
      return poll_argument(target, a[0], a[1]) + ", " + number(2);
#endif
    case SYS_ppoll:
      return poll_argument(target, a[0], a[1]) + ", …";
#ifdef SYS_unlink
    case SYS_unlink:
      return path_argument(target, a[0]);
#endif
    case SYS_unlinkat:
      return "…, " + path_argument(target, a[1]);
#ifdef SYS_chmod
    case SYS_chmod:
      return path_argument(target, a[0]) + ", " + octal(a[1]);
#endif
    case SYS_fchmod:
      return fd + ", " + octal(a[1]);
    case SYS_fchmodat:
      return "…, " + path_argument(target, a[1]) + ", " + octal(a[2]);
    case SYS_umask:
      return octal(a[0]);
    case SYS_wait4:
      return number(0) + ", …";
    case SYS_close_range:
      return number(0) + ", " + number(1);
    default:
      return call.call->takes_descriptor ? fd + (call.call->kind == wire::Syscall::close ? "" : ", …") : "…";
  }
}

}  // namespace

std::string describe(const Trapped& call, const Target& target) {
  std::string name = call.call->name;
  if (call.call->number == SYS_recvfrom && call.arguments[4] == 0) name = "recv";
  if (call.call->number == SYS_sendto && call.arguments[4] == 0) name = "send";
  return name + "(" + arguments(call, target) + ")";
}

std::string errno_name(int error) {
  const char* name = ::strerrorname_np(error);
  return name != nullptr ? name : "errno " + std::to_string(error);
}

std::string describe_address(const void* address, std::size_t length) {
  sockaddr_storage name{};
  std::memcpy(&name, address, std::min(length, sizeof name));
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (name.ss_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in ipv4{};
    std::memcpy(&ipv4, &name, sizeof ipv4);
    ::inet_ntop(AF_INET, &ipv4.sin_addr, text.data(), text.size());
    return std::string(text.data()) + ":" + std::to_string(ntohs(ipv4.sin_port));
  }
  if (name.ss_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 ipv6{};
    std::memcpy(&ipv6, &name, sizeof ipv6);
    ::inet_ntop(AF_INET6, &ipv6.sin6_addr, text.data(), text.size());
    return "[" + std::string(text.data()) + "]:" + std::to_string(ntohs(ipv6.sin6_port));
  }
  if (name.ss_family == AF_UNIX) {
    if (length <= offsetof(sockaddr_un, sun_path)) return "(unnamed)";
    const std::string path(reinterpret_cast<const char*>(&name) + offsetof(sockaddr_un, sun_path),
                           std::min(length, sizeof(sockaddr_un)) - offsetof(sockaddr_un, sun_path));
    return path[0] == '\0' ? "@" + printable(path.substr(1), path.size())
                           : printable(path.substr(0, path.find('\0')), path.size());
  }
  return "family " + std::to_string(name.ss_family) + ", " + std::to_string(length) + " bytes";
}

std::string quote(const std::string& bytes) {
  std::string text = "\"";
  for (const char byte : bytes) {
    if (byte == '"' || byte == '\\') text += '\\';
    append_printable(text, byte);
  }
  return text + "\"";
}

std::string printable(std::string_view bytes, std::size_t most) {
  std::string text;
  for (const char byte : bytes.substr(0, most)) append_printable(text, byte);
  return bytes.size() > most ? text + "…" : text;
}

}  // namespace exam
