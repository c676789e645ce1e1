// launcher WORKER: puts itself under the witness and becomes the worker. A static program, so that nothing of the
// student's is loaded before the filter stands. Expects the control socket at its fixed number; hands the filter's
// listener over it (seccomp(2), seccomp_unotify(2)).
#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "wire/message.hpp"
#include "wire/watched.hpp"

namespace {

[[noreturn]] void give_up(const char* call, int error) {
  std::fprintf(stderr, "launcher: %s: %s\n", call, std::strerror(error));
  std::_Exit(70);
}

// Calls on the control socket pass. A number with rubbish in its upper half is not equal, so it is seen.
constexpr scmp_arg_cmp not_control{0, SCMP_CMP_NE, wire::control_descriptor, 0};

int install_filter() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) give_up("seccomp_init", ENOMEM);
  for (const wire::Watched& call : wire::watched) {
    const unsigned conditions = call.takes_descriptor ? 1 : 0;
    const int failed = seccomp_rule_add_array(filter, SCMP_ACT_NOTIFY, call.number, conditions, &not_control);
    if (failed != 0) give_up("seccomp_rule_add", -failed);
  }
  // A filter of its own could answer calls in the witness's place.
  const scmp_arg_cmp set_filter{0, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, PR_SET_SECCOMP};
  const std::uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
  int refused = seccomp_rule_add_array(filter, refuse, SCMP_SYS(seccomp), 0, nullptr);
  if (refused == 0) refused = seccomp_rule_add_array(filter, refuse, SCMP_SYS(prctl), 1, &set_filter);
  if (refused != 0) give_up("seccomp_rule_add", -refused);
  if (const int failed = seccomp_load(filter); failed != 0) give_up("seccomp_load", -failed);
  const int listener = seccomp_notify_fd(filter);
  if (listener < 0) give_up("seccomp_notify_fd", -listener);
  return listener;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: launcher WORKER [ARGUMENT...]\n");
    return 2;
  }
  // All that the worker's environment holds: what makes the sanitizers say what and where, and nothing of whoever runs
  // us.
  ::clearenv();
  ::setenv("PATH", "/usr/bin:/bin", 1);
  ::setenv("LANG", "C.UTF-8", 1);
  ::setenv("ASAN_OPTIONS",
           "detect_leaks=0:handle_abort=0:allocator_may_return_null=0:max_allocation_size_mb=512:malloc_context_size=5:"
           "quarantine_size_mb=16",
           1);
  ::setenv("UBSAN_OPTIONS", "print_stacktrace=1", 1);
  const int listener = install_filter();
  try {
    wire::send_message(wire::control_descriptor, "listener", {listener});
  } catch (const std::exception& error) {
    give_up(error.what(), errno);
  }
  ::syscall(SYS_close_range, 3, wire::control_descriptor - 1, 0);
  ::syscall(SYS_close_range, wire::control_descriptor + 1, ~0U, 0);
  ::execv(arguments[1], arguments + 1);
  give_up("execv", errno);
}
