// Calls that never wait: socket, bind, listen, shutdown, the options and the names. They are made on a duplicate so
// that the timeline knows how they ended. Whatever depends on whose process makes the call (privileged ports, Unix
// domain sockets, unusual options) is left to the kernel.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "exam/witness/operation.hpp"

namespace exam {
namespace {

/// An operation whose answer is already known.
class Known : public Operation {
 public:
  explicit Known(Answer answer) : answer_(std::move(answer)) {}
  std::optional<Answer> attempt() override { return std::move(answer_); }

 private:
  Answer answer_;
};

std::unique_ptr<Operation> known(Answer answer) { return std::make_unique<Known>(std::move(answer)); }
std::unique_ptr<Operation> known(int result) {
  return known(result == 0 ? Answer::success(0) : Answer::failure(errno));
}

std::unique_ptr<Operation> make_socket(const Trapped& call) {
  const auto family = static_cast<int>(call.arguments[0]);
  const auto type = static_cast<int>(call.arguments[1]);
  const auto protocol = static_cast<int>(call.arguments[2]);
  const int plain = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
  const bool internet = family == AF_INET || family == AF_INET6;
  const bool usual = (internet || family == AF_UNIX) && (plain == SOCK_STREAM || plain == SOCK_DGRAM) &&
                     (protocol == 0 || protocol == IPPROTO_TCP || protocol == IPPROTO_UDP);
  if (!usual) return nullptr;
  Answer answer;
  answer.new_descriptor = lab::Fd(::socket(family, type | SOCK_CLOEXEC, protocol));
  if (!answer.new_descriptor) return known(Answer::failure(errno));
  answer.close_on_exec = (type & SOCK_CLOEXEC) != 0;
  return known(std::move(answer));
}

std::unique_ptr<Operation> make_bind(const Trapped& call, const Target& target, int socket) {
  sockaddr_storage name{};
  const std::uint64_t length = call.arguments[2];
  if (length < sizeof(sockaddr_in) || length > sizeof name || !target.read(call.arguments[1], &name, length))
    return nullptr;
  if (name.ss_family != AF_INET && name.ss_family != AF_INET6) return nullptr;
  const in_port_t port =
      ntohs(reinterpret_cast<const sockaddr_in*>(&name)->sin_port);  // the same place in both families
  if (port > 0 && port < IPPORT_RESERVED) return nullptr;
  return known(::bind(socket, reinterpret_cast<const sockaddr*>(&name), static_cast<socklen_t>(length)));
}

struct Option {
  int level;
  int name;
};
constexpr Option everybodys[] = {{SOL_SOCKET, SO_REUSEADDR}, {SOL_SOCKET, SO_REUSEPORT}, {SOL_SOCKET, SO_LINGER},
                                 {SOL_SOCKET, SO_RCVTIMEO},  {SOL_SOCKET, SO_SNDTIMEO},  {SOL_SOCKET, SO_RCVBUF},
                                 {SOL_SOCKET, SO_SNDBUF},    {SOL_SOCKET, SO_KEEPALIVE}, {SOL_SOCKET, SO_BROADCAST},
                                 {SOL_SOCKET, SO_ERROR},     {SOL_SOCKET, SO_TYPE},      {SOL_SOCKET, SO_ACCEPTCONN},
                                 {IPPROTO_TCP, TCP_NODELAY}, {IPPROTO_IPV6, IPV6_V6ONLY}};

bool is_everybodys(const Trapped& call) {
  return std::any_of(std::begin(everybodys), std::end(everybodys), [&](const Option& option) {
    return option.level == static_cast<int>(call.arguments[1]) && option.name == static_cast<int>(call.arguments[2]);
  });
}

std::unique_ptr<Operation> make_setsockopt(const Trapped& call, const Target& target, int socket) {
  std::array<char, 64> value{};
  const std::uint64_t length = call.arguments[4];
  if (!is_everybodys(call) || length > value.size() || !target.read(call.arguments[3], value.data(), length))
    return nullptr;
  return known(::setsockopt(socket, static_cast<int>(call.arguments[1]), static_cast<int>(call.arguments[2]),
                            value.data(), static_cast<socklen_t>(length)));
}

std::unique_ptr<Operation> make_getsockopt(const Trapped& call, const Target& target, int socket) {
  std::array<char, 64> value{};
  const auto room = target.read<socklen_t>(call.arguments[4]);
  if (!is_everybodys(call) || !room || *room > value.size()) return nullptr;
  socklen_t length = *room;
  if (::getsockopt(socket, static_cast<int>(call.arguments[1]), static_cast<int>(call.arguments[2]), value.data(),
                   &length) == -1) {
    return known(Answer::failure(errno));
  }
  const bool written =
      target.write(call.arguments[3], value.data(), length) && target.write(call.arguments[4], &length, sizeof length);
  return known(written ? Answer::success(0) : Answer::failure(EFAULT));
}

using GetName = int (*)(int, sockaddr*, socklen_t*);

std::unique_ptr<Operation> make_get_name(const Trapped& call, const Target& target, int socket, GetName get_name) {
  sockaddr_storage name{};
  socklen_t length = sizeof name;
  if (get_name(socket, reinterpret_cast<sockaddr*>(&name), &length) == -1) return known(Answer::failure(errno));
  const int error = write_address(target, call.arguments[1], call.arguments[2], &name, length);
  return known(error == 0 ? Answer::success(0) : Answer::failure(error));
}

}  // namespace

std::optional<int> introduce_peer(const Trapped& call, const Target& target, const ucred& peer) {
  if (static_cast<int>(call.arguments[1]) != SOL_SOCKET || static_cast<int>(call.arguments[2]) != SO_PEERCRED)
    return std::nullopt;
  const auto room = target.read<std::int32_t>(call.arguments[4]);
  if (!room) return EFAULT;
  if (*room < 0) return EINVAL;
  const auto length = std::min(*room, static_cast<std::int32_t>(sizeof peer));
  const bool written = target.write(call.arguments[3], &peer, static_cast<std::size_t>(length)) &&
                       target.write(call.arguments[4], &length, sizeof length);
  return written ? 0 : EFAULT;
}

std::unique_ptr<Operation> make_setting(const Trapped& call, const Target& target) {
  using wire::Syscall;
  if (call.call->kind == Syscall::socket) return make_socket(call);
  const lab::Fd socket = target.duplicate(call.descriptor());
  if (!socket || !is_socket(socket.get())) return nullptr;
  switch (call.call->kind) {
    case Syscall::bind:
      return make_bind(call, target, socket.get());
    case Syscall::listen:
      if (socket_option(socket.get(), SO_DOMAIN) == AF_UNIX) return nullptr;  // its peers see who called listen
      return known(::listen(socket.get(), static_cast<int>(call.arguments[1])));
    case Syscall::shutdown:
      return known(::shutdown(socket.get(), static_cast<int>(call.arguments[1])));
    case Syscall::setsockopt:
      return make_setsockopt(call, target, socket.get());
    case Syscall::getsockopt:
      return make_getsockopt(call, target, socket.get());
    case Syscall::getsockname:
      return make_get_name(call, target, socket.get(), &::getsockname);
    case Syscall::getpeername:
      return make_get_name(call, target, socket.get(), &::getpeername);
    default:
      return nullptr;
  }
}

}  // namespace exam
