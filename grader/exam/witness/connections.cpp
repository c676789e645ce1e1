// accept and connect, and what all operations share.
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>

#include "exam/witness/operation.hpp"

namespace exam {
namespace {

class Accept : public Operation {
 public:
  Accept(const Trapped& call, const Target& target, lab::Fd listener)
      : target_(target), call_(call), listener_(std::move(listener)), waits_(!is_nonblocking(listener_.get())) {
    waits_for = {{listener_.get(), POLLIN, 0}};
    if (call.call->number == SYS_accept4) flags_ = static_cast<int>(call.arguments[3]);
  }

  std::optional<Answer> attempt() override {
    pollfd ready{listener_.get(), POLLIN, 0};
    const bool listens = socket_option(listener_.get(), SO_ACCEPTCONN) == 1;
    if (listens && ::poll(&ready, 1, 0) == 0) {
      if (!waits_) return Answer::failure(EAGAIN);
      return std::nullopt;
    }
    sockaddr_storage name{};
    socklen_t length = sizeof name;
    lab::Fd connection(::accept4(listener_.get(), reinterpret_cast<sockaddr*>(&name), &length, flags_ | SOCK_CLOEXEC));
    if (!connection) return Answer::failure(errno);
    if (call_.arguments[1] != 0) {
      const int error = write_address(target_, call_.arguments[1], call_.arguments[2], &name, length);
      if (error != 0) return Answer::failure(error);
    }
    Answer answer;
    answer.new_descriptor = std::move(connection);
    answer.close_on_exec = (flags_ & SOCK_CLOEXEC) != 0;
    return answer;
  }

 private:
  const Target& target_;
  Trapped call_;
  lab::Fd listener_;
  bool waits_;
  int flags_ = 0;
};

/// connect(2) that never waits, whatever the socket's own mode is.
int connect_without_waiting(int socket, const sockaddr_storage& name, socklen_t length) {
  const int mode = ::fcntl(socket, F_GETFL);
  if ((mode & O_NONBLOCK) == 0) ::fcntl(socket, F_SETFL, mode | O_NONBLOCK);
  const int error = ::connect(socket, reinterpret_cast<const sockaddr*>(&name), length) == 0 ? 0 : errno;
  if ((mode & O_NONBLOCK) == 0) ::fcntl(socket, F_SETFL, mode);
  return error;
}

class Connect : public Operation {
 public:
  Connect(lab::Fd socket, const sockaddr_storage& name, socklen_t length)
      : socket_(std::move(socket)), name_(name), length_(length), waits_(!is_nonblocking(socket_.get())) {
    waits_for = {{socket_.get(), POLLOUT, 0}};
  }

  std::optional<Answer> attempt() override {
    const int error = connect_without_waiting(socket_.get(), name_, length_);
    if (error == 0) return Answer::success(0);
    const bool under_way = error == EINPROGRESS || (error == EALREADY && begun_);
    begun_ = true;
    if (under_way && waits_) return std::nullopt;
    return Answer::failure(error);
  }

 private:
  lab::Fd socket_;
  sockaddr_storage name_;
  socklen_t length_;
  bool waits_;
  bool begun_ = false;
};

/// The address argument of connect(2), if it is one that this process may use in the student's stead.
bool read_internet_address(const Trapped& call, const Target& target, sockaddr_storage& name, socklen_t& length) {
  length = static_cast<socklen_t>(std::min<std::uint64_t>(call.arguments[2], sizeof name));
  if (!target.read(call.arguments[1], &name, length)) return false;
  return length >= sizeof(sa_family_t) && (name.ss_family == AF_INET || name.ss_family == AF_INET6);
}

}  // namespace

std::unique_ptr<Operation> make_accept(const Trapped& call, const Target& target) {
  lab::Fd listener = target.duplicate(call.descriptor());
  if (!listener || !is_socket(listener.get())) return nullptr;
  return std::make_unique<Accept>(call, target, std::move(listener));
}

std::unique_ptr<Operation> make_connect(const Trapped& call, const Target& target) {
  sockaddr_storage name{};
  socklen_t length = 0;
  lab::Fd socket = target.duplicate(call.descriptor());
  if (!socket || !is_socket(socket.get()) || !read_internet_address(call, target, name, length)) return nullptr;
  return std::make_unique<Connect>(std::move(socket), name, length);
}

int begin_connect(const Trapped& call, const Target& target) {
  sockaddr_storage name{};
  socklen_t length = 0;
  const lab::Fd socket = target.duplicate(call.descriptor());
  if (!socket) return EBADF;
  if (!read_internet_address(call, target, name, length)) return EINPROGRESS;
  return connect_without_waiting(socket.get(), name, length);
}

std::unique_ptr<Operation> make_operation(const Trapped& call, const Target& target, std::size_t limit,
                                          StudentClock& clock) {
  switch (call.call->kind) {
    case wire::Syscall::recv:
    case wire::Syscall::send:
      return make_transfer(call, target, limit);
    case wire::Syscall::wait:
      return make_wait(call, target, clock);
    case wire::Syscall::sleep:
      return make_sleep(call, target, clock);
    case wire::Syscall::accept:
      return make_accept(call, target);
    case wire::Syscall::connect:
      return make_connect(call, target);
    default:
      return make_setting(call, target);
  }
}

int write_address(const Target& target, std::uint64_t address, std::uint64_t length_address, const void* from,
                  std::size_t length) {
  const auto room = target.read<std::int32_t>(length_address);
  if (!room) return EFAULT;
  if (*room < 0) return EINVAL;
  const auto full = static_cast<std::int32_t>(length);
  if (!target.write(address, from, static_cast<std::size_t>(std::min(*room, full)))) return EFAULT;
  return target.write(length_address, &full, sizeof full) ? 0 : EFAULT;
}

bool is_nonblocking(int descriptor) { return (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0; }

bool is_file(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 &&
         (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode));
}

bool is_socket(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

int socket_option(int descriptor, int name) {
  int value = -1;
  socklen_t length = sizeof value;
  return ::getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

}  // namespace exam
