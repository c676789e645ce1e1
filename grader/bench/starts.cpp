// starts BUILD-ROOT ROUNDS: what it costs to start /usr/bin/true bare and in each kind of box, in milliseconds, taking
// turns: read by bench.py. One line for each: the name, the least of all rounds. A start is a chain of seven processes,
// and whatever else runs on the machine only adds to it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/boxes.hpp"
#include "sandbox/probe.hpp"
#include "sandbox/process.hpp"

namespace {

using sandbox::Command;
using sandbox::joined;

Command words(const std::string& text) {
  std::istringstream in(text);
  Command all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

struct Start {
  const char* name;
  Command command;
  bool boxed;
  std::vector<double> milliseconds;
};

double once(const Start& start) {
  sandbox::Options options;
  options.boxed = start.boxed;
  const sandbox::Ended ended = sandbox::run(start.command, options);
  if (ended.exited_with(0)) return ended.seconds * 1000;
  std::fprintf(stderr, "%s: %s\n%s\n", start.name, ended.text().c_str(), ended.output.c_str());
  std::exit(1);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const sandbox::Programs programs{std::filesystem::path(arguments[1]) / "grader/sandbox"};
  const sandbox::View view{.init = programs.init(), .readable = {}, .writable = {}};
  const Command examiner = sandbox::examiner_box(view);
  const Command plain = words(
      "bwrap --unshare-user --unshare-all --die-with-parent --ro-bind /usr /usr --symlink usr/lib /lib "
      "--symlink usr/lib64 /lib64 --proc /proc --dev /dev --tmpfs /tmp");
  const Command what{"/usr/bin/true"};
  std::vector<Start> starts{
      {"bare", what, false, {}},
      {"unshare", joined({words("unshare -Urpinf --mount-proc"), what}), false, {}},
      {"bwrap", joined({plain, what}), false, {}},
      {"compiler", joined({sandbox::compiler_box(view, "/tmp"), what}), true, {}},
      {"examiner", joined({examiner, what}), true, {}},
      {"worker", joined({examiner, sandbox::worker_box(view), what}), true, {}},
  };
  for (Start& start : starts) once(start);
  for (int round = std::atoi(arguments[2]); round > 0; --round) {
    for (Start& start : starts) start.milliseconds.push_back(once(start));
  }
  for (Start& start : starts) {
    std::printf("%s %.2f\n", start.name, *std::min_element(start.milliseconds.begin(), start.milliseconds.end()));
  }
}
