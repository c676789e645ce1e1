// row: 41
// attack: makes the kernel's out-of-memory killer look elsewhere
// stopped by: oom_score_adj 1000, and a /proc that is mounted read-only
// verdict: failed
// together: yes
// says: first 1000, lowered: E(ROFS|ACCES), then 1000
#include "told.hpp"

static std::string score() {
  const std::string text = contents("/proc/self/oom_score_adj");
  return text.substr(0, text.find('\n'));
}

static std::string attack() {
  const std::string first = score();
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  const std::string lowered = file == -1 ? tried("lowered", -1) : tried("lowered", ::write(file, "0", 1));
  if (file >= 0) ::close(file);
  return "first " + first + ", " + lowered + ", then " + score();
}
