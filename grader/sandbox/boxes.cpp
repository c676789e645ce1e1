// See boxes.hpp. One table says what every box is made of, and why.
#include "sandbox/boxes.hpp"

#include <unistd.h>

#include <sstream>

namespace sandbox {
namespace {

struct Line {
  const char* options;
  const char* why;
};

// The outer box. It has no PID namespace: the worker's box can mount a /proc of its own only where it sees a whole one.
constexpr Line ordinary_users[] = {{"--unshare-user", "no privilege"}};
constexpr Line roots[] = {
    {"--userns 3 --uid 0 --gid 0", "root's own: see identity.hpp"},
    {"--cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID --cap-add CAP_KILL",
     "the init makes it nobody's, and ends it"},
};
constexpr Line outer_box[] = {
    {"--unshare-net", "loopback alone, and up"},
    {"--die-with-parent", "ends when we end"},
    {"--dev /dev --dev-bind /proc /proc", ""},
    {"--size 1048576 --tmpfs /tmp", "what must be writable is bound below"},
};

// For what students' bytes can reach. Order matters to bwrap: later mounts lie on earlier ones.
constexpr Line closed_box[] = {
    {"--unshare-user --disable-userns", "no privilege, and none by a namespace of its own"},
    {"--uid 1000 --gid 1000 --hostname box", "the same on every machine"},
    {"--unshare-pid --as-pid-1", "sees, traces and kills no process but its own; the init is the first of them"},
    {"--unshare-ipc --unshare-uts --unshare-cgroup-try", "shares nothing else either"},
    {"--die-with-parent", "ends when we end"},
    {"--new-session", "cannot type on our terminal"},
    {"--proc /proc --dev /dev", "its own"},
};
constexpr Line workers[] = {
    {"--remount-ro /proc", "its oom_score_adj stays what it is"},
    {"--size 16777216 --tmpfs /tmp --size 1048576 --tmpfs /dev/shm", "else half of the memory"}};
constexpr Line compilers[] = {{"--unshare-net", "nothing to talk to"},
                              {"--size 268435456 --tmpfs /tmp --size 4096 --tmpfs /dev/shm", "intermediate files"}};

constexpr Line every_box[] = {
    {"--clearenv --setenv PATH /usr/local/bin:/usr/bin --setenv LC_ALL C --setenv TZ UTC",
     "nothing of ours in its environment"},
    {"--ro-bind /usr /usr", "compiler, C library, sanitizers"},
    {"--symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64", "as the system has them"},
    {"--dir /etc --ro-bind-try /etc/alternatives /etc/alternatives", "/usr/bin/c++ is a link into it"},
};
// Nothing is left to write but what was named: both are unsized tmpfs.
constexpr Line sealed[] = {{"--remount-ro /dev --remount-ro / --", ""}};

// One's own code has these two limits; all of them are in limits.hpp, for the boxes.
constexpr Line workers_limits[] = {{"prlimit --core=0 --cpu=120 --fsize=8388608", ""}};
constexpr Line compilers_limits[] = {{"prlimit --core=0 --cpu=60 --fsize=134217728 --as=4294967296", ""}};

template <std::size_t N>
Command words(const Line (&table)[N]) {
  Command all;
  for (const Line& line : table) {
    std::istringstream text(line.options);
    for (std::string word; text >> word;) all.push_back(word);
  }
  return all;
}

// The folders above it by name, since bwrap would make them for their owner alone.
Command at_its_place(const char* how, const Path& path) {
  Command all;
  Path above;
  for (const Path& part : path.parent_path()) {
    above /= part;
    if (above != "/") all = joined({all, {"--dir", above}});
  }
  return joined({all, {how, path, path}});
}

Command bound(const View& view) {
  Command all = at_its_place("--ro-bind", view.init);
  for (const Path& path : view.readable) all = joined({all, at_its_place("--ro-bind", path)});
  for (const Path& path : view.writable) all = joined({all, at_its_place("--bind", path)});
  return all;
}

Command box(const Command& namespaces, const View& view, const Command& rest, const std::string& role) {
  return joined(
      {{"bwrap"}, namespaces, words(every_box), bound(view), rest, words(sealed), {view.init.string(), role}});
}

// Around the outermost box.
Command guard(const View& view) { return {(view.init.parent_path() / "guard").string()}; }

}  // namespace

Command examiner_box(const View& view) {
  const Command namespaces = joined({::geteuid() == 0 ? words(roots) : words(ordinary_users), words(outer_box)});
  return joined({guard(view), box(namespaces, view, {}, "examiner")});
}

Command worker_box(const View& view, int descriptors) {
  return box(joined({words(closed_box), words(workers)}), view, {"--chdir", "/tmp"},
             "worker=" + std::to_string(descriptors));
}

Command compiler_box(const View& view, const Path& folder) {
  const Command inner =
      box(joined({words(closed_box), words(compilers)}), view, {"--chdir", folder.string()}, "compiler");
  // As root, the outer one makes it nobody's.
  return joined({::geteuid() == 0 ? examiner_box(view) : guard(view), inner});
}

Command worker_limits(int descriptors) {
  return joined({words(workers_limits), {"--nofile=" + std::to_string(descriptors)}});
}
Command compiler_limits() { return words(compilers_limits); }

}  // namespace sandbox
