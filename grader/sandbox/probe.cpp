// See probe.hpp.
#include "sandbox/probe.hpp"

#include <unistd.h>

#include <array>
#include <fstream>
#include <system_error>

#include "sandbox/boxes.hpp"

namespace sandbox {
namespace {

// Why a kernel refuses user namespaces, by the setting that says so. Root is not asked for the first two.
struct Switch {
  const char* file;
  const char* refuses;
  const char* mend;
};
constexpr std::array<Switch, 3> switches{{
    {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
     "allow them to bubblewrap, by a profile for AppArmor (Ubuntu 24.04 and newer):\n"
     "    printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile bwrap /usr/bin/bwrap flags=(unconfined) {\\n  "
     "userns,\\n}\\n' | sudo tee /etc/apparmor.d/bwrap\n"
     "    sudo systemctl reload apparmor"},
    {"/proc/sys/kernel/unprivileged_userns_clone", "0", "sudo sysctl -w kernel.unprivileged_userns_clone=1"},
    {"/proc/sys/user/max_user_namespaces", "0",
     "sudo sysctl -w user.max_user_namespaces=10000 (on a cluster, ask its administrators for it)"},
}};

constexpr const char* containers =
    "in Docker or Podman, start the container with: --security-opt seccomp=unconfined --security-opt "
    "apparmor=unconfined --security-opt systempaths=unconfined";

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

Unavailable explain(const std::string& output) {
  const std::string first = output.substr(0, output.find('\n'));
  if (output.starts_with("guard: bwrap: "))
    return {"bubblewrap is not installed (" + first + ")", "sudo apt-get install -y bubblewrap"};
  if (has(output, "nknown option"))
    return {"bubblewrap is older than 0.8 (" + first + ")", "install bubblewrap 0.8 or newer: Debian 12, Ubuntu 24.04"};
  if (output.ends_with("leaks\n"))  // the self-test ran, and says what got through
    return {"the sandbox does not hold. " + first,
            std::string("see the sandbox's part in grader/README.md; ") + containers};
  for (const Switch& each : switches) {
    std::string value;
    if (std::ifstream(each.file) >> value && value == each.refuses)
      return {std::string("user namespaces are switched off (") + each.file + " is " + value + ")", each.mend};
  }
  if (::geteuid() == 0 && has(output, "Permission denied"))
    return {"root's boxes belong to the user nobody, who may not read the build (" + first + ")",
            "chmod -R o+rX build labs solutions grader"};
  return {"bubblewrap could not confine a process: " + first, containers};
}

}  // namespace

std::optional<Unavailable> probe(const Programs& programs) {
  const View view{.init = programs.init(), .readable = {programs.self_test()}, .writable = {}};
  const std::string self_test = programs.self_test();
  Options options;
  options.boxed = true;
  try {
    for (const Command& command : {joined({examiner_box(view), worker_box(view), {self_test, "worker"}}),
                                   joined({compiler_box(view, "/tmp"), {self_test, "compiler"}})}) {
      const Ended ended = run(command, options);
      if (!ended.exited_with(0) || ended.output != "held\n") return explain(ended.output);
    }
    return {};
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory)
      return Unavailable{std::string("a program of ours is missing: ") + error.what(), "ninja -C build"};
    if (error.code() == std::errc::operation_not_permitted) return explain(error.what());
    throw;
  }
}

}  // namespace sandbox
