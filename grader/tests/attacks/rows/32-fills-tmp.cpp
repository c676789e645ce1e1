// row: 32
// attack: fills /tmp and /dev/shm
// stopped by: the sizes of these file systems
// verdict: failed
// together: yes
// says: /tmp: ([0-9]|1[0-6]) MiB, then ENOSPC; /dev/shm: [01] MiB, then E(NOSPC|ROFS)
// must not happen: a file system of the host that fills up
#include "told.hpp"

static std::string fill(const std::string& folder) {
  const std::string much(1 << 20, 'x');
  std::size_t written = 0;
  std::vector<std::string> files;
  const auto clean = [&files] {
    for (const std::string& file : files) ::unlink(file.c_str());
  };
  for (int i = 0; i < 200; ++i) {
    files.push_back(folder + "/" + std::to_string(i));
    const int file = ::open(files.back().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ssize_t count = -1;
    for (int part = 0; part < 8 && file >= 0 && (count = ::write(file, much.data(), much.size())) > 0; ++part)
      written += static_cast<std::size_t>(count);
    const int error = errno;
    if (file >= 0) ::close(file);
    if (count > 0) continue;
    clean();
    return folder + ": " + std::to_string(written >> 20) + " MiB, then " + ::strerrorname_np(error);
  }
  clean();
  return folder + ": GOT THROUGH";
}

static std::string attack() { return fill("/tmp") + "; " + fill("/dev/shm"); }
