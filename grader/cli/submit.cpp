// submit: what a student hands in, packed as `grade` takes it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "cli/memory.hpp"
#include "course/skeleton.hpp"
#include "engine/files.hpp"
#include "engine/intake.hpp"
#include "engine/pack.hpp"
#include "report/encode.hpp"

namespace cli {
namespace {

using Path = std::filesystem::path;

struct Wanted {
  Path file = "submission.zip";
  std::vector<const course::Lab*> named;  ///< in the course's order; empty: those that were changed
};

Wanted wanted(const Options& options, const Course& course) {
  Wanted wanted;
  std::vector<const course::Lab*> named;
  for (const std::string& word : options.what) {
    if (const auto packing = engine::packing_of(word); packing)
      wanted.file = word;
    else
      named.push_back(&lab_named(course, word));
  }
  for (const course::Lab& lab : course.labs)
    if (std::find(named.begin(), named.end(), &lab) != named.end()) wanted.named.push_back(&lab);
  return wanted;
}

// "3 of 9 exercises begun: 01.1 01.2 01.4"
std::string begun(const course::Lab& lab, const std::vector<engine::File>& files) {
  std::vector<std::string> ids;
  for (const course::Exercise& exercise : lab.exercises) {
    const bool is_begun = std::any_of(files.begin(), files.end(),
                                      [&](const engine::File& file) { return course::is_begun(file.text, exercise); });
    if (is_begun) ids.push_back(exercise.id);
  }
  return fmt::format("{} of {} exercises begun{}{}", ids.size(), lab.exercises.size(), ids.empty() ? "" : ": ",
                     fmt::join(ids, " "));
}

// A submission made earlier may be replaced; somebody's holiday pictures may not.
bool holds_labs(const Path& file, const std::vector<course::Lab>& labs) {
  const auto taken = engine::take(std::filesystem::canonical(file), labs);
  return std::any_of(taken.begin(), taken.end(), [](const engine::HandedIn& one) { return !one.files.empty(); });
}

}  // namespace

int submit(const Options& options) {
  const Course course = load(options);
  keep_skeletons(options, course);
  const auto [file, named] = wanted(options, course);
  check_place(file);
  const bool replaces = std::filesystem::exists(file);
  if (replaces && !options.force && !holds_labs(file, course.labs))
    throw BadInput(file.string() + " is there already, and is no submission. Choose another name: submit NAME.zip");

  std::vector<engine::Packed> packed;
  std::vector<std::string> numbers, in, out;
  std::string missing;
  for (const course::Lab& lab : course.labs) {
    const bool is_named = std::find(named.begin(), named.end(), &lab) != named.end();
    if (!named.empty() && !is_named) continue;
    const engine::HandedIn mine = engine::take(std::filesystem::canonical(course.toolchain.source_root), lab);
    if (mine.files.empty()) {
      if (is_named) throw BadInput("lab " + lab.number + " cannot be handed in: " + mine.missing);
      missing += fmt::format("Lab {} is not in it: {}\n", lab.number, report::printable(mine.missing));
      continue;
    }
    std::vector<std::string> texts;
    for (const engine::File& one : mine.files) texts.push_back(one.text);
    if (!is_named && is_skeleton(options, course, lab, texts)) {
      out.push_back(lab.number);
      continue;
    }
    for (const engine::File& one : mine.files) packed.push_back({"labs/" + lab.id + "/" + one.name, one.text});
    numbers.push_back(lab.number);
    in.push_back(fmt::format("  {} {:<28}{}", lab.number, report::printable(lab.title), begun(lab, mine.files)));
  }
  if (packed.empty())
    throw BadInput("nothing is begun yet: every lab is still as you got it. Begin with: ./grader/socklab watch" +
                   (missing.empty() ? "" : "\n" + missing));

  const std::string bytes = engine::pack(packed, *engine::packing_of(file));
  engine::write_whole(file, bytes);
  std::cout << fmt::format("{}{}: {} of {} labs, {} bytes\n{}\n", file.string(), replaces ? ", made anew" : "",
                           in.size(), course.labs.size(), bytes.size(), fmt::join(in, "\n"));
  if (!out.empty())
    std::cout << fmt::format(
        "Not in it, being as you got them: {}. To hand one in all the same, name all: submit {} {}\n",
        fmt::join(out, ", "), fmt::join(numbers, " "), out.front());
  std::cout << missing;
  std::cout << fmt::format("\nHand in {}. What your tests say now: ./grader/socklab check\n", file.string());
  return done;
}

}  // namespace cli
