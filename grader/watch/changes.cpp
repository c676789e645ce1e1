// See changes.hpp.
#include "watch/changes.hpp"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace watch {
namespace {

constexpr std::uint32_t kSaves = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;
constexpr std::uint32_t kGone = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;

}  // namespace

Changes::Changes(std::filesystem::path folder, std::vector<std::string> files, bool look)
    : folder_(std::move(folder)), files_(std::move(files)) {
  if (!look) {
    inotify_.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    add_watch();
    if (watch_ == -1) inotify_.reset();
  }
  before_ = this->look();
}

// With a watch, a look now and then costs nothing and finds a folder that was replaced.
std::chrono::milliseconds Changes::interval() const {
  return std::chrono::milliseconds(inotify_ && watch_ != -1 ? 2000 : 250);
}

void Changes::add_watch() {
  if (inotify_) watch_ = ::inotify_add_watch(inotify_.get(), folder_.c_str(), kSaves | kGone | IN_ONLYDIR);
}

bool Changes::seen() {
  bool seen = read_events();
  if (watch_ == -1) add_watch();
  auto now = look();
  seen = seen || now != before_;  // an event tells of what no state shows: the same text, saved twice within a tick
  before_ = std::move(now);
  return seen;
}

bool Changes::read_events() {
  bool seen = false;
  alignas(inotify_event) std::array<char, 16 * 1024> events;
  while (inotify_) {
    const ssize_t count = ::read(inotify_.get(), events.data(), events.size());
    if (count == -1 && errno == EINTR) continue;
    if (count <= 0) break;
    for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
      inotify_event event;
      std::memcpy(&event, events.data() + at, sizeof event);
      const char* name = event.len > 0 ? events.data() + at + sizeof event : "";  // ends with a null byte
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) seen = true;
      if (event.wd != watch_) continue;  // of a watch that was given up
      if ((event.mask & kGone) != 0) {
        if ((event.mask & IN_IGNORED) == 0) ::inotify_rm_watch(inotify_.get(), watch_);  // moved: another's folder now
        watch_ = -1;
      }
      seen = seen || std::find(files_.begin(), files_.end(), name) != files_.end();
    }
  }
  return seen;
}

std::vector<Changes::State> Changes::look() const {
  std::vector<State> states;
  for (const std::string& file : files_) {
    struct stat about {};
    State& state = states.emplace_back();
    if (::stat((folder_ / file).c_str(), &about) == 0)
      state = {about.st_ino, about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
  }
  return states;
}

}  // namespace watch
