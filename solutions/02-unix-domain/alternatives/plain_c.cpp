// Another correct solution, nearly as one would write it in C: numbers, goto, and errno kept by hand. The socket is
// bound under a name nobody knows, made ready, and renamed into place.
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unix_domain.hpp"

namespace lab {
namespace {

int close_quietly(int fd) {
  const int saved = errno;
  close(fd);
  errno = saved;
  return -1;
}

/// What may be put in its place: nothing at all, or a stale socket. Else 0, and errno is EADDRINUSE.
int may_be_replaced(const char* path, const Address& where) {
  struct stat file;
  if (lstat(path, &file) == -1) return errno == ENOENT;
  int stale = 0;
  if (S_ISSOCK(file.st_mode)) {
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (probe == -1) return 0;
    int result;
    while ((result = connect(probe, where.get(), where.length)) == -1 && errno == EINTR) {
    }
    stale = result == -1 && errno == ECONNREFUSED;
    close_quietly(probe);
  }
  if (!stale) errno = EADDRINUSE;
  return stale;
}

}  // namespace

Address unix_address(const std::string& path) {
  if (path.size() > 107) throw_errno("unix_address", ENAMETOOLONG);
  if (path.empty() || memchr(path.data(), 0, path.size()) != nullptr) throw_errno("unix_address", EINVAL);
  struct sockaddr_un name;
  memset(&name, 0, sizeof name);
  name.sun_family = AF_UNIX;
  strcpy(name.sun_path, path.c_str());
  Address address = make_address(name);
  address.length = static_cast<socklen_t>(SUN_LEN(&name));
  return address;
}

Address abstract_address(const std::string& name) {
  if (name.size() > 107) throw_errno("abstract_address", ENAMETOOLONG);
  struct sockaddr_un address;
  memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  memcpy(address.sun_path + 1, name.data(), name.size());
  Address result = make_address(address);
  result.length = static_cast<socklen_t>(offsetof(struct sockaddr_un, sun_path) + 1 + name.size());
  return result;
}

Fd listen_at(const std::string& path, mode_t mode) {
  const Address where = unix_address(path);
  const char* failed = "socket";
  int error = 0;
  int drafted = 0;
  // The folder, and a name in it that is no longer than the path's own can be.
  std::string draft = path.substr(0, path.find_last_of('/') + 1) + "~" + std::to_string(getpid() % 10000);
  Address draft_address;
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd == -1) throw_errno("socket");
  failed = "bind";
  if (!may_be_replaced(path.c_str(), where)) goto bad;
  if (draft.size() > 107) draft = path.substr(0, path.find_last_of('/') + 1) + "~";
  draft_address = unix_address(draft);
  if (bind(fd, draft_address.get(), draft_address.length) == -1) goto bad;
  drafted = 1;
  failed = "chmod";
  if (chmod(draft.c_str(), mode) == -1) goto bad;
  failed = "listen";
  if (listen(fd, 100) == -1) goto bad;
  failed = "rename";
  if (rename(draft.c_str(), path.c_str()) == -1) goto bad;
  return Fd(fd);
bad:
  error = errno;
  if (drafted) unlink(draft.c_str());
  close(fd);
  throw_errno(failed, error);
}

Connected connect_at(const std::string& path) {
  const Address where = unix_address(path);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd == -1) throw_errno("socket");
  for (;;) {
    if (connect(fd, where.get(), where.length) == 0) return {Found::server, Fd(fd)};
    if (errno != EINTR) break;
  }
  close_quietly(fd);
  struct stat file;
  memset(&file, 0, sizeof file);
  const int error = errno;
  const int looked = stat(path.c_str(), &file);
  switch (error) {
    case ENOENT:
      return {Found::nothing, Fd()};
    case EPROTOTYPE:
      return {Found::other_type, Fd()};
    case EACCES:
      if (looked == -1) return {Found::locked_folder, Fd()};
      if (S_ISSOCK(file.st_mode)) return {Found::locked_socket, Fd()};
      return {Found::no_socket, Fd()};
    case ECONNREFUSED:
      if (looked == -1) return {Found::nothing, Fd()};
      if (S_ISSOCK(file.st_mode)) return {Found::stale_socket, Fd()};
      return {Found::no_socket, Fd()};
    default:
      throw_errno("connect", error);
  }
}

Credentials peer_credentials(int connection) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == -1) throw_errno("getsockopt");
  if (peer.gid == (gid_t)-1 && peer.uid == (uid_t)-1) throw_errno("peer_credentials", ENOTCONN);
  return {peer.pid, peer.uid, peer.gid};
}

Child start_child(const std::function<int(int)>& work) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) throw_errno("socketpair");
  const pid_t pid = fork();
  if (pid == -1) {
    close_quietly(ends[0]);
    close_quietly(ends[1]);
    throw_errno("fork");
  }
  if (pid > 0) {
    close(ends[1]);
    return {pid, Fd(ends[0])};
  }
  close(ends[0]);
  try {
    _exit(work(ends[1]));
  } catch (...) {
    _exit(1);
  }
}

int end_child(Child child) {
  close(child.connection.release());
  int status;
  pid_t ended;
  do {
    ended = waitpid(child.pid, &status, 0);
  } while (ended == -1 && errno == EINTR);
  if (ended == -1) throw_errno("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void send_descriptor(int connection, int descriptor) {
  char byte = 1;
  char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
  memset(control, 0, sizeof control);
  struct iovec part = {&byte, 1};
  struct msghdr message;
  memset(&message, 0, sizeof message);
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = CMSG_LEN(sizeof(int));
  struct cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_len = CMSG_LEN(sizeof(int));
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  for (;;) {
    if (sendmsg(connection, &message, MSG_NOSIGNAL) == 1) return;
    if (errno != EINTR) throw_errno("sendmsg");
  }
}

std::optional<Fd> receive_descriptor(int connection) {
  char byte;
  char control[256] __attribute__((aligned(8)));
  struct iovec part = {&byte, 1};
  struct msghdr message;
  ssize_t size;
  do {
    memset(&message, 0, sizeof message);
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    size = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
  } while (size == -1 && errno == EINTR);
  if (size == -1) throw_errno("recvmsg");
  int count = 0;
  int first = -1;
  for (struct cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
    const unsigned char* data = CMSG_DATA(c);
    const unsigned char* const end = reinterpret_cast<const unsigned char*>(c) + c->cmsg_len;
    for (; data + sizeof(int) <= end; data += sizeof(int)) {
      int number;
      memcpy(&number, data, sizeof number);
      if (count++ == 0) {
        first = number;
      } else {
        close(number);
      }
    }
  }
  if (size == 0) return std::nullopt;
  if (count == 1 && (message.msg_flags & MSG_CTRUNC) == 0) return Fd(first);
  if (count > 0) close(first);
  throw_errno("receive_descriptor", EBADMSG);
}

Fd open_datagram_client() {
  struct sockaddr_un none;
  memset(&none, 0, sizeof none);
  none.sun_family = AF_UNIX;
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd == -1) throw_errno("socket");
  if (bind(fd, (const struct sockaddr*)&none, sizeof(sa_family_t)) == -1) {
    close_quietly(fd);
    throw_errno("bind");
  }
  return Fd(fd);
}

void send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  while (sendto(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL, to.get(), to.length) == -1) {
    if (errno != EINTR) throw_errno("sendto");
  }
}

bool try_send_to(int socket, const Address& to, std::span<const std::byte> bytes) {
  for (;;) {
    if (sendto(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT, to.get(), to.length) != -1) return true;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw_errno("sendto");
  }
}

Datagram receive_from(int socket, std::size_t limit) {
  Datagram datagram;
  std::vector<std::byte> buffer(limit == 0 ? 1 : limit);
  struct iovec part = {buffer.data(), limit};
  struct msghdr message;
  ssize_t size;
  do {
    memset(&message, 0, sizeof message);
    message.msg_name = datagram.sender.get();
    message.msg_namelen = sizeof datagram.sender.storage;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    size = recvmsg(socket, &message, 0);
  } while (size == -1 && errno == EINTR);
  if (size == -1) throw_errno("recvmsg");
  if ((message.msg_flags & MSG_TRUNC) != 0) throw_errno("receive_from", EMSGSIZE);
  datagram.bytes.assign(buffer.begin(), buffer.begin() + size);
  datagram.sender.length = message.msg_namelen;
  return datagram;
}

}  // namespace lab
