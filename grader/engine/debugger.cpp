// See debugger.hpp.
#include "engine/debugger.hpp"

#include <algorithm>
#include <sstream>

#include "course/document.hpp"
#include "course/skeleton.hpp"
#include "engine/build.hpp"
#include "engine/files.hpp"
#include "sandbox/boxes.hpp"

namespace engine {
namespace {

using sandbox::Command;
using sandbox::joined;

std::vector<Path> sources(const Toolchain& toolchain, const course::Lab& lab) {
  std::vector<Path> paths;
  for (const std::string& file : lab.files) {
    if (Path(file).extension() == ".cpp") paths.push_back(toolchain.source_root / "labs" / lab.id / file);
  }
  return paths;
}

// "0000000000001cd9 T lab::send_all(int, …)\t/…/socket_syscalls.cpp:92", as `nm -C -l` prints them, by line.
std::vector<Function> functions_of(const std::string& symbols) {
  std::vector<Function> functions;
  std::istringstream lines(symbols);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t name = line.find(" T lab::");
    const std::size_t tab = line.rfind('\t');
    const std::size_t colon = line.rfind(':');
    if (name == std::string::npos || tab == std::string::npos || colon < tab) continue;
    const std::string whole = line.substr(name + 3, tab - name - 3);
    functions.push_back({whole.substr(0, whole.find_first_of("([")), line.substr(tab + 1, colon - tab - 1),
                         static_cast<std::size_t>(std::atol(line.c_str() + colon + 1))});
  }
  std::sort(functions.begin(), functions.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  return functions;
}

// Those in the exercise's part of the file.
std::vector<Function> of_exercise(const std::vector<Function>& all, const course::Exercise& exercise,
                                  const Path& source) {
  const course::Lines part = course::lines_of(course::read_text(source), exercise);
  std::vector<Function> its;
  for (const Function& one : all) {
    if (one.file == source && part.first <= one.line && one.line <= part.last) its.push_back(one);
  }
  return its;
}

}  // namespace

Debuggable build_for_debugger(const Toolchain& toolchain, const course::Lab& lab, const course::Exercise& exercise,
                              const Path& folder) {
  Debuggable built;
  built.worker = folder / "worker";
  sandbox::Options options;
  options.deadline = std::chrono::seconds(180);
  options.most_output = 4 * 1024 * 1024;
  const auto step = [&](const Command& command) {
    const sandbox::Ended ended = sandbox::run(joined({sandbox::compiler_limits(), command}), options);
    built.log += with_known_names(ended.output, toolchain, lab, folder);
    return ended.exited_with(0);
  };
  Command link = toolchain.compiler;
  std::vector<Function> all;
  for (const Path& source : sources(toolchain, lab)) {
    const Path object = folder / source.filename().replace_extension(".o");
    if (!step(
            joined({toolchain.compiler,
                    toolchain.compile,
                    toolchain.debug,
                    {"-I" + (toolchain.source_root / "labs").string(), "-c", source.string(), "-o", object.string()}})))
      return built;
    link.push_back(object.string());
    const auto found =
        functions_of(sandbox::run({"nm", "-C", "-l", "--defined-only", object.string()}, options).output);
    all.insert(all.end(), found.begin(), found.end());
    const auto its = of_exercise(found, exercise, source);
    built.functions.insert(built.functions.end(), its.begin(), its.end());
  }
  if (built.functions.empty()) built.functions = all;
  for (const Path& object : toolchain.worker_objects(lab)) link.push_back(object.string());
  built.ok = step(joined({link, toolchain.link, {"-o", built.worker.string()}}));
  return built;
}

Command gdb_command(const Toolchain& toolchain, const course::Lab& lab, const Debuggable& built,
                    const std::string& test, std::uint64_t seed, const Command& more) {
  // What is the worker's is pending at first: the examiner runs first. Its own forks are not to be followed, but the
  // one that becomes the worker, which forks for the test; nor is any of the student's.
  std::string script =
      "set confirm off\nset height 0\nset print inferior-events off\nset breakpoint pending on\n"
      "tbreak exam::Worker::Worker\ncommands\nsilent\nset follow-fork-mode child\ncontinue\nend\n";
  for (const Function& one : built.functions)
    script += "break " + one.file.string() + ":" + std::to_string(one.line) + "\n";
  script += "break __sanitizer::Die\n";  // a sanitizer has found something, and says it
  script += "run\nset follow-fork-mode parent\n";
  const Path file = built.worker.parent_path() / "commands.gdb";
  write_file(file, script);
  const Command command{"gdb", "-q", "-x", file.string()};
  const Command examiner{"--args",
                         toolchain.examiner(lab, course::Visibility::public_test).string(),
                         "--patient",
                         "--worker",
                         built.worker.string(),
                         "--launcher",
                         toolchain.launcher().string(),
                         "--seed",
                         std::to_string(seed),
                         "--budget",
                         "86400",
                         "--gtest_brief=1",
                         "--gtest_filter=" + test};
  return joined({command, more, examiner});
}

}  // namespace engine
