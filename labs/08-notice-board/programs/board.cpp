// board PORT JOURNAL CONSOLE: the notice board, over your functions. Port 0 lets the kernel choose one. Say "stop" on
// the console (nc -U CONSOLE) to end it; only you may.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>

#include "notice_board.hpp"

int main(int count, char** arguments) {
  const long port = count == 4 ? std::strtol(arguments[1], nullptr, 10) : -1;
  if (port < 0 || port > 65'535) {
    std::cerr << "usage: board PORT JOURNAL CONSOLE\n";
    return 2;
  }
  try {
    const lab::Fd journal = lab::open_journal(arguments[2]);
    const lab::Doors doors = lab::open_doors(static_cast<in_port_t>(port), arguments[3]);
    sockaddr_in6 where{};
    socklen_t length = sizeof where;
    if (::getsockname(doors.tcp.get(), reinterpret_cast<sockaddr*>(&where), &length) == -1)
      lab::throw_errno("getsockname");
    std::cout << "notice board on port " << ntohs(where.sin6_port) << std::endl;
    lab::Limits limits;
    limits.operators_uid = ::getuid();
    lab::serve(doors, journal.get(), limits);
    ::unlink(arguments[3]);
    std::cout << "stopped" << std::endl;
  } catch (const std::exception& error) {
    std::cerr << "board: " << error.what() << '\n';
    return 1;
  }
}
