// Another correct solution: no wrapper of the C library, everything by syscall(2).
#include <fcntl.h>
#include <linux/stat.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unix_domain.hpp"

namespace lab {
namespace {

constexpr std::size_t room_for_path = 108;

/// A call that waits is made again after EINTR.
template <class... A>
long again(long number, A... arguments) {
  long result = 0;
  do {
    result = ::syscall(number, arguments...);
  } while (result == -1 && errno == EINTR);
  return result;
}

Fd raw_socket(int type) {
  Fd fd(static_cast<int>(::syscall(SYS_socket, AF_UNIX, type | SOCK_CLOEXEC, 0)));
  if (!fd) throw_errno("socket");
  return fd;
}

Address address_of(const char* bytes, std::size_t size) {
  Address address;
  address.storage.ss_family = AF_UNIX;
  std::memcpy(reinterpret_cast<char*>(&address.storage) + sizeof(sa_family_t), bytes, size);
  address.length = static_cast<socklen_t>(sizeof(sa_family_t) + size);
  return address;
}

/// 0 or an errno; `mode` as at `path`, of a link itself where `flags` says so.
int mode_of(const std::string& path, int flags, unsigned& mode) {
  struct statx found {};
  if (::syscall(SYS_statx, AT_FDCWD, path.c_str(), flags, STATX_TYPE, &found) == -1) return errno;
  mode = found.stx_mode;
  return 0;
}

int bind_with(int socket, const Address& where, mode_t mode) {
  const long before = ::syscall(SYS_umask, 0777 & ~mode);
  const int error = ::syscall(SYS_bind, socket, &where.storage, where.length) == -1 ? errno : 0;
  ::syscall(SYS_umask, before);
  return error;
}

}  // namespace

Address unix_address(const std::string& path) {
  for (const char byte : path) {
    if (byte == 0) throw_errno("unix_address", EINVAL);
  }
  if (path.size() >= room_for_path) throw_errno("unix_address", ENAMETOOLONG);
  if (path.empty()) throw_errno("unix_address", EINVAL);
  return address_of(path.c_str(), path.size() + 1);
}

Address abstract_address(const std::string& name) {
  if (name.size() >= room_for_path) throw_errno("abstract_address", ENAMETOOLONG);
  const std::string bytes = std::string(1, '\0') + name;
  return address_of(bytes.data(), bytes.size());
}

Fd listen_at(const std::string& path, mode_t mode) {
  const Address where = unix_address(path);
  Fd listener = raw_socket(SOCK_STREAM);
  int error = bind_with(listener.get(), where, mode);
  if (error == EADDRINUSE) {
    unsigned found = 0;
    const bool socket = mode_of(path, AT_SYMLINK_NOFOLLOW, found) == 0 && S_ISSOCK(found);
    const Fd probe = raw_socket(SOCK_STREAM | SOCK_NONBLOCK);
    const bool stale =
        socket && again(SYS_connect, probe.get(), &where.storage, where.length) == -1 && errno == ECONNREFUSED;
    if (stale && ::syscall(SYS_unlinkat, AT_FDCWD, path.c_str(), 0) == 0)
      error = bind_with(listener.get(), where, mode);
  }
  if (error != 0) throw_errno("bind", error);
  if (::syscall(SYS_listen, listener.get(), 16) == -1) {
    error = errno;
    ::syscall(SYS_unlinkat, AT_FDCWD, path.c_str(), 0);
    throw_errno("listen", error);
  }
  return listener;
}

Connected connect_at(const std::string& path) {
  const Address where = unix_address(path);
  Fd connection = raw_socket(SOCK_STREAM);
  if (again(SYS_connect, connection.get(), &where.storage, where.length) == 0)
    return {Found::server, std::move(connection)};
  const int refusal = errno;
  unsigned mode = 0;
  const int search = mode_of(path, 0, mode);
  if (refusal == ENOENT || search == ENOENT) return {Found::nothing, Fd()};
  if (refusal == EPROTOTYPE) return {Found::other_type, Fd()};
  if (refusal == ECONNREFUSED) return {S_ISSOCK(mode) ? Found::stale_socket : Found::no_socket, Fd()};
  if (refusal != EACCES) throw_errno("connect", refusal);
  if (search == EACCES) return {Found::locked_folder, Fd()};
  return {S_ISSOCK(mode) ? Found::locked_socket : Found::no_socket, Fd()};
}

Credentials peer_credentials(int connection) {
  int numbers[3] = {0, -1, -1};  // a struct ucred
  socklen_t length = sizeof numbers;
  if (::syscall(SYS_getsockopt, connection, SOL_SOCKET, SO_PEERCRED, numbers, &length) == -1) throw_errno("getsockopt");
  if (numbers[1] == -1) throw_errno("peer_credentials", ENOTCONN);
  return {numbers[0], static_cast<uid_t>(numbers[1]), static_cast<gid_t>(numbers[2])};
}

Child start_child(const std::function<int(int)>& work) {
  int ends[2];
  if (::syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) throw_errno("socketpair");
  Fd here(ends[0]);
  Fd there(ends[1]);
  const long pid = ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
  if (pid == -1) throw_errno("clone");
  if (pid == 0) {
    ::syscall(SYS_close, here.release());
    int status = 1;
    try {
      status = work(there.get());
    } catch (...) {
    }
    ::syscall(SYS_exit_group, status);
  }
  return {static_cast<pid_t>(pid), std::move(here)};
}

int end_child(Child child) {
  ::syscall(SYS_close, child.connection.release());
  int status = 0;
  if (again(SYS_wait4, child.pid, &status, 0, nullptr) == -1) throw_errno("wait4");
  const int signal = status & 0x7F;
  return signal != 0 ? 128 + signal : (status >> 8) & 0xFF;
}

namespace {

/// One byte and control messages, as recvmsg and sendmsg want them.
struct Message {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) unsigned char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{nullptr, 0, &part, 1, control, sizeof control, 0};
};

}  // namespace

void send_descriptor(int connection, int descriptor) {
  Message message;
  const cmsghdr header{CMSG_LEN(sizeof descriptor), SOL_SOCKET, SCM_RIGHTS};
  std::memcpy(message.control, &header, sizeof header);
  std::memcpy(message.control + CMSG_LEN(0), &descriptor, sizeof descriptor);
  if (again(SYS_sendmsg, connection, &message.header, MSG_NOSIGNAL) == -1) throw_errno("sendmsg");
}

std::optional<Fd> receive_descriptor(int connection) {
  Message message;
  const long size = again(SYS_recvmsg, connection, &message.header, MSG_CMSG_CLOEXEC);
  if (size == -1) throw_errno("recvmsg");
  std::vector<Fd> came;
  const std::size_t end = message.header.msg_controllen;  // what the kernel has filled
  for (std::size_t at = CMSG_LEN(0); at + sizeof(int) <= end && came.size() < 2; at += sizeof(int)) {
    cmsghdr header;
    std::memcpy(&header, message.control, sizeof header);
    if (header.cmsg_type != SCM_RIGHTS || at + sizeof(int) > header.cmsg_len) break;
    int number = 0;
    std::memcpy(&number, message.control + at, sizeof number);
    came.emplace_back(number);
  }
  if (size == 0) return std::nullopt;
  if (came.size() != 1 || (message.header.msg_flags & MSG_CTRUNC) != 0) throw_errno("receive_descriptor", EBADMSG);
  return std::move(came[0]);
}

Fd open_datagram_client() {
  Fd client = raw_socket(SOCK_DGRAM);
  const Address no_name = address_of("", 0);
  if (::syscall(SYS_bind, client.get(), &no_name.storage, no_name.length) == -1) throw_errno("bind");
  return client;
}

void send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  if (again(SYS_sendto, socket, bytes.data(), bytes.size(), MSG_NOSIGNAL, &to.storage, to.length) == -1)
    throw_errno("sendto");
}

bool try_send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  const int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
  if (again(SYS_sendto, socket, bytes.data(), bytes.size(), flags, &to.storage, to.length) != -1) return true;
  if (errno != EAGAIN) throw_errno("sendto");
  return false;
}

Datagram receive_from(int socket, std::size_t limit) {
  std::vector<std::byte> bytes(limit + 1);
  Address sender;
  sender.length = sizeof sender.storage;  // a call that was interrupted has not changed it
  const long size = again(SYS_recvfrom, socket, bytes.data(), bytes.size(), 0, &sender.storage, &sender.length);
  if (size == -1) throw_errno("recvfrom");
  if (static_cast<std::size_t>(size) > limit) throw_errno("receive_from", EMSGSIZE);
  bytes.resize(static_cast<std::size_t>(size));
  return {std::move(bytes), sender};
}

}  // namespace lab
