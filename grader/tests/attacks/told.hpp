// Stands before every attack: what the runner tells it, and how it tells what it saw. The runner fills in the @WORDS@.
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace told {

inline const char* const canary = "@CANARY@";      ///< a file with a secret, readable to all on the host
inline const char* const precious = "@PRECIOUS@";  ///< a file that must stay as it is
inline const char* const results = "@RESULTS@";    ///< where the grader writes results
inline const char* const agent = "@AGENT@";        ///< a Unix socket on which the host listens
inline const char* const abstract = "@MARK@";      ///< the abstract one
inline const int port = std::atoi("@PORT@");       ///< on 127.0.0.1 of the host
inline const int control = 100;                    ///< the worker's socket to the examiner

/// "open: EACCES", or what no attack may ever say.
inline std::string tried(const std::string& call, long result) {
  if (result >= 0) return call + ": GOT THROUGH";
  const char* name = ::strerrorname_np(errno);
  return call + ": " + (name != nullptr ? name : "?");
}

inline std::string opened(const std::string& path, int flags = O_RDONLY) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
  const std::string said = tried("open " + path, descriptor);
  if (descriptor >= 0) ::close(descriptor);
  return said;
}

inline std::string connected(int family, int type, const void* address, std::size_t size, const std::string& whom) {
  const int descriptor = ::socket(family, type | SOCK_CLOEXEC, 0);
  if (descriptor == -1) return tried("socket for " + whom, -1);
  const int failed = ::connect(descriptor, static_cast<const sockaddr*>(address), static_cast<socklen_t>(size));
  const std::string said = tried("connect to " + whom, failed);
  ::close(descriptor);
  return said;
}

/// All of the file that can be read.
inline std::string contents(const std::string& path) {
  std::string text;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char part[4096];
  for (ssize_t size = 0; descriptor >= 0 && (size = ::read(descriptor, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(size));
  if (descriptor >= 0) ::close(descriptor);
  return text;
}

/// The wait status (wait(2)) of a child that does this.
template <class Do>
int in_child(Do what) {
  const pid_t child = ::fork();
  if (child == 0) {
    what();
    ::_exit(0);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

inline std::string ended(int status) {
  if (WIFSIGNALED(status)) return std::string("SIG") + ::sigabbrev_np(WTERMSIG(status));
  return "exit status " + std::to_string(WEXITSTATUS(status));
}

/// Makes the attack, and tells what it saw: prints it, and throws as much of it as a message holds. A test that asks
/// again is told the same.
[[noreturn]] inline void tell(std::string (*attack)()) {
  static std::string said;
  ::prctl(PR_SET_NAME, "@MARK@");  // so that the runner finds whatever it leaves behind
  if (said.empty()) {
    said = attack();
    const std::string text = said + "\n";
    (void)!::write(1, text.data(), text.size());
  }
  throw std::runtime_error(said);
}

}  // namespace told
using namespace told;
