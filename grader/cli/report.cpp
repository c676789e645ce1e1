// report: what other programs read, made of a class's results.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "cli/people.hpp"
#include "course/document.hpp"
#include "course/late_policy.hpp"
#include "engine/files.hpp"
#include "report/formats/formats.hpp"

namespace cli {
namespace {

using Path = std::filesystem::path;

const report::Format& format_of(const Options& options) {
  if (const report::Format* format = report::find_format(options.format)) return *format;
  std::string known;
  for (const report::Format& one : report::formats()) known += fmt::format("\n  {:<14}{}", one.name, one.what);
  throw BadInput(fmt::format("there is no format \"{}\"; choose one with --format:{}", options.format, known));
}

// A result that cannot be read is told, and the others are reported.
std::vector<course::Result> results_in(const Path& folder, const Options& options, bool& whole) {
  std::error_code error;
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  if (error || files.empty())
    throw BadInput(folder.string() + ": no results; make them with: grade --class DIR --out " + options.what.front());
  std::sort(files.begin(), files.end());
  std::vector<course::Result> results;
  for (const Path& file : files) {
    try {
      results.push_back(course::from_json(course::read_text(file)));
    } catch (const course::Invalid& invalid) {
      whole = false;
      progress(options, file.string() + " is left out: " + invalid.what());
    }
  }
  return results;
}

// A gradebook's students and assignments are known to the platform alone.
std::vector<report::File> filled(const report::Format& format, const std::vector<course::Result>& results,
                                 const Options& options) {
  if (options.roster.empty())
    throw BadInput(fmt::format("--format {} fills in the platform's own export. Get it ({}), then add: --roster FILE",
                               format.name, format.roster));
  try {
    report::Filled made =
        format.fill(results, {Path(options.roster).filename().string(), course::read_text(options.roster)});
    for (const std::string& note : made.notes) progress(options, note);
    return made.files;
  } catch (const course::Invalid& invalid) {
    throw BadInput(invalid.what());
  }
}

void apply_policy(std::vector<course::Result>& results, const Options& options) {
  if (options.policy.empty()) return;
  try {
    const Path file = options.policy;
    const auto policy = course::parse_late_policy(course::read_text(file), file.filename().string());
    for (const std::string& note : course::apply(policy, results)) progress(options, note);
  } catch (const course::Invalid& invalid) {
    throw BadInput(invalid.what());
  }
  progress(options, report::to_summary(results));
}

}  // namespace

int report(const Options& options) {
  const report::Format& format = format_of(options);
  const Path out = options.what.front();
  bool whole = true;
  auto results = results_in(out / "results", options, whole);
  apply_policy(results, options);
  const Path folder = out / "reports" / format.name;
  const auto files = format.fill != nullptr ? filled(format, results, options) : format.make(results);
  for (const report::File& file : files) {
    std::filesystem::create_directories((folder / file.name).parent_path());
    engine::write_whole(folder / file.name, file.text);
    std::cout << (folder / file.name).string() << "\n";
  }
  for (const std::string& line : told_attendance(out)) progress(options, line);
  return whole ? done : our_fault;
}

}  // namespace cli
