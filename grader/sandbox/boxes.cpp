// See boxes.hpp. One table says what every box of student's bytes is made of, and why.
#include "sandbox/boxes.hpp"

#include <sstream>

namespace sandbox {
namespace {

struct Line {
  const char* options;
  const char* why;
};

// For what students' bytes can reach. Order matters to bwrap: later mounts lie on earlier ones.
constexpr Line closed_box[] = {
    {"--unshare-user --disable-userns", "no privilege, and none by a namespace of its own"},
    {"--uid 1000 --gid 1000 --hostname box", "the same on every machine"},
    {"--unshare-pid", "sees, traces and kills no process but its own"},
    {"--unshare-ipc --unshare-uts --unshare-cgroup-try", "shares nothing else either"},
    {"--die-with-parent", "ends when we end"},
    {"--new-session", "cannot type on our terminal"},
    {"--clearenv --setenv PATH /usr/local/bin:/usr/bin --setenv LC_ALL C --setenv TZ UTC",
     "nothing of ours in its environment"},
    {"--ro-bind /usr /usr", "compiler, C library, sanitizers"},
    {"--symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64", "as the system has them"},
    {"--ro-bind-try /etc/alternatives /etc/alternatives", "/usr/bin/c++ is a link into it"},
    {"--proc /proc --dev /dev", "its own"},
    {"--size 268435456 --tmpfs /tmp --size 1048576 --tmpfs /dev/shm", "unsized, each would be half of the memory"},
};
// Nothing is left to write but what was named.
constexpr Line sealed[] = {{"--remount-ro /dev --remount-ro / --", "both are unsized tmpfs"}};

// The examiner is ours: it needs a network of its own, and no more. /proc stays as it is: the kernel lets the inner box
// mount its own only where it sees a whole one.
constexpr Line network_box[] = {
    {"--unshare-user --unshare-net", "loopback alone, and up"},
    {"--die-with-parent", "ends when we end"},
    {"--ro-bind / / --dev-bind /dev /dev --dev-bind /proc /proc", "a fault of ours breaks nothing"},
};

// Set inside the box, where --nproc counts the box alone. None on address space for the worker: AddressSanitizer
// reserves terabytes.
constexpr Line worker_table[] = {{"prlimit --core=0 --cpu=120 --fsize=16777216 --nofile=256", ""}};
constexpr Line compiler_table[] = {{"prlimit --core=0 --cpu=60 --fsize=134217728 --as=4294967296", ""}};
constexpr Line inside_only[] = {{"--nproc=64", "outside, it would count all that the user runs"}};
constexpr Line fixed_addresses[] = {{"setarch --addr-no-randomize", "the same addresses in every report of a crash"}};

template <std::size_t N>
Command words(const Line (&table)[N]) {
  Command all;
  for (const Line& line : table) {
    std::istringstream text(line.options);
    for (std::string word; text >> word;) all.push_back(word);
  }
  return all;
}

Command bound(const char* how, const std::vector<Path>& paths) {
  Command all;
  for (const Path& path : paths) all = joined({all, {how, path.string(), path.string()}});
  return all;
}

}  // namespace

Command examiner_box(const Path& writable) {
  return joined({{"bwrap"}, words(network_box), bound("--bind", {writable}), {"--"}});
}

Command worker_box(const std::vector<Path>& readable) {
  return joined({{"bwrap"},
                 words(closed_box),
                 bound("--ro-bind", readable),
                 {"--chdir", "/tmp"},
                 words(sealed),
                 worker_limits(),
                 words(inside_only),
                 words(fixed_addresses)});
}

Command compiler_box(const Path& folder, const std::vector<Path>& readable) {
  return joined({{"bwrap"},
                 words(closed_box),
                 {"--unshare-net"},
                 bound("--ro-bind", readable),
                 bound("--bind", {folder}),
                 {"--chdir", folder.string()},
                 words(sealed),
                 compiler_limits(),
                 words(inside_only)});
}

Command worker_limits() { return words(worker_table); }
Command compiler_limits() { return words(compiler_table); }

}  // namespace sandbox
