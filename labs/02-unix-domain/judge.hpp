// Judgements that several tests of this lab share, and the other ends that they need.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exam/folder.hpp"
#include "exam/test.hpp"
#include "given.hpp"
#include "unix_domain.hpp"

namespace judge {

using exam::threw_any;
template <class R>
testing::AssertionResult sending_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"sendto", "sendmsg", "send", "sendmmsg"}, error);
}
template <class R>
testing::AssertionResult receiving_failed(const exam::Outcome<R>& outcome, int error) {
  return threw_any(outcome, {"recvfrom", "recvmsg", "recv", "recvmmsg", "read"}, error);
}

inline std::string as_text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

constexpr std::size_t before_path = offsetof(sockaddr_un, sun_path);

/// The bytes after the family, as many as the length says.
inline std::string path_bytes(const lab::Address& address) {
  if (address.length <= before_path || address.length > sizeof(sockaddr_un)) return {};
  return {reinterpret_cast<const char*>(&address.storage) + before_path, address.length - before_path};
}

/// The address of a path: its bytes, then nothing but NULs as far as the length goes.
inline testing::AssertionResult names_path(const lab::Address& address, const std::string& path) {
  const std::string bytes = path_bytes(address);
  if (address.family() != AF_UNIX) return testing::AssertionFailure() << "its family is not AF_UNIX";
  if (!bytes.starts_with(path) || bytes.find_first_not_of('\0', path.size()) != std::string::npos)
    return testing::AssertionFailure() << "its " << address.length << " bytes do not hold the path and then only NULs";
  return testing::AssertionSuccess();
}

/// A name by the run's seed, which nobody else has.
inline std::string fresh_name(std::mt19937_64& random) { return "socklab-" + std::to_string(random()); }

inline lab::Address abstract(const std::string& name) {
  lab::Address address;
  address.storage.ss_family = AF_UNIX;
  name.copy(reinterpret_cast<char*>(&address.storage) + before_path + 1, sizeof(sockaddr_un) - before_path - 1);
  address.length = static_cast<socklen_t>(before_path + 1 + name.size());
  return address;
}

inline lab::Fd unix_socket(int type) {
  lab::Fd socket(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket (by the test)");
  return socket;
}
inline void bind(const lab::Fd& socket, const lab::Address& where) {
  if (::bind(socket.get(), where.get(), where.length) == -1) lab::throw_errno("bind (by the test)");
}

/// 0, or the errno with which a stream client is told that it cannot connect now.
inline int try_connect(const lab::Address& where, lab::Fd* kept = nullptr) {
  lab::Fd socket = unix_socket(SOCK_STREAM | SOCK_NONBLOCK);
  const int error = ::connect(socket.get(), where.get(), where.length) == 0 ? 0 : errno;
  if (kept != nullptr) *kept = std::move(socket);
  return error;
}

inline std::optional<mode_t> permissions(const exam::Folder& folder, const std::string& name) {
  const auto status = folder.look_at(name);
  return status ? std::optional<mode_t>(status->st_mode & 07777) : std::nullopt;
}

/// The same open file? (The same socket or pipe, for us.)
inline bool same_file(int a, int b) {
  struct stat first {};
  struct stat second {};
  return ::fstat(a, &first) == 0 && ::fstat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

/// Sends `bytes`, with descriptors.
inline void send_with(int socket, const std::string& bytes, const std::vector<int>& descriptors) {
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  std::vector<char> control(CMSG_SPACE(descriptors.size() * sizeof(int)));
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
    std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size() * sizeof(int));
  }
  if (::sendmsg(socket, &message, MSG_NOSIGNAL) == -1) lab::throw_errno("sendmsg (by the test)");
}

/// What one recvmsg brings, without waiting: how many bytes, and the descriptors.
struct Parcel {
  std::string bytes;
  std::vector<lab::Fd> descriptors;
};
inline Parcel receive_with(int socket) {
  char bytes[64];
  iovec part{bytes, sizeof bytes};
  alignas(cmsghdr) char control[CMSG_SPACE(16 * sizeof(int))];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  Parcel parcel;
  const ssize_t size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  if (size == -1) return parcel;
  parcel.bytes.assign(bytes, static_cast<std::size_t>(size));
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_type != SCM_RIGHTS) continue;
    for (std::size_t at = 0; at + sizeof(int) <= header->cmsg_len - CMSG_LEN(0); at += sizeof(int)) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(header) + at, sizeof number);
      parcel.descriptors.emplace_back(number);
    }
  }
  return parcel;
}

/// A pipe of the test's: something to pass on.
struct Pipe {
  lab::Fd out;
  lab::Fd in;
  Pipe() {
    int ends[2];
    if (::pipe(ends) == -1) lab::throw_errno("pipe (by the test)");
    out = lab::Fd(ends[0]);
    in = lab::Fd(ends[1]);
  }
};

/// A datagram socket of the test's. receive() does not wait: a datagram that was sent is there.
class Mailbox {
 public:
  explicit Mailbox(const lab::Address& where) : socket_(unix_socket(SOCK_DGRAM)) { bind(socket_, where); }
  /// Without a name: nobody can answer it.
  Mailbox() : socket_(unix_socket(SOCK_DGRAM)) {}

  void send(const lab::Address& to, std::string_view bytes) const {
    if (::sendto(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT, to.get(), to.length) == -1)
      lab::throw_errno("sendto (by the test)");
  }
  struct Letter {
    std::string bytes;
    lab::Address from;
  };
  [[nodiscard]] std::optional<Letter> receive() const {
    Letter letter{std::string(1 << 20, '\0'), {}};
    letter.from.length = sizeof letter.from.storage;
    const ssize_t size = ::recvfrom(socket_.get(), letter.bytes.data(), letter.bytes.size(), MSG_DONTWAIT,
                                    letter.from.get(), &letter.from.length);
    if (size == -1) return std::nullopt;
    letter.bytes.resize(static_cast<std::size_t>(size));
    return letter;
  }
  [[nodiscard]] lab::Address address() const { return exam::local_address(socket_.get()); }
  [[nodiscard]] const lab::Fd& fd() const { return socket_; }
  void close() { socket_.reset(); }

 private:
  lab::Fd socket_;
};

/// Fills a mailbox, so that nobody else can send to it: returns the number of messages, each of which is its number.
inline int fill(const Mailbox& full) {
  int count = 0;
  for (int before = -1; count > before;) {  // what one sender may have under way is limited, too: then comes another
    const Mailbox filler;
    before = count;
    try {
      for (;; ++count) filler.send(full.address(), std::to_string(count));
    } catch (const std::system_error& error) {
      if (error.code().value() != EAGAIN) throw;
    }
  }
  return count;
}

}  // namespace judge
