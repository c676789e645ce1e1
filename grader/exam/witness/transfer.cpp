// recv and its kin, send and its kin, on sockets.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "exam/witness/operation.hpp"

namespace exam {
namespace {

constexpr std::size_t chunk = 256 * 1024;  // so much is moved at a time

/// The parts of a call that moves bytes, whichever of the calls it is.
struct Shape {
  std::vector<iovec> parts;  // in the student's memory
  int flags = 0;
  std::uint64_t name = 0;         // where the address is, or shall be
  std::uint64_t name_length = 0;  // receiving: where its length stands; sending: the length itself
  std::uint64_t header = 0;       // the msghdr, if there is one
  std::uint64_t control = 0;      // receiving: where its control data go, if there is room for them
  std::size_t control_room = 0;
  [[nodiscard]] std::size_t size() const {
    std::size_t sum = 0;
    for (const iovec& part : parts) sum += part.iov_len;
    return sum;
  }
};

bool read_parts(const Target& target, std::uint64_t address, std::uint64_t count, Shape& shape) {
  if (count > 1024) return false;
  shape.parts.resize(count);
  return target.read(address, shape.parts.data(), count * sizeof(iovec));
}

/// `internet`: the socket is one of the Internet's, so that what comes as control data are no descriptors.
std::optional<Shape> shape_of(const Trapped& call, const Target& target, bool sending, bool internet) {
  Shape shape;
  const auto& a = call.arguments;
  switch (call.call->number) {
    case SYS_read:
    case SYS_write:
      shape.parts = {{reinterpret_cast<void*>(a[1]), a[2]}};
      return shape;
    case SYS_recvfrom:
    case SYS_sendto:
      shape.parts = {{reinterpret_cast<void*>(a[1]), a[2]}};
      shape.flags = static_cast<int>(a[3]);
      shape.name = a[4];
      shape.name_length = a[5];
      return shape;
    case SYS_readv:
    case SYS_writev:
      if (!read_parts(target, a[1], a[2], shape)) return std::nullopt;
      return shape;
    case SYS_recvmsg:
    case SYS_sendmsg: {
      const auto header = target.read<msghdr>(a[1]);
      if (!header) return std::nullopt;
      const bool with_control = header->msg_control != nullptr && header->msg_controllen > 0;
      if (with_control && (sending || !internet)) return std::nullopt;
      if (with_control) shape.control = reinterpret_cast<std::uint64_t>(header->msg_control);
      if (with_control) shape.control_room = std::min<std::size_t>(header->msg_controllen, 4096);
      if (!read_parts(target, reinterpret_cast<std::uint64_t>(header->msg_iov), header->msg_iovlen, shape))
        return std::nullopt;
      shape.flags = static_cast<int>(a[2]);
      shape.name = reinterpret_cast<std::uint64_t>(header->msg_name);
      shape.name_length = sending ? header->msg_namelen : a[1] + offsetof(msghdr, msg_namelen);
      shape.header = a[1];
      return shape;
    }
    default:
      return std::nullopt;  // recvmmsg, sendmmsg, sendfile: the kernel's
  }
}

/// Copies between a local buffer and the student's parts, `skip` bytes into them.
template <class Copy>
bool scatter(const std::vector<iovec>& parts, std::size_t skip, std::size_t size, Copy copy) {
  std::size_t done = 0;
  for (const iovec& part : parts) {
    if (skip >= part.iov_len) {
      skip -= part.iov_len;
      continue;
    }
    const std::size_t now = std::min(part.iov_len - skip, size - done);
    if (now > 0 && !copy(reinterpret_cast<std::uint64_t>(part.iov_base) + skip, done, now)) return false;
    done += now;
    skip = 0;
  }
  return true;
}

std::optional<std::chrono::nanoseconds> timeout_of(int descriptor, int option) {
  timeval limit{};
  socklen_t length = sizeof limit;
  if (::getsockopt(descriptor, SOL_SOCKET, option, &limit, &length) == -1) return std::nullopt;
  if (limit.tv_sec == 0 && limit.tv_usec == 0) return std::nullopt;
  constexpr std::int64_t longest = 1'000'000'000;
  return std::chrono::seconds(std::min<std::int64_t>(limit.tv_sec, longest)) + std::chrono::microseconds(limit.tv_usec);
}

class Transfer : public Operation {
 public:
  Transfer(const Target& target, lab::Fd socket, Shape shape, std::size_t limit, short events, int timeout_option)
      : target_(target),
        socket_(std::move(socket)),
        shape_(std::move(shape)),
        room_(std::min(shape_.size(), limit)),
        cut_short_(limit < shape_.size()),
        waits_((shape_.flags & MSG_DONTWAIT) == 0 && !is_nonblocking(socket_.get())) {
    waits_for = {{socket_.get(), events, 0}};
    if (waits_) time_limit = timeout_of(socket_.get(), timeout_option);
    when_time_is_up = Answer::failure(EAGAIN);
  }

 protected:
  Answer finished() {
    Answer answer = Answer::success(static_cast<std::int64_t>(done_));
    answer.bytes = std::move(seen_);
    return answer;
  }
  void remember(const char* bytes, std::size_t size) {
    constexpr std::size_t most = 24;
    if (seen_.size() < most) seen_.append(bytes, std::min(size, most - seen_.size()));
  }
  const Target& target_;
  lab::Fd socket_;
  Shape shape_;
  std::size_t room_;
  bool cut_short_;
  bool waits_;
  std::size_t done_ = 0;
  std::string seen_;
};

class Receive : public Transfer {
 public:
  Receive(const Target& target, lab::Fd socket, Shape shape, std::size_t limit)
      : Transfer(target, std::move(socket), std::move(shape), limit, POLLIN, SO_RCVTIMEO) {}

  std::optional<Answer> attempt() override {
    for (;;) {
      std::vector<char> buffer(std::min(room_ - done_, chunk));
      iovec part{buffer.data(), buffer.size()};
      sockaddr_storage name{};
      msghdr header{};
      header.msg_iov = &part;
      header.msg_iovlen = 1;
      if (shape_.name != 0) {
        header.msg_name = &name;
        header.msg_namelen = sizeof name;
      }
      std::vector<char> control(shape_.control_room);
      header.msg_control = control.empty() ? nullptr : control.data();
      header.msg_controllen = control.size();
      const ssize_t count =
          ::recvmsg(socket_.get(), &header, (shape_.flags | MSG_DONTWAIT | MSG_CMSG_CLOEXEC) & ~MSG_WAITALL);
      if (count == -1) {
        if (errno == EINTR) continue;
        const int error = errno;
        if (error == EAGAIN && waits_) return std::nullopt;
        return done_ > 0 ? finished() : Answer::failure(error);
      }
      const std::size_t arrived = std::min(static_cast<std::size_t>(count), buffer.size());
      if (!scatter(shape_.parts, done_, arrived, [&](std::uint64_t to, std::size_t at, std::size_t size) {
            return target_.write(to, buffer.data() + at, size);
          })) {
        return Answer::failure(EFAULT);
      }
      if (const int error = write_extras(header, name); error != 0) return Answer::failure(error);
      remember(buffer.data(), arrived);
      done_ += static_cast<std::size_t>(count);
      const bool wants_all = (shape_.flags & MSG_WAITALL) != 0 && !cut_short_;
      if (count == 0 || !wants_all || done_ >= room_) return finished();
    }
  }

 private:
  int write_extras(const msghdr& header, const sockaddr_storage& name) {
    if (shape_.name != 0) {
      if (const int error = write_address(target_, shape_.name, shape_.name_length, &name, header.msg_namelen);
          error != 0)
        return error;
    }
    if (shape_.header != 0) {
      target_.write(shape_.control, header.msg_control, header.msg_controllen);
      target_.write(shape_.header + offsetof(msghdr, msg_controllen), &header.msg_controllen,
                    sizeof header.msg_controllen);
      target_.write(shape_.header + offsetof(msghdr, msg_flags), &header.msg_flags, sizeof header.msg_flags);
    }
    return 0;
  }
};

class Send : public Transfer {
 public:
  Send(const Target& target, lab::Fd socket, Shape shape, std::size_t limit, int type)
      : Transfer(target, std::move(socket), std::move(shape), limit, POLLOUT, SO_SNDTIMEO), type_(type) {}

  std::optional<Answer> attempt() override {
    do {
      const std::size_t now = type_ == SOCK_STREAM ? std::min(room_ - done_, chunk) : room_;
      std::vector<char> buffer(now);
      if (!scatter(shape_.parts, done_, now, [&](std::uint64_t from, std::size_t at, std::size_t size) {
            return target_.read(from, buffer.data() + at, size);
          })) {
        return done_ > 0 ? finished() : Answer::kernel();
      }
      const ssize_t count = transmit(buffer);
      if (count == -1) {
        const int error = errno;
        if (error == EINTR) continue;
        if (error == EAGAIN && waits_) return std::nullopt;
        if (done_ > 0) return finished();
        // The kernel shall say EPIPE itself, for the signal that may come along.
        if (error == EPIPE && (shape_.flags & MSG_NOSIGNAL) == 0) return Answer::kernel();
        return Answer::failure(error);
      }
      remember(buffer.data(), static_cast<std::size_t>(count));
      done_ += static_cast<std::size_t>(count);
    } while (type_ == SOCK_STREAM && done_ < room_);
    return finished();
  }

 private:
  ssize_t transmit(std::vector<char>& buffer) {
    iovec part{buffer.data(), buffer.size()};
    sockaddr_storage name{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (shape_.name != 0) {
      const std::size_t length = std::min<std::size_t>(shape_.name_length, sizeof name);
      if (!target_.read(shape_.name, &name, length)) {
        errno = EFAULT;
        return -1;
      }
      header.msg_name = &name;
      header.msg_namelen = static_cast<socklen_t>(length);
    }
    return ::sendmsg(socket_.get(), &header, shape_.flags | MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  int type_;
};

constexpr std::size_t most_of_a_file = 1024 * 1024;

/// read and write of a watched file: our duplicate of the descriptor has the same offset. It never waits.
class FileTransfer : public Operation {
 public:
  FileTransfer(const Target& target, lab::Fd file, std::uint64_t address, std::size_t size, bool sending)
      : target_(target), file_(std::move(file)), address_(address), bytes_(size, '\0'), sending_(sending) {}

  std::optional<Answer> attempt() override {
    if (sending_ && !target_.read(address_, bytes_.data(), bytes_.size())) return Answer::kernel();
    const ssize_t size = sending_ ? ::write(file_.get(), bytes_.data(), bytes_.size())
                                  : ::read(file_.get(), bytes_.data(), bytes_.size());
    if (size == -1) return Answer::failure(errno);
    if (!sending_ && !target_.write(address_, bytes_.data(), static_cast<std::size_t>(size)))
      return Answer::failure(EFAULT);
    Answer answer = Answer::success(size);
    answer.bytes = bytes_.substr(0, std::min<std::size_t>(static_cast<std::size_t>(size), 24));
    return answer;
  }

 private:
  const Target& target_;
  lab::Fd file_;
  std::uint64_t address_;
  std::string bytes_;
  bool sending_;
};

}  // namespace

std::unique_ptr<Operation> make_transfer(const Trapped& call, const Target& target, std::size_t limit) {
  const bool sending = call.call->kind == wire::Syscall::send;
  lab::Fd socket = target.duplicate(call.descriptor());
  if (!socket) return nullptr;
  const bool is_simple = call.call->number == SYS_read || call.call->number == SYS_write;
  if (is_simple && is_file(socket.get()) && call.arguments[2] <= most_of_a_file) {
    const std::size_t size = std::min<std::size_t>(limit, call.arguments[2]);
    return std::make_unique<FileTransfer>(target, std::move(socket), call.arguments[1], size, sending);
  }
  if (!is_socket(socket.get())) return nullptr;
  // Unix domain sockets carry the sender's credentials and look up paths: whose process sends makes a difference.
  const int domain = socket_option(socket.get(), SO_DOMAIN);
  if (sending && limit == no_limit && domain == AF_UNIX) return nullptr;
  auto shape = shape_of(call, target, sending, domain == AF_INET || domain == AF_INET6);
  if (!shape) return nullptr;
  if (!sending) return std::make_unique<Receive>(target, std::move(socket), std::move(*shape), limit);
  const int type = socket_option(socket.get(), SO_TYPE);
  return std::make_unique<Send>(target, std::move(socket), std::move(*shape), limit, type);
}

}  // namespace exam
