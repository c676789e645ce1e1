// See build.hpp.
#include "engine/build.hpp"

#include <sys/wait.h>

#include <stdexcept>

#include "engine/files.hpp"
#include "sandbox/boxes.hpp"
#include "sandbox/identity.hpp"
#include "wire/box_status.hpp"

namespace engine {
namespace {

using sandbox::Command;
using sandbox::joined;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// What compiler and linker must be able to read: the contract, the given helpers, the worker's objects. No test, no
// solution.
std::vector<Path> readable(const Toolchain& toolchain, const course::Lab& lab) {
  const std::string contract = lab.topic + ".hpp";
  std::vector<Path> paths = toolchain.worker_objects(lab);
  paths.push_back(toolchain.source_root / "labs/support");
  paths.push_back(toolchain.source_root / "labs" / lab.id / contract);
  const Path precompiled = toolchain.precompiled() / (contract + ".gch");
  if (std::filesystem::exists(precompiled)) {
    paths.push_back(precompiled);
    paths.push_back(toolchain.precompiled() / contract);
  }
  return paths;
}

Command compile_command(const Toolchain& toolchain, const course::Lab& lab, const HandedIn& handed_in,
                        const Path& stage) {
  Command command = joined({toolchain.compiler, toolchain.compile});
  // In debug information, and so in what the sanitizers tell, too.
  command.push_back("-ffile-prefix-map=" + stage.string() + "=labs/" + lab.id);
  command.push_back("-I" + toolchain.precompiled().string());  // first: GCC finds the precompiled contract in it
  command.push_back("-I" + (toolchain.source_root / "labs" / lab.id).string());
  command.push_back("-I" + (toolchain.source_root / "labs").string());
  command.push_back("-c");
  for (const File& file : handed_in.files) {
    if (Path(file.name).extension() == ".cpp") command.push_back((stage / file.name).string());
  }
  return command;
}

Command link_command(const Toolchain& toolchain, const course::Lab& lab, const HandedIn& handed_in, const Path& stage) {
  Command command = toolchain.compiler;
  for (const File& file : handed_in.files) {
    if (Path(file.name).extension() == ".cpp")
      command.push_back((stage / Path(file.name).replace_extension(".o")).string());
  }
  for (const Path& object : toolchain.worker_objects(lab)) command.push_back(object.string());
  return joined({command, toolchain.link, {"-o", (stage / "worker").string()}});
}

// Something before the compiler could not be started: that is our own fault.
bool is_no_compiler_speaking(const std::string& output) {
  return output.starts_with("guard: ") || output.starts_with("bwrap: ") || output.starts_with("init: ") ||
         output.starts_with("prlimit: ");
}

std::string why_refused(const sandbox::Ended& ended, const std::string& refused) {
  if (ended.timed_out) {
    return "It could not be built in time: the compiler was " + ended.text() +
           ", without having used its share of the processor. Try again when this machine is less busy.";
  }
  if (WIFEXITED(ended.status)) {
    if (const auto why = wire::closed_because(WEXITSTATUS(ended.status)))
      return "While it was built: " + std::string(*why);
  }
  return refused;
}

}  // namespace

std::string with_known_names(std::string text, const Toolchain& toolchain, const course::Lab& lab, const Path& stage) {
  replace_all(text, stage.string() + "/", "labs/" + lab.id + "/");
  replace_all(text, toolchain.build_root.string() + "/", "build/");
  replace_all(text, toolchain.source_root.string() + "/", "");
  return text;
}

Built build(const Toolchain& toolchain, const course::Lab& lab, const HandedIn& handed_in, const Path& stage,
            bool confined) {
  for (const File& file : handed_in.files) write_file(stage / file.name, file.text);
  if (confined) sandbox::give_to_box(stage);
  const Command box =
      confined
          ? sandbox::compiler_box(
                {.init = toolchain.boxes().init(), .readable = readable(toolchain, lab), .writable = {stage}}, stage)
          : sandbox::compiler_limits();
  sandbox::Options options;
  options.boxed = confined;
  if (!confined) options.folder = stage;
  options.deadline = std::chrono::seconds(180);  // for a machine that is busy; what computes too long ends sooner
  options.most_output = 32 * 1024;

  Built built;
  const auto step = [&](const Command& command, const std::string& refused) {
    const sandbox::Ended ended = sandbox::run(joined({box, command}), options);
    if (is_no_compiler_speaking(ended.output)) throw std::runtime_error(ended.output);
    built.log += with_known_names(ended.output, toolchain, lab, stage);
    if (ended.output_cut) built.log += "\n(cut here: more was said)\n";
    if (ended.exited_with(0)) return true;
    built.message = why_refused(ended, refused);
    return false;
  };
  built.worker = stage / "worker";
  built.ok = step(compile_command(toolchain, lab, handed_in, stage), "It does not compile.") &&
             step(link_command(toolchain, lab, handed_in, stage), "It compiles, but the linker refuses it.");
  // What else a compiler could have been made to leave there is nothing to follow.
  if (built.ok && !std::filesystem::is_regular_file(std::filesystem::symlink_status(built.worker)))
    throw std::runtime_error("the linker made no program");
  return built;
}

}  // namespace engine
