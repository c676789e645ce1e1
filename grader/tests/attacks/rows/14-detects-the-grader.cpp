// row: 14
// attack: looks for signs that this is the grader and no student's own check
// stopped by: the launcher gives the same environment everywhere; nothing else tells
// verdict: failed
// together: yes
// says: environment: ASAN_OPTIONS LANG PATH UBSAN_OPTIONS; host
// never says: arguments: [^;]*(grade|hidden|public)
#include "told.hpp"

static std::string attack() {
  std::vector<std::string> names;
  for (char** each = environ; *each != nullptr; ++each) names.emplace_back(*each, ::strcspn(*each, "="));
  std::sort(names.begin(), names.end());
  std::string said = "environment:";
  for (const std::string& name : names) said += " " + name;
  char host[65] = {};
  ::gethostname(host, sizeof host - 1);
  return said + "; host " + host + "; arguments: " + contents("/proc/self/cmdline").c_str() + "; uid " +
         std::to_string(::getuid());
}
