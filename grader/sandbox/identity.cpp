// See identity.hpp.
#include "sandbox/identity.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>

#include "support/errors.hpp"
#include "support/fd.hpp"

namespace sandbox {
namespace {

constexpr uid_t nobody = 65534;

void write_map(const std::string& path) {
  // Inside: 0 is root and 1000, the user of every box, is nobody.
  const std::string map = "0 0 1\n1000 " + std::to_string(nobody) + " 1\n";
  const lab::Fd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file || ::write(file.get(), map.data(), map.size()) == -1) lab::throw_errno("a user namespace for root");
}

// In the child of a process that may have threads: only calls that are safe after fork(2).
[[noreturn]] void make_and_wait(int made, int done, int done_writer) {
  ::close(done_writer);  // so that our parent's end is the end of the wait, however it comes
  char byte = ::unshare(CLONE_NEWUSER) == 0 ? '+' : '-';
  if (::write(made, &byte, 1) == 1 && ::read(done, &byte, 1) == -1) ::_exit(1);
  ::_exit(0);
}

lab::Fd make_namespace() {
  std::array<int, 2> made{};
  std::array<int, 2> done{};
  if (::pipe2(made.data(), O_CLOEXEC) == -1 || ::pipe2(done.data(), O_CLOEXEC) == -1) lab::throw_errno("pipe2");
  const lab::Fd made_reader(made[0]);
  const lab::Fd made_writer(made[1]);
  const lab::Fd done_reader(done[0]);
  const lab::Fd done_writer(done[1]);
  const pid_t child = ::fork();
  if (child == -1) lab::throw_errno("fork");
  if (child == 0) make_and_wait(made_writer.get(), done_reader.get(), done_writer.get());
  struct Ends {
    pid_t pid;
    ~Ends() {
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
    }
  } const ends{child};
  char byte = '-';
  if (::read(made_reader.get(), &byte, 1) != 1 || byte != '+') {
    errno = EPERM;
    lab::throw_errno("a user namespace for root");
  }
  const std::string folder = "/proc/" + std::to_string(child) + "/";
  write_map(folder + "uid_map");
  write_map(folder + "gid_map");
  lab::Fd space(::open((folder + "ns/user").c_str(), O_RDONLY | O_CLOEXEC));
  if (!space) lab::throw_errno("a user namespace for root");
  return space;
}

}  // namespace

int user_namespace() {
  if (::geteuid() != 0) return -1;
  static const lab::Fd space = make_namespace();
  return space.get();
}

void give_to_box(const std::filesystem::path& path) {
  if (::geteuid() == 0 && ::chown(path.c_str(), nobody, nobody) == -1)
    throw std::system_error(errno, std::generic_category(), path.string());
}

}  // namespace sandbox
