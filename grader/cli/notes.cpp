// notes: the chapters as a site, built by VitePress and served to this machine alone. What does it is
// notes/site/notes.mjs.
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "sandbox/process.hpp"

namespace cli {
namespace {

constexpr int kOldestNode = 18;

// It may be anywhere in the user's PATH: nvm and the like put it into a folder of their own.
void look_for_node() {
  std::string version;
  sandbox::Options how;
  how.ours = true;
  how.heard = [&version](std::string_view text) { version += text; };
  try {
    if (sandbox::run({"node", "--version"}, how).exited_with(0) && version.starts_with('v') &&
        std::stoi(version.substr(1)) >= kOldestNode)
      return;
  } catch (const std::exception&) {  // not there, or it says something else
    version.clear();
  }
  throw BadInput("notes needs Node.js " + std::to_string(kOldestNode) + " or newer, and npm; " +
                 (version.empty() ? "there is none here" : "here is " + version.substr(0, version.find('\n'))) +
                 ". Type this, then the same again:\n  sudo apt-get install -y nodejs npm\n"
                 "The chapters read well without it, too: begin with notes/README.md.");
}

}  // namespace

int notes(const Options& options) {
  look_for_node();
  const Course course = load(options);
  const auto program = course.toolchain.source_root / "notes/site/notes.mjs";
  sandbox::Command words{"node", program.string()};
  if (options.pages.empty()) {
    words.push_back((course.toolchain.build_root / "notes-site").string());
  } else {
    words.insert(words.end(), {"--build", std::filesystem::absolute(options.pages).string()});
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::cout.flush();
  ::execvp(arguments[0], arguments.data());
  throw std::system_error(errno, std::generic_category(), "node");
}

}  // namespace cli
