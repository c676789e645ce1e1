// Who has the lock of a file, and until when?
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>

#include "folder.hpp"

Fd open_journal() { return Fd(must(::open("journal", O_RDWR | O_CREAT | O_CLOEXEC, 0600), "open")); }
int try_to_lock(int file) { return ::flock(file, LOCK_EX | LOCK_NB); }
void show(const char* when, int result) { std::printf("%-42s flock: %s\n", when, outcome(result).c_str()); }

/// A process that does `first`, and then nothing more.
template <class Work>
pid_t process(const Work& first) {
  const auto [here, there] = unix_pair();
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    first();
    must(::send(there.get(), "x", 1, MSG_NOSIGNAL), "send");
    ::poll(nullptr, 0, 10'000);
    ::_exit(0);
  }
  char done = 0;
  must(::recv(here.get(), &done, 1, 0), "recv");
  return child;
}

void kill_9(pid_t process) {
  must(::kill(process, SIGKILL), "kill");
  must(::waitpid(process, nullptr, 0), "waitpid");
}

int main() {
  const Folder folder;
  const pid_t board = process([] { must(try_to_lock(open_journal().release()), "flock"); });
  Fd journal = open_journal();
  show("while another board has it:", try_to_lock(journal.get()));
  kill_9(board);
  show("that one was killed:", try_to_lock(journal.get()));
  show("opened once more, in the same process:", try_to_lock(open_journal().get()));
  const pid_t child = process([] {});
  journal.reset();
  show("we have closed it, a child has a copy:", try_to_lock(open_journal().get()));
  kill_9(child);
  show("the child has ended, too:", try_to_lock(open_journal().get()));
}
