// Another correct solution: the permissions are those of the socket itself before it has a file (fchmod(2)), so bind
// makes the file with them, and no umask is touched; what the umask took is given back afterwards. Files are looked at
// through O_PATH. Waiting by poll(2), peeking before receiving.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "unix_domain.hpp"

namespace lab {
namespace {

int keep_trying(const std::function<int()>& call) {
  int result = 0;
  do {
    result = call();
  } while (result == -1 && errno == EINTR);
  return result;
}

Address unix_name(const char* from, std::size_t size, std::size_t at, std::size_t length) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path + at, from, size);
  Address address = make_address(name);
  address.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  return address;
}

bool is_dead(const std::string& path) {
  const Fd file(::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) == -1 || !S_ISSOCK(status.st_mode)) return false;
  const Fd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!probe) throw_errno("socket");
  const Address where = unix_address(path);
  return keep_trying([&] { return ::connect(probe.get(), where.get(), where.length); }) == -1 && errno == ECONNREFUSED;
}

}  // namespace

Address unix_address(const std::string& path) {
  if (path.empty() || path.size() != std::strlen(path.c_str())) throw_errno("unix_address", EINVAL);
  if (path.size() > sizeof(sockaddr_un::sun_path) - 1) throw_errno("unix_address", ENAMETOOLONG);
  return unix_name(path.data(), path.size(), 0, path.size());  // without the NUL: the length tells the end
}

Address abstract_address(const std::string& name) {
  if (name.size() > sizeof(sockaddr_un::sun_path) - 1) throw_errno("abstract_address", ENAMETOOLONG);
  return unix_name(name.data(), name.size(), 1, 1 + name.size());
}

Fd listen_at(const std::string& path, mode_t mode) {
  const Address where = unix_address(path);
  Fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener) throw_errno("socket");
  if (::fchmod(listener.get(), mode) == -1) throw_errno("fchmod");
  if (::bind(listener.get(), where.get(), where.length) == -1) {
    if (errno != EADDRINUSE) throw_errno("bind");
    if (!is_dead(path)) throw_errno("bind", EADDRINUSE);
    if (::remove(path.c_str()) == -1) throw_errno("remove");
    if (::bind(listener.get(), where.get(), where.length) == -1) throw_errno("bind");
  }
  const char* failed = ::chmod(path.c_str(), mode) == -1 ? "chmod" : nullptr;
  if (failed == nullptr && ::listen(listener.get(), 64) == -1) failed = "listen";
  if (failed == nullptr) return listener;
  const int error = errno;
  ::remove(path.c_str());
  throw_errno(failed, error);
}

Connected connect_at(const std::string& path) {
  const Address where = unix_address(path);
  Fd connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!connection) throw_errno("socket");
  if (keep_trying([&] { return ::connect(connection.get(), where.get(), where.length); }) == 0)
    return {Found::server, std::move(connection)};
  const int error = errno;
  // To look at a file takes no permission on it, only on the folders above it.
  const Fd file(::open(path.c_str(), O_PATH | O_CLOEXEC));
  const int search = file ? 0 : errno;
  struct stat status {};
  const bool is_socket = file && ::fstat(file.get(), &status) == 0 && S_ISSOCK(status.st_mode);
  if (search == EACCES) return {Found::locked_folder, Fd()};
  if (search == ENOENT) return {Found::nothing, Fd()};
  if (file && !is_socket) return {Found::no_socket, Fd()};
  if (error == ECONNREFUSED) return {Found::stale_socket, Fd()};
  if (error == EPROTOTYPE) return {Found::other_type, Fd()};
  if (error == EACCES) return {Found::locked_socket, Fd()};
  throw_errno("connect", error);
}

Credentials peer_credentials(int connection) {
  int family = 0;
  socklen_t length = sizeof family;
  if (::getsockopt(connection, SOL_SOCKET, SO_DOMAIN, &family, &length) == -1) throw_errno("getsockopt");
  if (family != AF_UNIX) throw_errno("peer_credentials", ENOTCONN);
  ucred peer{};
  length = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &length) == -1) throw_errno("getsockopt");
  if (static_cast<int>(peer.uid) == -1) throw_errno("peer_credentials", ENOTCONN);
  return {peer.pid, peer.uid, peer.gid};
}

Child start_child(const std::function<int(int)>& work) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1) throw_errno("socketpair");
  Fd ours(pair[1]);  // either end is as good as the other
  Fd theirs(pair[0]);
  switch (const pid_t pid = ::fork(); pid) {
    case -1:
      throw_errno("fork");
    case 0: {
      ours.reset();
      const auto status = [&]() noexcept {
        try {
          return work(theirs.get());
        } catch (...) {
          return 1;
        }
      }();
      theirs.reset();
      ::_exit(status);
    }
    default:
      return {pid, std::move(ours)};
  }
}

int end_child(Child child) {
  { const Fd closing = std::move(child.connection); }
  int status = 0;
  if (keep_trying([&] { return ::waitpid(child.pid, &status, 0); }) == -1) throw_errno("waitpid");
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return 128 + WTERMSIG(status);
}

void send_descriptor(int connection, int descriptor) {
  const std::byte byte{255};
  iovec part{const_cast<std::byte*>(&byte), 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  auto* header = reinterpret_cast<cmsghdr*>(control.data());
  header->cmsg_len = CMSG_LEN(sizeof(int));
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (keep_trying([&] { return static_cast<int>(::sendmsg(connection, &message, MSG_NOSIGNAL)); }) == -1)
    throw_errno("sendmsg");
}

std::optional<Fd> receive_descriptor(int connection) {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(3 * sizeof(int))> control{};
  msghdr message{};
  const int size = keep_trying([&] {
    pollfd entry{connection, POLLIN, 0};
    if (::poll(&entry, 1, -1) == -1) return -1;
    message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    return static_cast<int>(::recvmsg(connection, &message, MSG_CMSG_CLOEXEC));
  });
  if (size == -1) throw_errno("recvmsg");
  std::optional<Fd> first;
  bool only_one = (message.msg_flags & MSG_CTRUNC) == 0;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    const int* numbers = reinterpret_cast<const int*>(CMSG_DATA(header));
    const int* const end = reinterpret_cast<const int*>(reinterpret_cast<const char*>(header) + header->cmsg_len);
    for (; numbers < end; ++numbers) {
      Fd one(*numbers);
      if (first) {
        only_one = false;
      } else {
        first = std::move(one);
      }
    }
  }
  if (size == 0) return std::nullopt;
  if (!first || !only_one) throw_errno("receive_descriptor", EBADMSG);
  return first;
}

Fd open_datagram_client() {
  Fd client(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!client) throw_errno("socket");
  const sa_family_t family = AF_UNIX;
  if (::bind(client.get(), reinterpret_cast<const sockaddr*>(&family), sizeof family) == -1) throw_errno("bind");
  return client;
}

void send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  if (keep_trying(
          [&] { return static_cast<int>(::sendto(socket, bytes.data(), bytes.size(), 0, to.get(), to.length)); }) == -1)
    throw_errno("sendto");
}

bool try_send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  const int result = keep_trying([&] {
    return static_cast<int>(::sendto(socket, bytes.data(), bytes.size(), MSG_DONTWAIT, to.get(), to.length));
  });
  if (result == -1 && errno == EAGAIN) return false;
  if (result == -1) throw_errno("sendto");
  return true;
}

Datagram receive_from(int socket, std::size_t limit) {
  // Looks first how big it is.
  std::byte nothing{};
  const int size = keep_trying([&] { return static_cast<int>(::recv(socket, &nothing, 1, MSG_PEEK | MSG_TRUNC)); });
  if (size == -1) throw_errno("recv");
  Datagram datagram;
  datagram.bytes.resize(static_cast<std::size_t>(size));
  const int got = keep_trying([&] {
    datagram.sender.length = sizeof datagram.sender.storage;
    return static_cast<int>(::recvfrom(socket, datagram.bytes.data(), datagram.bytes.size(), 0, datagram.sender.get(),
                                       &datagram.sender.length));
  });
  if (got == -1) throw_errno("recvfrom");
  if (datagram.bytes.size() > limit) throw_errno("receive_from", EMSGSIZE);
  return datagram;
}

}  // namespace lab
