// row: 33
// attack: writes to every other folder that it sees: /, /dev, /usr, its own program's
// stopped by: all but /tmp and /dev/shm is mounted read-only
// verdict: failed
// together: yes
// says: 0 of [1-9]\d+ folders
// must not happen: a file on the host
#include "told.hpp"

static void walk(const std::string& folder, int depth, int& seen, std::string& writable) {
  if (folder.starts_with("/proc/") || folder == "/tmp" || folder == "/dev/shm") return;
  ++seen;
  const std::string file = (folder == "/" ? "" : folder) + "/attack";
  if (const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT, 0600); descriptor >= 0) {
    ::close(descriptor);
    writable += " " + folder + ": GOT THROUGH";
  }
  DIR* open = depth == 0 ? nullptr : ::opendir(folder.c_str());
  if (open == nullptr) return;
  while (const dirent* entry = ::readdir(open)) {
    if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
      walk((folder == "/" ? "" : folder) + "/" + entry->d_name, depth - 1, seen, writable);
  }
  ::closedir(open);
}

static std::string attack() {
  int seen = 0;
  std::string writable;
  walk("/", 2, seen, writable);
  return (writable.empty() ? "0" : writable) + " of " + std::to_string(seen) + " folders";
}
