// handout: the students' tree as one archive, looked through before it is given away.
#include "engine/handout.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "engine/files.hpp"
#include "report/encode.hpp"

namespace cli {
namespace {

// What is not in it, though it lies in the tree: so nobody waits for it in vain.
void tell_not_committed(const std::vector<std::string>& changes) {
  if (changes.empty()) return;
  std::cout << "\nStudents get what is committed, and this is not:\n";
  for (const std::string& line : changes) std::cout << "  " << report::printable(line) << "\n";
  std::cout << "If they are to have it: git add and git commit, then make the archive again, with --force.\n";
}

}  // namespace

int handout(const Options& options) {
  const std::filesystem::path file = options.what.front();
  const auto packing = engine::packing_of(file);
  if (!packing || *packing == engine::Packing::tar)
    throw BadInput("the name tells the kind of archive. Type: handout sockets-lab.tar.gz, or: handout sockets-lab.zip");
  check_place(file);
  if (std::filesystem::exists(file) && !options.force)
    throw BadInput(file.string() + " is there already. Choose another name, or replace it: handout " + file.string() +
                   " --force");
  const Course course = load({});  // all labs
  const auto& root = course.toolchain.source_root;
  try {
    const engine::Handout made = engine::make_handout(root, course.labs, *packing);
    engine::write_whole(file, made.bytes);
    const char* unpack = *packing == engine::Packing::zip ? "unzip" : "tar -xzf";
    std::cout << fmt::format(
        "{}: {} files, {} KiB. Nothing private is in it: no file of solutions/, no text of one, and every skeleton is "
        "untouched.\n",
        file.string(), made.files, (made.bytes.size() + 1023) / 1024);
    tell_not_committed(engine::not_committed(root, false));
    std::cout << fmt::format(
        "\nA student types:\n  {} {}\n  cd sockets-lab\n  ./grader/socklab watch\nand hands in what this makes:\n  "
        "./grader/socklab submit\n",
        unpack, file.filename().string());
  } catch (const std::invalid_argument& problem) {
    throw BadInput(problem.what());
  }
  return done;
}

}  // namespace cli
