// Lab 02, the model solution. README.md beside it walks through it and says why each piece is as it is.
#include "unix_domain.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace lab {
namespace {

constexpr socklen_t before_path = offsetof(sockaddr_un, sun_path);

Fd unix_socket(int type) {
  Fd socket(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  return socket;
}

/// The length of an Address is what counts; all behind it is zero.
Address unix_bytes(const std::string& bytes) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  bytes.copy(name.sun_path, sizeof name.sun_path);
  Address address = make_address(name);
  address.length = before_path + static_cast<socklen_t>(bytes.size());
  return address;
}

/// connect(2); 0 or its errno.
int try_connect(int socket, const Address& where) {
  while (::connect(socket, where.get(), where.length) == -1) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

// 02.1

Address unix_address(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) throw_errno("unix_address", EINVAL);
  if (path.size() >= sizeof sockaddr_un{}.sun_path) throw_errno("unix_address", ENAMETOOLONG);
  return unix_bytes(path + '\0');
}

Address abstract_address(const std::string& name) {
  if (name.size() >= sizeof sockaddr_un{}.sun_path) throw_errno("abstract_address", ENAMETOOLONG);
  return unix_bytes('\0' + name);
}

// 02.2

namespace {

/// Takes away all permissions but `mode` from the files that are made while it lives.
class Umask {
 public:
  explicit Umask(mode_t mode) : before_(::umask(~mode & 0777)) {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

/// bind(2); 0 or its errno.
int try_bind(int socket, const Address& where, mode_t mode) {
  const Umask umask(mode);
  return ::bind(socket, where.get(), where.length) == 0 ? 0 : errno;
}

/// A socket file, itself and not by a link, at which nobody listens.
bool is_stale(const std::string& path, const Address& where) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == -1 || !S_ISSOCK(status.st_mode)) return false;
  const Fd probe = unix_socket(SOCK_STREAM | SOCK_NONBLOCK);  // a busy server is not to be waited for
  return try_connect(probe.get(), where) == ECONNREFUSED;
}

}  // namespace

Fd listen_at(const std::string& path, mode_t mode) {
  const Address where = unix_address(path);
  Fd listener = unix_socket(SOCK_STREAM);
  int error = try_bind(listener.get(), where, mode);
  if (error == EADDRINUSE && is_stale(path, where)) {
    if (::unlink(path.c_str()) == -1 && errno != ENOENT) throw_errno("unlink");
    error = try_bind(listener.get(), where, mode);
  }
  if (error != 0) throw_errno("bind", error);
  if (::listen(listener.get(), SOMAXCONN) == -1) {
    error = errno;
    ::unlink(path.c_str());
    throw_errno("listen", error);
  }
  return listener;
}

// 02.3

namespace {

bool is_socket(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == -1) throw_errno("stat");
  return S_ISSOCK(status.st_mode);
}

/// What stands behind an errno of connect(2). Throws where it is no word about the path.
Found explain(int error, const std::string& path) {
  try {
    switch (error) {
      case 0:
        return Found::server;
      case ENOENT:
        return Found::nothing;
      case EPROTOTYPE:
        return Found::other_type;
      case ECONNREFUSED:
        return is_socket(path) ? Found::stale_socket : Found::no_socket;
      case EACCES:
        return is_socket(path) ? Found::locked_socket : Found::no_socket;
      default:
        break;
    }
  } catch (const std::system_error& stat) {
    if (stat.code().value() == EACCES) return Found::locked_folder;
    if (stat.code().value() == ENOENT) return Found::nothing;  // removed meanwhile
    throw;
  }
  throw_errno("connect", error);
}

}  // namespace

Connected connect_at(const std::string& path) {
  const Address where = unix_address(path);
  Fd connection = unix_socket(SOCK_STREAM);
  const Found found = explain(try_connect(connection.get(), where), path);
  if (found != Found::server) connection.reset();
  return {found, std::move(connection)};
}

// 02.4

Credentials peer_credentials(int connection) {
  ucred peer{};
  socklen_t length = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &length) == -1) throw_errno("getsockopt");
  if (peer.uid == static_cast<uid_t>(-1)) throw_errno("peer_credentials", ENOTCONN);
  return {peer.pid, peer.uid, peer.gid};
}

// 02.5

namespace {

/// In the child: does the work, and ends the process, whatever happens.
[[noreturn]] void work_and_exit(const std::function<int(int)>& work, Fd connection) {
  int status = 1;
  try {
    status = work(connection.get());
  } catch (...) {
    status = 1;
  }
  ::_exit(status);
}

}  // namespace

Child start_child(const std::function<int(int)>& work) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == -1) throw_errno("socketpair");
  Fd parents(ends[0]);
  Fd childs(ends[1]);
  const pid_t pid = ::fork();
  if (pid == -1) throw_errno("fork");
  if (pid == 0) {
    parents.reset();
    work_and_exit(work, std::move(childs));
  }
  return {pid, std::move(parents)};  // and the child's end is closed here
}

int end_child(Child child) {
  child.connection.reset();  // first: the child may wait for just this
  int status = 0;
  while (::waitpid(child.pid, &status, 0) == -1) {
    if (errno != EINTR) throw_errno("waitpid");
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// 02.6

namespace {

/// Control messages begin with a header, which wants to be aligned.
template <std::size_t Count>
struct alignas(cmsghdr) Room {
  std::array<char, CMSG_SPACE(Count * sizeof(int))> bytes{};
};

/// All descriptors that came with a message, owned.
std::vector<Fd> descriptors_of(msghdr& message) {
  std::vector<Fd> all;
  for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr; control = CMSG_NXTHDR(&message, control)) {
    if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(control) + i * sizeof number, sizeof number);
      all.emplace_back(number);
    }
  }
  return all;
}

}  // namespace

void send_descriptor(int connection, int descriptor) {
  char byte = 0;
  iovec part{&byte, 1};
  Room<1> room;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room.bytes.data();
  message.msg_controllen = room.bytes.size();
  cmsghdr* control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(control), &descriptor, sizeof descriptor);
  while (::sendmsg(connection, &message, MSG_NOSIGNAL) == -1) {
    if (errno != EINTR) throw_errno("sendmsg");
  }
}

std::optional<Fd> receive_descriptor(int connection) {
  char byte = 0;
  iovec part{&byte, 1};
  Room<1> room;
  msghdr message{};
  ssize_t size = 0;
  do {
    message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = room.bytes.data();
    message.msg_controllen = room.bytes.size();
    size = ::recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
  } while (size == -1 && errno == EINTR);
  if (size == -1) throw_errno("recvmsg");
  std::vector<Fd> came = descriptors_of(message);
  if (size == 0) return std::nullopt;
  if (came.size() != 1 || (message.msg_flags & MSG_CTRUNC) != 0) throw_errno("receive_descriptor", EBADMSG);
  return std::move(came.front());
}

// 02.7

namespace {

/// sendto(2); 0 or its errno.
int send_datagram(int socket, const Address& to, std::span<const std::byte> bytes, int flags) {
  while (::sendto(socket, bytes.data(), bytes.size(), flags | MSG_NOSIGNAL, to.get(), to.length) == -1) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

Fd open_datagram_client() {
  Fd socket = unix_socket(SOCK_DGRAM);
  const sockaddr_un unnamed{AF_UNIX, {}};
  // A length that covers the family alone asks the kernel for a name: an abstract one, of five digits (unix(7)).
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&unnamed), before_path) == -1) throw_errno("bind");
  return socket;
}

void send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  if (const int error = send_datagram(socket, to, bytes, 0); error != 0) throw_errno("sendto", error);
}

bool try_send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  const int error = send_datagram(socket, to, bytes, MSG_DONTWAIT);
  if (error != 0 && error != EAGAIN) throw_errno("sendto", error);
  return error == 0;
}

Datagram receive_from(int socket, std::size_t limit) {
  Datagram datagram;
  datagram.bytes.resize(limit);
  for (;;) {
    datagram.sender.length = sizeof datagram.sender.storage;
    // With MSG_TRUNC the result is the datagram's true size, however little of it fits.
    const ssize_t size =
        ::recvfrom(socket, datagram.bytes.data(), limit, MSG_TRUNC, datagram.sender.get(), &datagram.sender.length);
    if (size == -1 && errno == EINTR) continue;
    if (size == -1) throw_errno("recvfrom");
    if (static_cast<std::size_t>(size) > limit) throw_errno("receive_from", EMSGSIZE);
    datagram.bytes.resize(static_cast<std::size_t>(size));
    return datagram;
  }
}

}  // namespace lab
