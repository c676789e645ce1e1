// What do nc and socat send over a stream, and do they say that it was all?
#include <array>

#include "tools.hpp"

/// The client is given as a shell command, with PORT for the server's port. It has nothing more to say after "hello".
void talk_with(std::string command) {
  const Fd listener = listening();
  std::printf("$ %s\n", command.c_str());
  std::fflush(stdout);
  command.replace(command.find("PORT"), 4, std::to_string(port_of(listener)));
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::printf("  the server hears:");
  std::array<char, 5> bytes{};
  std::printf(" %s,", outcome(::recv(connection.get(), bytes.data(), bytes.size(), MSG_WAITALL)).c_str());
  if (comes_within(connection.get(), 1000))
    std::printf(" then %s", outcome(::recv(connection.get(), bytes.data(), bytes.size(), 0)).c_str());
  else
    std::printf(" then nothing, for a second");
  std::puts("");
  std::fflush(stdout);  // before the client prints its answer to the same place
  must(::send(connection.get(), "  and the client: bye\n", 22, MSG_NOSIGNAL), "send");
  must(::shutdown(connection.get(), SHUT_WR), "shutdown");
  must(::waitpid(child, nullptr, 0), "waitpid");
}

int main() {
  need("nc");
  need("socat");
  if (output_of("nc -h").front().find("OpenBSD") == std::string::npos) cannot_be_done_here("this is another nc");
  talk_with("printf hello | nc 127.0.0.1 PORT");
  talk_with("printf hello | nc -N 127.0.0.1 PORT");
  talk_with("printf hello | socat - TCP:127.0.0.1:PORT");
  talk_with("printf hello | socat -t 5 - TCP:127.0.0.1:PORT,shut-none");
}
