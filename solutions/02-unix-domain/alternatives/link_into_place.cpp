// Another correct solution: the socket is made ready under a name of its own, and is put into place when it is
// complete: link(2) never replaces a file, so what is there is safe without a question. Everything else by other calls,
// too: SO_DOMAIN, getsockopt before recvmsg, recvmmsg, waitid.
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "unix_domain.hpp"

namespace lab {
namespace {

Fd make_socket(int type) {
  Fd fd(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  if (!fd) throw_errno("socket");
  return fd;
}

/// A file that is removed at the end.
class Draft {
 public:
  explicit Draft(std::string path) : path_(std::move(path)) {}
  ~Draft() {
    const int saved = errno;
    ::unlink(path_.c_str());
    errno = saved;
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  [[nodiscard]] const char* path() const { return path_.c_str(); }

 private:
  std::string path_;
};

bool nobody_listens(const std::string& path) {
  struct stat file {};
  if (::lstat(path.c_str(), &file) == -1 || !S_ISSOCK(file.st_mode)) return false;
  const Fd probe = make_socket(SOCK_STREAM | SOCK_NONBLOCK);
  const Address where = unix_address(path);
  int result = 0;
  do {
    result = ::connect(probe.get(), where.get(), where.length);
  } while (result == -1 && errno == EINTR);
  return result == -1 && errno == ECONNREFUSED;
}

}  // namespace

Address unix_address(const std::string& path) {
  if (path.size() > 107) throw_errno("unix_address", ENAMETOOLONG);
  if (path.empty() || std::count(path.begin(), path.end(), '\0') > 0) throw_errno("unix_address", EINVAL);
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::copy(path.begin(), path.end(), name.sun_path);
  return make_address(name);  // all of it: NULs behind the path
}

Address abstract_address(const std::string& name) {
  if (name.size() > 107) throw_errno("abstract_address", ENAMETOOLONG);
  Address address;
  auto* unix_name = reinterpret_cast<sockaddr_un*>(address.get());
  unix_name->sun_family = AF_UNIX;
  std::copy(name.begin(), name.end(), unix_name->sun_path + 1);
  address.length = static_cast<socklen_t>(sizeof(sa_family_t) + 1 + name.size());
  return address;
}

Fd listen_at(const std::string& path, mode_t mode) {
  unix_address(path);  // it is to be reached by this name
  // In the same folder, under a short name, so that it fits wherever the path does.
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  Fd listener = make_socket(SOCK_STREAM);
  std::string name;
  for (int number = 0;; ++number) {
    name = folder + "." + std::to_string(number);
    const Address where = unix_address(name);
    if (::bind(listener.get(), where.get(), where.length) == 0) break;
    if (errno != EADDRINUSE) throw_errno("bind");
  }
  const Draft draft(name);
  if (::chmod(draft.path(), mode) == -1) throw_errno("chmod");
  if (::listen(listener.get(), 128) == -1) throw_errno("listen");
  if (::link(draft.path(), path.c_str()) == 0) return listener;
  if (errno == EEXIST && nobody_listens(path)) {
    ::unlink(path.c_str());
    if (::link(draft.path(), path.c_str()) == 0) return listener;
    if (errno != EEXIST) throw_errno("link");
  }
  throw_errno("bind", EADDRINUSE);
}

Connected connect_at(const std::string& path) {
  const Address where = unix_address(path);
  Fd connection = make_socket(SOCK_STREAM);
  while (::connect(connection.get(), where.get(), where.length) == -1) {
    const int error = errno;
    if (error == EINTR) {  // as portable code does: a new socket, since elsewhere this one may be half connected
      connection = make_socket(SOCK_STREAM);
      continue;
    }
    connection.reset();
    if (error == ENOENT) return {Found::nothing, Fd()};
    if (error == EPROTOTYPE) return {Found::other_type, Fd()};
    if (error != EACCES && error != ECONNREFUSED) throw_errno("connect", error);
    struct stat file {};
    if (::stat(path.c_str(), &file) == -1) return {errno == EACCES ? Found::locked_folder : Found::nothing, Fd()};
    if (!S_ISSOCK(file.st_mode)) return {Found::no_socket, Fd()};
    return {error == EACCES ? Found::locked_socket : Found::stale_socket, Fd()};
  }
  return {Found::server, std::move(connection)};
}

Credentials peer_credentials(int connection) {
  ucred peer{0, static_cast<uid_t>(-1), static_cast<gid_t>(-1)};
  socklen_t length = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &length) == -1) throw_errno("getsockopt");
  if (peer.uid == static_cast<uid_t>(-1) && peer.gid == static_cast<gid_t>(-1))
    throw_errno("peer_credentials", ENOTCONN);
  Credentials credentials{};
  credentials.pid = peer.pid;
  credentials.uid = peer.uid;
  credentials.gid = peer.gid;
  return credentials;
}

Child start_child(const std::function<int(int)>& work) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) throw_errno("socketpair");
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::close(ends[0]);
    try {
      ::_exit(work(ends[1]));
    } catch (...) {
      ::_exit(1);
    }
  }
  const int error = errno;
  ::close(ends[1]);
  if (pid == -1) {
    ::close(ends[0]);
    throw_errno("fork", error);
  }
  return {pid, Fd(ends[0])};
}

int end_child(Child child) {
  ::shutdown(child.connection.get(), SHUT_RDWR);
  child.connection.reset();
  siginfo_t end{};
  while (::waitid(P_PID, static_cast<id_t>(child.pid), &end, WEXITED) == -1) {
    if (errno != EINTR) throw_errno("waitid");
  }
  return end.si_code == CLD_EXITED ? end.si_status : 128 + end.si_status;
}

void send_descriptor(int connection, int descriptor) {
  char byte = 'd';
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {};
  iovec part{&byte, sizeof byte};
  mmsghdr message{};
  message.msg_hdr.msg_iov = &part;
  message.msg_hdr.msg_iovlen = 1;
  message.msg_hdr.msg_control = control;
  message.msg_hdr.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message.msg_hdr);
  *header = {CMSG_LEN(sizeof descriptor), SOL_SOCKET, SCM_RIGHTS};
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  while (::sendmmsg(connection, &message, 1, MSG_NOSIGNAL) == -1) {
    if (errno != EINTR) throw_errno("sendmmsg");
  }
}

std::optional<Fd> receive_descriptor(int connection) {
  // Room for all that a message can carry (SCM_MAX_FD of the kernel is 253): nothing is ever cut.
  constexpr std::size_t most = 253;
  char byte = 0;
  alignas(cmsghdr) char control[CMSG_SPACE(most * sizeof(int))] = {};
  iovec part{&byte, 1};
  mmsghdr message{};
  int count = 0;
  do {
    message = {};
    message.msg_hdr = {nullptr, 0, &part, 1, control, sizeof control, 0};
    count = ::recvmmsg(connection, &message, 1, MSG_CMSG_CLOEXEC, nullptr);
  } while (count == -1 && errno == EINTR);
  if (count == -1) throw_errno("recvmmsg");
  const cmsghdr* header = CMSG_FIRSTHDR(&message.msg_hdr);
  std::vector<Fd> all;
  if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    all.resize((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    for (std::size_t i = 0; i < all.size(); ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(header) + i * sizeof number, sizeof number);
      all[i] = Fd(number);
    }
  }
  if (message.msg_len == 0) return std::nullopt;
  if (all.size() != 1) throw_errno("receive_descriptor", EBADMSG);
  return std::move(all[0]);
}

Fd open_datagram_client() {
  static int number = 0;
  Fd client = make_socket(SOCK_DGRAM);
  for (;;) {
    const Address name = abstract_address("client " + std::to_string(::getpid()) + "." + std::to_string(++number));
    if (::bind(client.get(), name.get(), name.length) == 0) return client;
    if (errno != EADDRINUSE) throw_errno("bind");
  }
}

namespace {

bool send_message(int socket, const Address& to, std::span<const std::byte> bytes, int flags) {
  Address where = to;
  iovec part{const_cast<std::byte*>(bytes.data()), bytes.size()};
  msghdr message{where.get(), where.length, &part, 1, nullptr, 0, 0};
  for (;;) {
    if (::sendmsg(socket, &message, flags) >= 0) return true;
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw_errno("sendmsg");
  }
}

}  // namespace

void send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  send_message(socket, to, bytes, MSG_NOSIGNAL);
}

bool try_send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  return send_message(socket, to, bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
}

Datagram receive_from(int socket, std::size_t limit) {
  // One byte more than is allowed: what needs it is too big.
  std::vector<std::byte> buffer(limit + 1);
  Datagram datagram;
  iovec part{buffer.data(), buffer.size()};
  msghdr message{};
  ssize_t size = 0;
  do {
    message = {datagram.sender.get(), sizeof datagram.sender.storage, &part, 1, nullptr, 0, 0};
    size = ::recvmsg(socket, &message, 0);
  } while (size == -1 && errno == EINTR);
  if (size == -1) throw_errno("recvmsg");
  if (static_cast<std::size_t>(size) > limit) throw_errno("receive_from", EMSGSIZE);
  buffer.resize(static_cast<std::size_t>(size));
  datagram.bytes = std::move(buffer);
  datagram.sender.length = message.msg_namelen;
  return datagram;
}

}  // namespace lab
