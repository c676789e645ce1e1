// wire::receive_message, fed with any bytes, cut at any place, and with any number of descriptors along with them.
//
// What must hold: a message, an end of file, a timeout or wire::Malformed comes of it, nothing else; no descriptor
// stays open; memory is taken for the bytes that came, not for those that were announced.
#include "wire/message.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <vector>

#include "fuzz.hpp"

namespace {

constexpr std::size_t most_in_a_message = 253;  // SCM_MAX_FD

/// Sends the bytes with `count` descriptors; false when the kernel does not take them.
bool send_part(int socket, std::string_view bytes, std::size_t count) {
  static const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  static const std::vector<int> descriptors(most_in_a_message, null);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * most_in_a_message)> control{};
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (count > 0) {
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(sizeof(int) * count);
    cmsghdr* item = CMSG_FIRSTHDR(&header);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(sizeof(int) * count);
    std::memcpy(CMSG_DATA(item), descriptors.data(), sizeof(int) * count);
  }
  return ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(bytes.size());
}

/// Another message may come.
bool receive_one(int socket, std::size_t sent) {
  wire::Message message;
  bool more = false;
  try {
    more = wire::receive_message(socket, message, std::chrono::milliseconds(0)) == wire::Received::message;
    fuzz::must(!more || message.bytes.size() + 4 <= sent, "no message is longer than what was sent");
    fuzz::must(message.descriptors.size() <= wire::most_descriptors, "descriptors are capped");
  } catch (const wire::Malformed&) {
  }
  fuzz::must(message.bytes.capacity() <= 2 * sent + (128u << 10), "memory follows the bytes that came");
  return more;
}

}  // namespace

// The input: choices, then parts, each a count of bytes (at most 255), a count of descriptors, and the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  send_part(-1, {}, 0);  // what is opened once is open before the first count
  const int before = fuzz::open_descriptors();
  {
    std::array<int, 2> ends{};
    fuzz::must(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0, "socketpair");
    lab::Fd here(ends[0]);
    lab::Fd there(ends[1]);
    const auto choices = input.number<std::uint8_t>();
    const int on = choices & 1;
    ::setsockopt(here.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
    std::size_t sent = 0;
    while (!input.empty()) {
      const auto length = input.number<std::uint8_t>();
      const auto count = std::min<std::size_t>(input.number<std::uint8_t>(), most_in_a_message);
      const std::string_view bytes = input.take(length);
      if (!send_part(there.get(), bytes, count)) break;
      sent += bytes.size();
    }
    if ((choices & 2) != 0) there.reset();  // an end of file; otherwise nothing more comes
    while (receive_one(here.get(), sent)) {
    }
  }
  fuzz::must(fuzz::open_descriptors() == before, "no descriptor stays open");
  return 0;
}
