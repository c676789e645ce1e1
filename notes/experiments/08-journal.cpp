// Its writer was stopped in the middle. What is in the file?
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iterator>

#include "folder.hpp"

std::string content() {
  std::ifstream file("journal");
  return '"' + std::string(std::istreambuf_iterator<char>(file), {}) + '"';
}

Fd open_journal() { return Fd(must(::open("journal", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600), "open")); }
ssize_t write_text(const Fd& file, const std::string& text) { return ::write(file.get(), text.data(), text.size()); }

/// A process writes, and is killed: it cannot do anything about it.
template <class Work>
void killed(const char* when, const Work& write_it) {
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    write_it();
    ::kill(::getpid(), SIGKILL);
  }
  must(::waitpid(child, nullptr, 0), "waitpid");
  std::printf("%-34s %s\n", when, content().c_str());
  must(::unlink("journal"), "unlink");
}

int main() {
  const Folder folder;
  // region killed
  killed("killed after write(2):", [] { write_text(open_journal(), "one;two;three;"); });
  killed("killed after fwrite(3):", [] { std::fputs("one;two;three;", std::fopen("journal", "a")); });
  killed("killed in the middle of \"three;\":", [] {
    const Fd journal = open_journal();
    write_text(journal, "one;two;th");
    ::kill(::getpid(), SIGKILL);
    write_text(journal, "ree;");
  });
  // endregion

  const Fd journal = open_journal();
  must(write_text(journal, "one;two;"), "write");
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  must(::getrlimit(RLIMIT_FSIZE, &limit), "getrlimit");
  const rlimit full{10, limit.rlim_max};  // a disk on which no file has room for more than 10 bytes
  must(::setrlimit(RLIMIT_FSIZE, &full), "setrlimit");
  const std::string first = outcome(write_text(journal, "three;")), second = outcome(write_text(journal, "ree;"));
  must(::setrlimit(RLIMIT_FSIZE, &limit), "setrlimit");
  std::printf("no room:                           write: %s, write of the rest: %s\n", first.c_str(), second.c_str());
  must(write_text(journal, "four;"), "write");
  std::printf("there is room again, for \"four;\":  %s\n", content().c_str());
}
