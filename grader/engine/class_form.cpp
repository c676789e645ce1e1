// See class_form.hpp.
#include "engine/class_form.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <regex>

#include "engine/names.hpp"

namespace engine {
namespace {

/// One entry, read in one form.
struct Read {
  std::string name;
  std::string id;
  bool late = false;
  Piece piece;
};

constexpr std::size_t longest_name = 255;  // NAME_MAX; also bounds what a regular expression is given

std::optional<std::smatch> match(const Entry& entry, const std::regex& form) {
  std::smatch parts;
  if (entry.name.size() > longest_name || !std::regex_match(entry.name, parts, form)) return {};
  return parts;
}

// Canvas puts "-1" behind the stem of a file that was handed in again.
std::string without_count(const std::string& name) {
  static const std::regex counted("(.+)-[0-9]{1,3}([.][^.]+|[.]tar[.][^.]+)");
  return std::regex_replace(name, counted, "$1$2", std::regex_constants::format_first_only);
}

std::optional<Read> read_canvas(const Entry& entry) {
  static const std::regex form("([^_]+)(_LATE)?_([0-9]+)_([0-9]+)_(.+)");
  const auto parts = entry.is_folder ? std::nullopt : match(entry, form);
  if (!parts) return {};
  return Read{(*parts)[1], (*parts)[3], (*parts)[2].matched, {entry.name, without_count((*parts)[5])}};
}

std::optional<Read> read_moodle(const Entry& entry) {
  static const std::regex form("(.+?)_([0-9]+)_assignsubmission_file_?(.*)");
  const auto parts = match(entry, form);
  if (!parts || entry.is_folder != ((*parts)[3].length() == 0)) return {};
  return Read{(*parts)[1], (*parts)[2], false, {entry.name, (*parts)[3]}};
}

std::optional<Read> read_gradescope(const Entry& entry) {
  static const std::regex form("submission_([0-9]+)");
  const auto parts = entry.is_folder ? match(entry, form) : std::nullopt;
  if (!parts) return {};
  return Read{entry.name, (*parts)[1], false, {entry.name, {}}};
}

std::optional<Read> read_folders(const Entry& entry) {
  const std::string stem = without_archive_ending(entry.name);
  if (entry.name.starts_with('.') || (!entry.is_folder && stem == entry.name)) return {};
  return Read{entry.is_folder ? entry.name : stem, {}, false, {entry.name, entry.is_folder ? "" : entry.name}};
}

using Reader = std::optional<Read> (*)(const Entry&);
// The platforms' first: every folder has the last one.
constexpr std::array<std::pair<ClassForm, Reader>, 4> readers{{{ClassForm::canvas, read_canvas},
                                                               {ClassForm::moodle, read_moodle},
                                                               {ClassForm::gradescope, read_gradescope},
                                                               {ClassForm::folders, read_folders}}};

// What file managers, archivers and platforms leave beside the submissions.
bool is_litter(const std::string& name) {
  return name.starts_with('.') || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini" ||
         name == "submission_metadata.yml" || name.find("_assignsubmission_onlinetext") != std::string::npos;
}

// A platform's, where at least half of what counts has it.
std::pair<ClassForm, Reader> form_of(const std::vector<Entry>& entries) {
  const auto all = std::count_if(entries.begin(), entries.end(), [](const Entry& one) { return !is_litter(one.name); });
  const auto form = std::find_if(readers.begin(), readers.end() - 1, [&](const auto& one) {
    const auto count = std::count_if(entries.begin(), entries.end(), one.second);
    return count > 0 && 2 * count >= all;
  });
  return *form;
}

bool is_whole(const Piece& piece) { return piece.name.empty() || without_archive_ending(piece.name) != piece.name; }

// Several single files are one submission; a folder or an archive is one by itself, and no file may be there twice.
std::string why_refused(const std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t j = i + 1; j < pieces.size(); ++j) {
      if (pieces[i].name != pieces[j].name && !is_whole(pieces[i]) && !is_whole(pieces[j])) continue;
      return "There are two submissions: \"" + shortened_name(pieces[i].entry) + "\" and \"" +
             shortened_name(pieces[j].entry) + "\". Remove the one that does not count, and grade again.";
    }
  }
  return {};
}

}  // namespace

std::string to_text(ClassForm form) {
  switch (form) {
    case ClassForm::canvas:
      return "Canvas";
    case ClassForm::moodle:
      return "Moodle";
    case ClassForm::gradescope:
      return "Gradescope";
    case ClassForm::folders:
      break;
  }
  return "a folder or an archive for each student";
}

ClassList sort_out(const std::vector<Entry>& entries) {
  const auto [form, read] = form_of(entries);
  ClassList list;
  list.form = form;
  std::map<std::pair<std::string, std::string>, Member> members;
  for (const Entry& entry : entries) {
    if (std::optional<Read> one = read(entry)) {
      Member& member = members[{one->name, one->id}];
      member.name = one->name;
      member.id = one->id;
      member.late = member.late || one->late;
      member.pieces.push_back(std::move(one->piece));
    } else if (!is_litter(entry.name)) {
      list.passed.push_back(entry.name);
    }
  }
  for (auto& [key, member] : members) {
    std::sort(member.pieces.begin(), member.pieces.end(),
              [](const Piece& one, const Piece& other) { return one.entry < other.entry; });
    member.refused = why_refused(member.pieces);
    list.members.push_back(std::move(member));
  }
  std::sort(list.passed.begin(), list.passed.end());
  return list;
}

}  // namespace engine
