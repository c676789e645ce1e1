// See intake.hpp.
#include "engine/intake.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <stdexcept>

#include "engine/digest.hpp"
#include "engine/names.hpp"
#include "engine/source.hpp"

namespace engine {
namespace {

constexpr std::size_t most_ignored = 5;

// The more exact comes first.
std::array<std::string, 3> places(const course::Lab& lab) { return {"labs/" + lab.id + "/", lab.id + "/", ""}; }

// The same in the top folder of an archive. A file that lies directly in another lab's folder is that lab's.
std::vector<std::string> all_places(const Source& source, const course::Lab& lab) {
  std::vector<std::string> all;
  for (const std::string& place : places(lab)) all.push_back(place);
  const std::string top = source.top();
  if (top.empty()) return all;
  const Path labs = lab.folder.parent_path();
  std::error_code ignored;
  const bool is_ours = top == "labs/" || (!labs.empty() && std::filesystem::exists(labs / top, ignored));
  for (const std::string& place : places(lab)) {
    if (!place.empty() || !is_ours) all.push_back(top + place);
  }
  return all;
}

std::set<std::string> wanted(const std::vector<course::Lab>& labs) {
  std::set<std::string> all;
  for (const course::Lab& lab : labs) {
    for (const std::string& place : places(lab)) {
      for (const std::string& name : lab.files) all.insert(place + name);
    }
  }
  return all;
}

// " There is "Topic.cpp": rename it to topic.cpp.", where there is such a one.
std::string near_miss(const Source& source, const std::string& place, const std::string& wanted_name) {
  std::vector<std::string> names = source.names_in(place);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (is_nearly(name, wanted_name))
      return " There is \"" + place + shortened_name(name) + "\": rename it to " + wanted_name + ".";
  }
  return {};
}

std::vector<std::string> ignored_in(const Source& source, const std::string& place, const course::Lab& lab) {
  std::set<std::string> known(lab.files.begin(), lab.files.end());
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(lab.folder, none))
    known.insert(entry.path().filename().string());
  std::vector<std::string> names = source.names_in(place);
  std::erase_if(names, [&](const std::string& name) { return known.contains(name) || !is_for_a_build(name); });
  std::sort(names.begin(), names.end());
  if (names.size() > most_ignored) {
    const std::string rest = std::to_string(names.size() - most_ignored) + " more";
    names.resize(most_ignored);
    names.push_back(rest);
  }
  for (std::string& name : names) name = shortened_name(name);
  return names;
}

// Absent where none of the files is in this place.
std::optional<HandedIn> take_from(const Source& source, const std::string& place, const course::Lab& lab) {
  HandedIn handed_in;
  bool any = false;
  for (const std::string& name : lab.files) {
    std::optional<Found> found = source.look_for(place + name);
    any = any || found.has_value();
    if (found && found->refused.empty()) {
      handed_in.files.push_back({name, std::move(found->text)});
    } else if (handed_in.missing.empty()) {
      const std::string why = found ? found->refused : "is missing. Hand it in beside the other files.";
      handed_in.missing = place + name + " " + why + (found ? "" : near_miss(source, place, name));
    }
  }
  if (!any) return {};
  if (!handed_in.missing.empty()) {
    handed_in.files.clear();
  } else {
    handed_in.ignored = ignored_in(source, place, lab);
    handed_in.digest = digest(handed_in.files);
  }
  return handed_in;
}

HandedIn take_from(const Source& source, const course::Lab& lab) {
  const std::vector<std::string> all = all_places(source, lab);
  for (const std::string& place : all) {
    if (auto handed_in = take_from(source, place, lab)) return *std::move(handed_in);
  }
  HandedIn nothing;
  const std::string& name = lab.files.front();
  nothing.missing = "There is no " + name + ".";
  for (const std::string& place : all) {
    if (const std::string other = near_miss(source, place, name); !other.empty()) {
      nothing.missing += other;
      return nothing;
    }
  }
  nothing.missing +=
      " It belongs in labs/" + lab.id + "/, in " + lab.id + "/, or directly in the folder that is handed in.";
  return nothing;
}

}  // namespace

std::vector<Submission> submissions(const std::vector<std::string>& paths) {
  std::vector<Submission> all;
  std::set<std::string> taken;
  for (const std::string& given : paths) {
    std::error_code error;
    const Path path = std::filesystem::canonical(given, error);
    if (error)
      throw std::invalid_argument(given + ": " + error.message() + "; give the folder or the archive of a submission");
    const bool is_file = std::filesystem::is_regular_file(path, error);
    const std::string name = safe_name(is_file ? without_archive_ending(path.filename()) : path.filename().string());
    all.push_back({unused_name(name, taken), path});
  }
  return all;
}

std::vector<HandedIn> take(const Path& path, const std::vector<course::Lab>& labs) {
  const Opened opened = open_source(path, wanted(labs));
  std::vector<HandedIn> all;
  for (const course::Lab& lab : labs) {
    if (opened.source) {
      all.push_back(take_from(*opened.source, lab));
    } else {
      all.emplace_back().missing = opened.refused;
    }
  }
  return all;
}

std::vector<HandedIn> take(const Submission& submission, const std::vector<course::Lab>& labs) {
  if (submission.refused.empty()) return take(submission.path, labs);
  HandedIn nothing;
  nothing.missing = submission.refused;
  return std::vector<HandedIn>(labs.size(), nothing);
}

HandedIn take(const Path& path, const course::Lab& lab) { return take(path, std::vector{lab}).front(); }

}  // namespace engine
