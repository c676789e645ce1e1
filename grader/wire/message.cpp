#include "wire/message.hpp"

#include <linux/futex.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <ctime>

#include "support/errors.hpp"

namespace wire {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_pauses = 10'000;  // of a millisecond

// Room for the descriptors of one message and the sender's credentials.
constexpr std::size_t control_room = CMSG_SPACE(sizeof(int) * 253) + CMSG_SPACE(sizeof(ucred));

void take_control(const msghdr& header, Message& message) {
  for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr;
       item = CMSG_NXTHDR(const_cast<msghdr*>(&header), item)) {
    if (item->cmsg_level != SOL_SOCKET) continue;
    if (item->cmsg_type == SCM_CREDENTIALS) {
      ucred sender{};
      std::memcpy(&sender, CMSG_DATA(item), sizeof sender);
      message.sender = sender.pid;
    } else if (item->cmsg_type == SCM_RIGHTS) {
      const std::size_t count = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      for (std::size_t i = 0; i < count; ++i) {
        int number = -1;
        std::memcpy(&number, CMSG_DATA(item) + i * sizeof(int), sizeof number);
        message.descriptors.emplace_back(number);
      }
    }
  }
}

bool wait_readable(int socket, Clock::time_point end, bool forever) {
  for (;;) {
    int wait = -1;
    if (!forever) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
      wait = static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
    }
    pollfd entry{socket, POLLIN, 0};
    const int ready = ::poll(&entry, 1, wait);
    if (ready > 0) return true;
    if (ready == 0) return false;
    if (errno != EINTR) lab::throw_errno("poll");
  }
}

// A millisecond, by a call that the witness does not take for the student's.
void pause_briefly() {
  static const int never_changes = 0;
  const timespec millisecond{0, 1'000'000};
  ::syscall(SYS_futex, &never_changes, FUTEX_WAIT_PRIVATE, 0, &millisecond, nullptr, 0);
}

/// Where the next bytes go. The buffer grows with what has come, never on the word of the length alone.
iovec next_part(std::uint32_t& length, std::size_t got, std::string& bytes) {
  constexpr std::size_t first_step = 64u << 10;
  if (got < sizeof length) return {reinterpret_cast<char*>(&length) + got, sizeof length - got};
  const std::size_t have = got - sizeof length;
  if (have == bytes.size()) bytes.resize(std::min<std::size_t>(length, std::max(first_step, 2 * have)));
  return {bytes.data() + have, bytes.size() - have};
}

}  // namespace

void send_message(int socket, const std::string& bytes, const std::vector<int>& descriptors) {
  if (bytes.size() > longest_message) throw Malformed("a message of more than 64 MiB");
  auto length = static_cast<std::uint32_t>(bytes.size());
  std::array<iovec, 2> parts{{{&length, sizeof length}, {const_cast<char*>(bytes.data()), bytes.size()}}};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * most_descriptors)> control{};
  msghdr header{};
  header.msg_iov = parts.data();
  header.msg_iovlen = parts.size();
  if (!descriptors.empty()) {
    if (descriptors.size() > most_descriptors) throw Malformed("too many descriptors for one message");
    const std::size_t size = descriptors.size() * sizeof(int);
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(size);
    cmsghdr* item = CMSG_FIRSTHDR(&header);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(size);
    std::memcpy(CMSG_DATA(item), descriptors.data(), size);
  }
  int pauses = 0;
  while (parts[0].iov_len + parts[1].iov_len > 0) {
    const ssize_t sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
    if (sent == -1) {
      if (errno == EINTR) continue;
      if (errno == ETOOMANYREFS && pauses++ < most_pauses) {
        pause_briefly();
        continue;
      }
      lab::throw_errno("sendmsg");
    }
    header.msg_control = nullptr;  // the descriptors went along with the first byte
    header.msg_controllen = 0;
    auto left = static_cast<std::size_t>(sent);
    for (iovec& part : parts) {
      const std::size_t taken = std::min(left, part.iov_len);
      part.iov_base = static_cast<char*>(part.iov_base) + taken;
      part.iov_len -= taken;
      left -= taken;
    }
  }
}

Received receive_message(int socket, Message& message, std::chrono::milliseconds deadline) {
  const bool forever = deadline.count() < 0;
  const auto end = Clock::now() + (forever ? std::chrono::milliseconds(0) : deadline);
  message = {};
  std::uint32_t length = 0;
  std::size_t got = 0;  // of the length and the payload together
  alignas(cmsghdr) std::array<char, control_room> control{};
  while (got < sizeof length || got < sizeof length + length) {
    if (!forever && !wait_readable(socket, end, forever)) return Received::timed_out;
    iovec part = next_part(length, got, message.bytes);
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    if (count == -1) {
      if (errno == EINTR) continue;
      if (errno == ECONNRESET) return Received::end_of_file;
      lab::throw_errno("recvmsg");
    }
    take_control(header, message);
    if (message.descriptors.size() > most_descriptors) throw Malformed("a flood of descriptors");
    if (count == 0) {
      if (got == 0) return Received::end_of_file;
      throw Malformed("the message breaks off");
    }
    got += static_cast<std::size_t>(count);
    if (got == sizeof length && length > longest_message) throw Malformed("a message of more than 64 MiB");
  }
  return Received::message;
}

}  // namespace wire
