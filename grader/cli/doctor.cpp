// doctor: what works on this machine, and the command that mends what does not.
#include <fmt/format.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <iostream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "engine/toolchain.hpp"
#include "sandbox/cgroup.hpp"
#include "sandbox/probe.hpp"
#include "sandbox/process.hpp"
#include "support/fd.hpp"

namespace cli {
namespace {

struct Finding {
  std::string what;
  bool ok = false;
  bool needed = true;
  std::string detail;  ///< the version, or what is wrong
  std::string mend;
};

struct Program {
  const char* name;
  const char* purpose;
  const char* package;
  bool needed;
};
constexpr std::array<Program, 9> programs{{
    {"g++", "compiles", "g++", true},
    {"meson", "configures", "meson", true},
    {"ninja", "builds", "ninja-build", true},
    {"pkg-config", "finds libraries", "pkg-config", true},
    {"bwrap", "confines submissions", "bubblewrap", true},
    {"gdb", "stands in your code: debug", "gdb", false},
    {"mold", "links faster", "mold", false},
    {"clang++", "a second compiler", "clang", false},
    {"strace", "shows system calls, for experiments", "strace", false},
}};

Finding find(const Program& program) {
  Finding finding{fmt::format("{} ({})", program.name, program.purpose), false, program.needed, "not installed",
                  fmt::format("sudo apt-get install -y {}", program.package)};
  try {
    const auto ended = sandbox::run({program.name, "--version"});
    finding.ok = ended.exited_with(0);
    // gdb begins with a warning that it has no home here.
    const std::size_t begin = ended.output.find("warning:") == std::string::npos ? 0 : ended.output.find('\n') + 1;
    finding.detail = ended.output.substr(begin, ended.output.find('\n', begin) - begin);
  } catch (const std::system_error&) {  // not there
  }
  return finding;
}

Finding library(const char* name, const char* package) {
  Finding finding{fmt::format("{} (library)", name), false, true, "not installed",
                  fmt::format("sudo apt-get install -y {}", package)};
  try {
    const auto ended = sandbox::run({"pkg-config", "--modversion", name});
    finding.ok = ended.exited_with(0);
    if (finding.ok) finding.detail = ended.output.substr(0, ended.output.find('\n'));
  } catch (const std::system_error&) {  // no pkg-config: it has a line of its own
  }
  return finding;
}

Finding notification() {
  seccomp_notif_sizes sizes{};
  const bool ok = ::syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes) == 0;
  return {"seccomp notification (the witness)", ok, true, ok ? "the kernel has it" : "the kernel refuses it",
          "Linux 5.5 or newer; in Docker: --security-opt seccomp=unconfined"};
}

// What the witness does all the time, tried on a child: a duplicate of its descriptor, a look into its memory. Docker's
// own filter refuses the first.
Finding reach() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const lab::Fd process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  const lab::Fd duplicate(static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), 0, 0)));
  static char there = 'x';  // at the same address in the child
  char here = 0;
  const iovec local{&here, 1};
  const iovec remote{&there, 1};
  const bool ok = duplicate && ::process_vm_readv(child, &local, 1, &remote, 1, 0) == 1 && here == there;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return {"a look into another process (the witness)", ok, true,
          ok ? "allowed" : "pidfd_getfd or process_vm_readv is refused",
          "in Docker: --security-opt seccomp=unconfined"};
}

Finding confinement() {
  const auto unavailable = sandbox::probe(engine::load_toolchain().boxes());
  if (!unavailable) return {"sandbox (user namespaces)", true, true, "submissions can be confined", ""};
  return {"sandbox (user namespaces)", false, true, unavailable->cause, unavailable->mend};
}

// What bounds each box as a whole, in addition to limits and watchdog.
Finding control_group() {
  const sandbox::Delegated& group = sandbox::delegated_group();
  const std::string mend =
      "for limits on each box as a whole, too, start a grade so: systemd-run --user --scope -p Delegate=yes "
      "./grader/socklab grade …";
  if (group.folder.empty()) return {"cgroup (delegated)", false, false, group.why_not, mend};
  return {"cgroup (delegated)", true, false,
          fmt::format("{} ({})", group.folder.string(), fmt::join(group.controllers, ", ")), ""};
}

std::string json(const std::vector<Finding>& findings) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    all.push_back({{"what", finding.what},
                   {"ok", finding.ok},
                   {"needed", finding.needed},
                   {"detail", finding.detail},
                   {"mend", finding.ok ? "" : finding.mend}});
  }
  return all.dump(2, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
}

void print(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    const char* state = finding.ok ? "ok" : (finding.needed ? "missing" : "optional");
    std::cout << fmt::format("{:<9}{:<48}{}\n", state, finding.what, finding.detail);
    if (!finding.ok) std::cout << fmt::format("{:<9}  → {}\n", "", finding.mend);
  }
}

}  // namespace

int doctor(const Options& options) {
  std::vector<Finding> findings;
  for (const Program& program : programs) findings.push_back(find(program));
  findings.push_back(library("libseccomp", "libseccomp-dev"));
  findings.push_back(notification());
  findings.push_back(reach());
  findings.push_back(confinement());
  findings.push_back(control_group());
  if (options.json) {
    std::cout << json(findings);
  } else {
    print(findings);
  }
  const bool well =
      std::all_of(findings.begin(), findings.end(), [](const Finding& one) { return one.ok || !one.needed; });
  if (!options.json)
    std::cout << (well ? "All that is needed is here.\n" : "Mend what is missing, from the top; then ask again.\n");
  return well ? done : no_sandbox;
}

}  // namespace cli
