// notices HOST:PORT: a client in the terminal. Each line that you type is posted; all notices are shown, and new ones
// as they come. The end of your input (Ctrl-D) ends it once everything was accepted.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <iostream>

#include "notice_board.hpp"

namespace {

lab::Fd connect_to(const std::string& typed) {
  int error = EADDRNOTAVAIL;
  for (const lab::Address& where : lab::addresses_of(typed)) {
    lab::Fd socket(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket && ::connect(socket.get(), where.get(), where.length) == 0) return socket;
    error = errno;
  }
  lab::throw_errno("connect", error);
}

void send_frame(int board, lab::Type type, const std::string& body) {
  const std::string bytes = lab::encode({type, body});
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t size = ::send(board, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (size == -1 && errno != EINTR) lab::throw_errno("send");
    if (size > 0) done += static_cast<std::size_t>(size);
  }
}

/// Adds what has come; false at the end.
bool read_some(int from, std::string& bytes) {
  std::array<char, 16'384> some;
  const ssize_t size = ::read(from, some.data(), some.size());
  if (size == -1 && errno != EINTR) lab::throw_errno("read");
  if (size > 0) bytes.append(some.data(), static_cast<std::size_t>(size));
  return size != 0;
}

unsigned long long number_in(const std::string& body) {
  unsigned long long value = 0;
  for (const char byte : body.substr(0, 8)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

/// True if the board has said its last word.
bool show(const lab::Frame& frame) {
  if (frame.type == lab::Type::notice) {
    std::cout << number_in(frame.body) << "  ";
    // A notice is somebody else's bytes: none of them shall move the cursor of this terminal.
    for (const char byte : frame.body.substr(8)) std::cout << (static_cast<unsigned char>(byte) < 32 ? ' ' : byte);
    std::cout << std::endl;
  }
  if (frame.type == lab::Type::refused) std::cerr << "refused: " << frame.body << '\n';
  if (frame.type == lab::Type::bye) std::cerr << "the board has stopped\n";
  return frame.type == lab::Type::refused || frame.type == lab::Type::bye;
}

int talk(int board) {
  send_frame(board, lab::Type::watch, std::string(8, '\0'));
  std::string typed;
  std::string received;
  int waiting = 0;  // notices posted and not yet accepted
  bool more = true;
  while (more || waiting > 0) {
    pollfd ready[] = {{more ? STDIN_FILENO : -1, POLLIN, 0}, {board, POLLIN, 0}};
    if (::poll(ready, 2, -1) == -1 && errno != EINTR) lab::throw_errno("poll");
    if (ready[0].revents != 0) more = read_some(STDIN_FILENO, typed);
    for (std::size_t end; (end = typed.find('\n')) != std::string::npos; typed.erase(0, end + 1)) {
      if (end == 0) continue;
      send_frame(board, lab::Type::post, typed.substr(0, std::min(end, lab::longest_text)));
      ++waiting;
    }
    if (ready[1].revents != 0 && !read_some(board, received)) return 1;
    while (const auto frame = lab::take_frame(received)) {
      if (show(*frame)) return 1;
      if (frame->type == lab::Type::accepted) --waiting;
    }
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: notices HOST:PORT, such as localhost:7008 or [::1]:7008\n";
    return 2;
  }
  try {
    return talk(connect_to(arguments[1]).get());
  } catch (const std::exception& error) {
    std::cerr << "notices: " << error.what() << '\n';
    return 1;
  }
}
