// row: 22
// attack: looks for descriptors that it should not have
// stopped by: close_range(2) but for a list
// verdict: failed
// together: yes
// says: descriptors: 0 1 2 100;
// never says: /(canary|precious)
#include "told.hpp"

static std::string attack() {
  std::vector<int> numbers;
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return tried("opendir", -1);
  while (const dirent* entry = ::readdir(folder)) {
    const int number = std::atoi(entry->d_name);
    if (entry->d_name[0] != '.' && number != ::dirfd(folder)) numbers.push_back(number);
  }
  ::closedir(folder);
  std::sort(numbers.begin(), numbers.end());
  std::string all = "descriptors:";
  std::string where;
  for (const int number : numbers) {
    char target[256] = {};
    if (::readlink(("/proc/self/fd/" + std::to_string(number)).c_str(), target, sizeof target - 1) > 0)
      where += std::string(" ") + target;
    all += " " + std::to_string(number);
  }
  return all + ";" + where;
}
