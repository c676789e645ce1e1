// bundle: what an instructor uploads to a platform that grades by itself.
#include "engine/bundle.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "engine/digest.hpp"
#include "engine/files.hpp"
#include "engine/handout.hpp"
#include "report/encode.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

// What the templates say of the chosen labs.
std::map<std::string, std::string> words(const std::vector<course::Lab>& labs) {
  std::vector<std::string> numbers, files, problems;
  int points = 0;
  for (const course::Lab& lab : labs) {
    numbers.push_back(lab.number);
    files.insert(files.end(), lab.files.begin(), lab.files.end());
    problems.push_back(fmt::format("   - `{}`: {}", lab.id, lab.points()));
    points += lab.points();
  }
  const std::string list = fmt::format("{}", fmt::join(numbers, ","));
  // PrairieLearn tells questions apart by it: the same labs, the same one (the form of RFC 9562, version 8).
  const std::string d = engine::digest({{"sockets-lab", list}});
  const std::string uuid = fmt::format("{}-{}-8{}-8{}-{}", d.substr(0, 8), d.substr(8, 4), d.substr(12, 3),
                                       d.substr(15, 3), d.substr(18, 12));
  return {{"LABS", list},
          {"FILES", fmt::format("{}", fmt::join(files, ","))},
          {"PROBLEMS", fmt::format("{}", fmt::join(problems, "\n"))},
          {"POINTS", std::to_string(points)},
          {"UUID", uuid}};
}

std::vector<engine::Packed> course_archives(const fs::path& root) {
  Options all;
  const Course course = load(all);
  return {{"course.tar.gz", engine::make_handout(root, course.labs, engine::Packing::tar_gz).bytes},
          {"solutions.tar.gz", engine::pack_solutions(root)}};
}

void write(const fs::path& folder, const std::vector<engine::Packed>& files) {
  for (const engine::Packed& file : files) {
    const fs::path path = folder / file.name;
    fs::create_directories(path.parent_path());
    engine::write_whole(path, file.text);
    if (file.executable)
      fs::permissions(path, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                      fs::perm_options::add);
    std::cout << "  " << path.string() << "\n";
  }
}

}  // namespace

int bundle(const Options& options) {
  const Course course = load(options);
  const fs::path& root = course.toolchain.source_root;
  const std::string& platform = options.what.front();
  const auto known = engine::platforms(root);
  if (std::find(known.begin(), known.end(), platform) == known.end())
    throw BadInput(fmt::format("there is no bundle for \"{}\". Choose: {}", platform, fmt::join(known, ", ")));
  const fs::path folder = options.out.empty() ? "bundle-" + platform : options.out;
  if (fs::exists(folder) && !options.force)
    throw BadInput(folder.string() +
                   " is there already. Name another folder with --out, or write into it with --force");
  const fs::path templates = root / "grader/bundles" / platform;
  const bool is_private = engine::wants_course(templates);
  if (is_private && !fs::is_directory(root / "solutions"))
    throw BadInput("a grader needs solutions/, which is not here. Make the bundle in the instructor's tree");
  try {
    std::vector<std::string> changes;
    std::vector<engine::Packed> archives;
    if (is_private) {
      archives = course_archives(root);
      changes = engine::not_committed(root, true);
    }
    write(folder, engine::make_bundle(templates, words(course.labs), archives));
    if (!changes.empty()) std::cout << "\nThe course is in it as it is committed, so without these:\n";
    for (const std::string& line : changes) std::cout << "  " << report::printable(line) << "\n";
  } catch (const std::invalid_argument& problem) {
    throw BadInput(problem.what());
  }
  if (is_private)
    std::cout << "\nFOR INSTRUCTORS ONLY: solutions and hidden tests are in it. Students must never get these files.\n";
  std::cout << "\nnext   read " << (folder / "README.md").string()
            << ": what to upload, and whether there can be a sandbox.\n";
  return done;
}

}  // namespace cli
