// What becomes of words that stdio has not yet written, when a child ends by exit(3), and when by _exit(2)?
#include <fcntl.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "folder.hpp"

void try_end(const char* what, void (*end)(int)) {
  std::fflush(stdout);
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
  const Fd reader(ends[0]);
  FILE* out = ::fdopen(ends[1], "w");
  std::fputs("balance: 100; ", out);  // still in the FILE's buffer

  const pid_t child = must(::fork(), "fork");
  if (child == 0) end(0);
  must(::waitpid(child, nullptr, 0), "waitpid");
  std::fclose(out);

  std::array<char, 100> buffer{};
  const ssize_t count = must(::read(reader.get(), buffer.data(), buffer.size()), "read");
  std::printf("%s %.*s\n", what, static_cast<int>(count), buffer.data());
}

int main() {
  try_end("the child ends by exit: ", std::exit);
  try_end("the child ends by _exit:", ::_exit);
}
