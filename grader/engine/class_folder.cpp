// See class_folder.hpp.
#include "engine/class_folder.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "engine/files.hpp"
#include "engine/gradescope.hpp"
#include "engine/names.hpp"
#include "engine/source.hpp"

namespace engine {
namespace {

std::vector<Entry> entries_of(const Path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  const std::filesystem::directory_iterator all(folder, error);
  if (error) throw std::invalid_argument(folder.string() + ": " + error.message() + "; see that you may read it");
  for (const auto& entry : all) {
    const auto type = entry.symlink_status().type();
    if (entries.size() == most_names)
      throw std::invalid_argument(folder.string() + ": more than 10,000 entries; give a part of them");
    entries.push_back({entry.path().filename().string(), type == std::filesystem::file_type::directory});
  }
  return entries;
}

// An archive of a class, unpacked, is often one folder more.
Path without_shell(const Path& folder) {
  const std::vector<Entry> entries = entries_of(folder);
  const auto is_seen = [](const Entry& entry) { return !entry.name.starts_with('.') && entry.name != "__MACOSX"; };
  const auto only = std::find_if(entries.begin(), entries.end(), is_seen);
  if (std::count_if(entries.begin(), entries.end(), is_seen) != 1 || !only->is_folder) return folder;
  const bool is_platforms = sort_out(entries_of(folder / only->name)).form != ClassForm::folders;
  return is_platforms ? folder / only->name : folder;
}

// Moodle and Gradescope make a folder for a student who handed in an archive, too.
Path without_wrapping(const Path& folder) {
  std::error_code error;
  std::vector<Path> seen;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && name != "__MACOSX") seen.push_back(entry.path());
    if (seen.size() > 1) return folder;
  }
  const bool is_archive = seen.size() == 1 &&
                          std::filesystem::is_regular_file(std::filesystem::symlink_status(seen.front())) &&
                          without_archive_ending(seen.front().filename()) != seen.front().filename();
  return is_archive ? seen.front() : folder;
}

void copy(const Source& from, const Piece& piece, const Path& to) {
  if (piece.name.find('/') != std::string::npos || piece.name == "." || piece.name == "..") return;
  // What cannot be taken is as good as not handed in: the result says which file is missing.
  if (const auto found = from.look_for(piece.entry); found && found->refused.empty())
    write_whole(to / piece.name, found->text);
}

// Where the submission lies now.
Path place(const Path& folder, const Member& member, const Path& copies, const std::string& name) {
  const Piece& first = member.pieces.front();
  if (first.name.empty()) return without_wrapping(folder / first.entry);
  if (member.pieces.size() == 1 && without_archive_ending(first.name) != first.name) return folder / first.entry;
  std::filesystem::remove_all(copies / name);
  std::filesystem::create_directories(copies / name);
  const Opened opened = open_source(folder, {});
  if (!opened.source) throw std::invalid_argument(folder.string() + ": " + opened.refused);
  for (const Piece& piece : member.pieces) copy(*opened.source, piece, copies / name);
  return copies / name;
}

using Records = std::map<std::string, GradescopeRecord>;

Records records_in(const Path& folder) {
  try {
    return read_gradescope(folder);
  } catch (const course::Invalid& invalid) {
    throw std::invalid_argument(invalid.what());
  }
}

void call_by_name(std::vector<Member>& members, const Records& records) {
  for (Member& member : members)
    if (const auto found = records.find(member.name); found != records.end() && !found->second.who.empty())
      member.name = found->second.who;
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& one, const Member& other) { return one.name < other.name; });
}

// Gradescope's own number is the submission's; it would be looked for among the students'.
course::Origin origin_of(const Member& member, ClassForm form, const Records& records) {
  if (form != ClassForm::gradescope) return {member.id, {}, member.late};
  const auto found = records.find(member.pieces.front().entry);
  return found == records.end() ? course::Origin{} : found->second.origin;
}

}  // namespace

ClassFolder open_class(const std::string& given, const Path& copies) {
  std::error_code error;
  const Path root = std::filesystem::canonical(given, error);
  if (error)
    throw std::invalid_argument(given + ": " + error.message() +
                                "; give the folder that holds the class's submissions");
  if (!std::filesystem::is_directory(root))
    throw std::invalid_argument(given +
                                ": no folder; unpack it, and give the folder that holds the class's submissions");
  const Path folder = without_shell(root);
  ClassList list = sort_out(entries_of(folder));
  const auto records = list.form == ClassForm::gradescope ? records_in(folder) : Records{};
  call_by_name(list.members, records);
  if (list.members.empty())
    throw std::invalid_argument(given + ": no submission in it; each is a folder or an archive of a student's labs");

  ClassFolder all{list.form, {}, list.passed};
  std::set<std::string> taken;
  for (const Member& member : list.members) {
    const std::string name = safe_name(member.name);
    // Two people of one name: the platform's number tells them apart.
    const bool is_free = member.id.empty() || !taken.contains(name);
    Submission submission{unused_name(is_free ? name : safe_name(name + "-" + member.id), taken), {}, member.refused};
    submission.origin = origin_of(member, list.form, records);
    if (member.refused.empty()) submission.path = place(folder, member, copies, submission.name);
    all.submissions.push_back(std::move(submission));
  }
  return all;
}

}  // namespace engine
