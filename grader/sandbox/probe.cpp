// See probe.hpp.
#include "sandbox/probe.hpp"

#include <array>
#include <fstream>
#include <system_error>

#include "sandbox/boxes.hpp"

namespace sandbox {
namespace {

// Run in the boxes: each line names what is not as it must be.
constexpr const char* inspection = R"sh(
[ ! -e /etc/passwd ] || { echo "the files of this machine are visible inside"; exit 1; }
! (: >/probe) 2>/dev/null || { echo "the root folder can be written inside"; exit 1; }
[ "$(grep -c : /proc/net/dev)" = 1 ] || { echo "the network of this machine is visible inside"; exit 1; }
[ "$(ls -d /proc/[0-9]* | wc -l)" -lt 10 ] || { echo "the processes of this machine are visible inside"; exit 1; }
echo confined
)sh";

// Why a kernel refuses user namespaces to an ordinary user, by the setting that says so.
struct Switch {
  const char* file;
  const char* refuses;
  const char* mend;
};
constexpr std::array<Switch, 3> switches{{
    {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
     "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"},
    {"/proc/sys/kernel/unprivileged_userns_clone", "0", "sudo sysctl -w kernel.unprivileged_userns_clone=1"},
    {"/proc/sys/user/max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=10000"},
}};

Unavailable explain(const std::string& output) {
  if (output.find("unknown option") != std::string::npos || output.find("Unknown option") != std::string::npos) {
    return {"bubblewrap is older than 0.8 (" + output + ")",
            "install bubblewrap 0.8 or newer: Debian 12, Ubuntu 24.04"};
  }
  for (const Switch& each : switches) {
    std::string value;
    if (std::ifstream(each.file) >> value && value == each.refuses) {
      return {std::string("user namespaces are switched off (") + each.file + " is " + value + ")", each.mend};
    }
  }
  return {"bubblewrap could not confine a process: " + output,
          "in Docker, start the container with: --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
          "--security-opt systempaths=unconfined"};
}

}  // namespace

std::optional<Unavailable> probe() {
  try {
    const Ended ended = run(joined({examiner_box("/tmp"), worker_box({}), {"sh", "-c", inspection}}));
    if (ended.exited_with(0) && ended.output == "confined\n") return {};
    return explain(ended.output.substr(0, ended.output.find('\n')));
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::no_such_file_or_directory) throw;
    return Unavailable{"bubblewrap is not installed", "sudo apt-get install -y bubblewrap"};
  }
}

}  // namespace sandbox
