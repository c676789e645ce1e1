// See cgroup.hpp. The groups' names are socklab-PID-N: of the grader with that number, its Nth; and socklab-PID-main,
// where it moved itself.
#include "sandbox/cgroup.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <sstream>

#include "support/fd.hpp"

namespace sandbox {
namespace {

using Path = std::filesystem::path;
using Clock = std::chrono::steady_clock;

std::string text_of(const Path& file) {
  std::ifstream in(file);
  std::string text;
  std::getline(in, text, '\0');  // empty, not an exception, where the group is gone meanwhile (ENODEV)
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

// 0, or an errno value. In one write(2), which is one request to the kernel. (In a test's tree the files are made.)
int put(const Path& file, const std::string& text) {
  const lab::Fd out(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  return out && ::write(out.get(), text.data(), text.size()) != -1 ? 0 : errno;
}

// "+memory +pids"
std::string each_with(char sign, const std::vector<std::string>& controllers) {
  std::string text;
  for (const std::string& controller : controllers) text += (text.empty() ? "" : " ") + (sign + controller);
  return text;
}

Path of_us(const Path& folder, const std::string& which) {
  return folder / ("socklab-" + std::to_string(::getpid()) + "-" + which);
}

// Ends what is in a group and removes it, in this time at most.
void remove_group(const Path& folder, std::chrono::milliseconds within) {
  put(folder / "cgroup.kill", "1");
  const auto until = Clock::now() + within;
  const lab::Fd events(::open((folder / "cgroup.events").c_str(), O_RDONLY | O_CLOEXEC));
  while (::rmdir(folder.c_str()) == -1 && errno == EBUSY && events) {
    // To read it is to ask for the news after that.
    char text[256]{};
    if (::pread(events.get(), text, sizeof text - 1, 0) <= 0) return;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd waiting{events.get(), POLLPRI, 0};
    if (std::strstr(text, "populated 0") == nullptr && ::poll(&waiting, 1, static_cast<int>(std::max(left, 0L))) == 0)
      return;
    if (left <= 0) return;
  }
}

void remove_groups_of_the_dead(const Path& folder) {
  static const std::regex name("socklab-([0-9]{1,9})-([0-9]+|main)");
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::smatch found;
    const std::string file = at->path().filename();
    if (std::regex_match(file, found, name) && ::kill(std::stoi(found[1]), 0) == -1 && errno == ESRCH)
      remove_group(at->path(), {});
  }
}

// While it lives, this process is in a group below, so that its old one may bound those within.
class Below {
 public:
  explicit Below(const Path& above) : above_(above), leaf_(of_us(above, "main")) {
    error_ = ::mkdir(leaf_.c_str(), 0755) == -1 ? errno : put(leaf_ / "cgroup.procs", std::to_string(::getpid()));
  }
  ~Below() {
    put(above_ / "cgroup.subtree_control", each_with('-', words_of(text_of(above_ / "cgroup.subtree_control"))));
    put(above_ / "cgroup.procs", std::to_string(::getpid()));
    ::rmdir(leaf_.c_str());
  }
  Below(const Below&) = delete;
  Below& operator=(const Below&) = delete;
  [[nodiscard]] int error() const { return error_; }

 private:
  Path above_;
  Path leaf_;
  int error_;
};

Delegated none(const std::string& why) { return {{}, {}, why}; }

}  // namespace

Path group_folder(const std::string& cgroup, const std::string& mountinfo) {
  std::smatch found;
  static const std::regex own("(?:^|\n)0::(/[^\n]*)");
  if (!std::regex_search(cgroup, found, own)) return {};
  const Path group = found[1].str();
  // proc_pid_mountinfo(5): number, parent, device, root, mount point, options, … - type, …
  std::istringstream lines(mountinfo);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(" - cgroup2 ") == std::string::npos) continue;
    const auto words = words_of(line);
    const Path mounted = words.at(4);
    const Path below = group.lexically_relative(words.at(3));
    if (below == ".") return mounted;
    if (!below.empty() && *below.begin() != "..") return mounted / below;
  }
  return {};
}

Delegated prepare_group(const Path& own) {
  // A grader that started us moved down, and we with it.
  static const std::regex leaf("socklab-[0-9]+-main");
  const Path folder = std::regex_match(own.filename().string(), leaf) ? own.parent_path() : own;
  const Path control = folder / "cgroup.subtree_control";
  Delegated found{folder, {}, {}};
  for (const std::string& controller : words_of(text_of(folder / "cgroup.controllers")))
    if (controller == "memory" || controller == "pids") found.controllers.push_back(controller);
  if (found.controllers.empty()) return none(folder.string() + " has neither the controller memory nor pids");
  for (const Path& file : {folder, folder / "cgroup.procs", control})
    if (::access(file.c_str(), W_OK) == -1) return none(file.string() + " is not ours to change");

  int error = put(control, each_with('+', found.controllers));
  static std::unique_ptr<Below> below;
  if (error == EBUSY && words_of(text_of(folder / "cgroup.procs")) == std::vector{std::to_string(::getpid())}) {
    below = std::make_unique<Below>(folder);
    error = below->error() != 0 ? below->error() : put(control, each_with('+', found.controllers));
    if (error != 0) below.reset();
  }
  if (error == EBUSY) return none("other processes are in " + folder.string());
  if (error != 0) return none(control.string() + ": " + std::strerror(error));
  remove_groups_of_the_dead(folder);
  return found;
}

const Delegated& delegated_group() {
  static const Delegated found = [] {
    const Path own = group_folder(text_of("/proc/self/cgroup"), text_of("/proc/self/mountinfo"));
    return own.empty() ? none("no control groups of version 2 are mounted here") : prepare_group(own);
  }();
  return found;
}

BoxGroup::BoxGroup(const Delegated& delegated, Role role) {
  static std::atomic<unsigned> count = 0;
  if (delegated.folder.empty()) return;
  folder_ = of_us(delegated.folder, std::to_string(++count));
  if (::mkdir(folder_.c_str(), 0755) == -1) {
    folder_.clear();
    return;
  }
  const GroupLimits most = group_limits(role);
  int error = 0;
  for (const std::string& controller : delegated.controllers) {
    const std::string value = std::to_string(controller == "memory" ? most.memory : most.processes);
    error = std::max(error, put(folder_ / (controller + ".max"), value));
  }
  put(folder_ / "memory.swap.max", "0");  // not there on a machine without swap
  if (error == 0) return;
  ::rmdir(folder_.c_str());
  folder_.clear();
}

BoxGroup::~BoxGroup() {
  if (!folder_.empty()) remove_group(folder_, std::chrono::seconds(2));
}

std::vector<std::string> BoxGroup::around(std::vector<std::string> command) const {
  if (folder_.empty()) return command;
  // Its name is "init", as whose the engine knows a fault of ours.
  std::vector<std::string> all{"sh", "-c", R"(echo 0 >"$1"/cgroup.procs && shift && exec "$@")", "init",
                               folder_.string()};
  std::move(command.begin(), command.end(), std::back_inserter(all));
  return all;
}

}  // namespace sandbox
