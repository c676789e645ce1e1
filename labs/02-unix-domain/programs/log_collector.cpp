// log_collector PATH: collects log lines that come as datagrams to the socket at PATH, prints them with their sender's
// name, and answers "noted N" to whoever has a name. Over your unix_address, receive_from and try_send_to. Ctrl-C ends
// it; its socket stays behind, and the next log_collector takes its place once nobody is there.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "unix_domain.hpp"

namespace {

/// True if nobody receives there any more: then connect(2) is refused.
bool is_stale(const lab::Address& where) {
  const lab::Fd probe(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return ::connect(probe.get(), where.get(), where.length) == -1 && errno == ECONNREFUSED;
}

lab::Fd open_collector(const std::string& path) {
  const lab::Address where = lab::unix_address(path);
  lab::Fd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket");
  if (::bind(socket.get(), where.get(), where.length) == 0) return socket;
  const int error = errno;
  // A file that is no socket is refused, too, but does not go: lab::Found tells the two apart.
  if (error != EADDRINUSE || lab::connect_at(path).found != lab::Found::stale_socket || !is_stale(where))
    lab::throw_errno("bind", error);
  ::unlink(path.c_str());
  if (::bind(socket.get(), where.get(), where.length) == -1) lab::throw_errno("bind");
  return socket;
}

/// "@00f3a" for an abstract name, a path, or "(no name)".
std::string name_of(const lab::Address& sender) {
  constexpr std::size_t before_path = offsetof(sockaddr_un, sun_path);
  if (sender.length <= before_path) return "(no name)";
  std::string name(reinterpret_cast<const sockaddr_un*>(sender.get())->sun_path, sender.length - before_path);
  if (name[0] == '\0') {
    name[0] = '@';
  } else {
    name = name.c_str();
  }
  for (char& byte : name) {
    if (byte < ' ') byte = '?';
  }
  return name;
}

void collect(int socket) {
  for (int number = 1;; ++number) {
    const lab::Datagram line = lab::receive_from(socket, 64 * 1024);
    const std::string text(reinterpret_cast<const char*>(line.bytes.data()), line.bytes.size());
    std::cout << name_of(line.sender) << ": " << text << std::endl;
    if (line.sender.length == 0) continue;
    const std::string answer = "noted " + std::to_string(number);
    try {
      lab::try_send_to(socket, line.sender, std::as_bytes(std::span(answer)));
    } catch (const std::system_error&) {
      // It did not wait for its answer; the next one counts.
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: log_collector PATH     as in: log_collector /tmp/log\n";
    return 2;
  }
  try {
    const lab::Fd socket = open_collector(arguments[1]);
    std::cout << "collecting at " << arguments[1] << std::endl;
    collect(socket.get());
  } catch (const std::exception& error) {
    std::cerr << "log_collector: " << error.what() << '\n';
    return 1;
  }
}
