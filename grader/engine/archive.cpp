// See archive.hpp.
#include "engine/archive.hpp"

#include <optional>

#include "engine/archive_walk.hpp"

namespace engine {
namespace {

std::string for_the_student(ArchiveProblem problem) {
  switch (problem) {
    case ArchiveProblem::damaged:
      return "The archive is cut short or damaged. Pack it again, and hand in the new one.";
    case ArchiveProblem::unknown:
      return "This is no archive that can be read here. Hand in a folder, a .zip or a .tar.gz.";
    case ArchiveProblem::holds_nothing:
      return "The archive holds nothing. Pack it again, and hand in the new one.";
    case ArchiveProblem::encrypted:
      return "The archive is encrypted. Pack it again without a password.";
    case ArchiveProblem::too_much:
      return "The archive unpacks to far more than labs need. Hand in the labs' source files alone.";
    case ArchiveProblem::too_many_entries:
      break;
  }
  return "The archive holds more files than can be looked at. Hand in the labs' source files alone.";
}

// "labs/01-topic/": all up to the last slash.
std::string place_of(const std::string& name) { return name.substr(0, name.rfind('/') + 1); }

class Reading : public ArchiveWalk {
 public:
  Reading(std::string_view bytes, const std::set<std::string>& wanted, const Limits& limits)
      : ArchiveWalk(bytes, limits), wanted_(wanted), limits_(limits) {
    for (const std::string& name : wanted) places_.insert(place_of(name));
  }

  Contents all() {
    if (const auto problem = walk()) {
      Contents contents;
      contents.refused = for_the_student(*problem);
      return contents;
    }
    if (several_folders_) contents_.top.clear();
    return std::move(contents_);
  }

 private:
  std::optional<ArchiveProblem> look_at(archive_entry& entry, const std::optional<std::string>& name) override {
    if (!name) return {};
    const std::size_t slash = name->find('/');
    const std::string top = name->substr(0, slash == std::string::npos ? 0 : slash + 1);
    if (!top.empty() && contents_.top.empty()) contents_.top = top;
    if (!top.empty() && contents_.top != top) several_folders_ = true;

    const bool in_top = !top.empty() && contents_.top == top;
    if (wanted_.contains(*name) || (in_top && wanted_.contains(name->substr(top.size())))) return keep(entry, *name);
    const std::string place = place_of(*name);
    if (places_.contains(place) || (in_top && places_.contains(place.substr(top.size())))) note(*name, place);
    return {};
  }

  void note(const std::string& name, const std::string& place) {
    if (name.size() > place.size() && name.size() - place.size() <= 255)
      contents_.names[place].push_back(name.substr(place.size()));
  }

  std::optional<ArchiveProblem> keep(archive_entry& entry, const std::string& name) {
    const auto [at, is_new] = contents_.files.try_emplace(name);
    Found& found = at->second;
    if (!is_new) {
      found = {{}, "is in the archive twice. Pack it again, with each file once."};
      return {};
    }
    const auto kind = archive_entry_filetype(&entry);
    if (archive_entry_hardlink(&entry) != nullptr || archive_entry_symlink(&entry) != nullptr || kind == AE_IFLNK)
      found.refused = "is a link. Hand in the file itself.";
    else if (kind == AE_IFDIR)
      found.refused = "is a folder. Hand in a file of this name.";
    else if (kind != AE_IFREG)
      found.refused = "is no regular file. Hand in the source text itself.";
    else if (archive_entry_is_encrypted(&entry) != 0)
      return ArchiveProblem::encrypted;
    else
      return take(found);
    return {};
  }

  std::optional<ArchiveProblem> take(Found& found) {
    bool is_larger = false;
    const auto problem = read(found.text, limits_.file, is_larger);
    if (is_larger) found = {{}, "is larger than 1 MiB. Hand in the source text alone."};
    return problem;
  }

  const std::set<std::string>& wanted_;
  std::set<std::string> places_;
  const Limits& limits_;
  Contents contents_;
  bool several_folders_ = false;
};

}  // namespace

Contents read_archive(std::string_view bytes, const std::set<std::string>& wanted, const Limits& limits) {
  return Reading(bytes, wanted, limits).all();
}

}  // namespace engine
