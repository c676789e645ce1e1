// See handout.hpp.
#include "engine/handout.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "course/document.hpp"
#include "course/skeleton.hpp"
#include "engine/archive.hpp"
#include "engine/files.hpp"
#include "sandbox/process.hpp"

namespace engine {
namespace {

const std::string top = "sockets-lab/";

// What git prints. It keeps its settings (safe.directory!) in the user's home, so that is told.
std::string git(const Path& root, const sandbox::Command& words) {
  const char* home = std::getenv("HOME");
  sandbox::Options how;
  how.most_output = 16 * 1024 * 1024;
  const sandbox::Command begin{"env", std::string("HOME=") + (home != nullptr ? home : "/"), "git", "-C",
                               root.string()};
  const sandbox::Ended ended = sandbox::run(sandbox::joined({begin, words}), how);
  if (ended.exited_with(0)) return ended.output;
  if (ended.exited_with(127))
    throw std::invalid_argument("git is not installed, and it makes the archive. Type: sudo apt-get install -y git");
  if (ended.output.find("not a git repository") != std::string::npos)
    throw std::invalid_argument(root.string() +
                                " is no Git tree, and git makes the archive of what is committed. Type there: git init "
                                "&& git add . && git commit -m 'The course'");
  throw std::invalid_argument("git " + words.front() + " did not work; mend what it says, then start again:\n" +
                              ended.output);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream from(text);
  for (std::string line; std::getline(from, line);) lines.push_back(line);
  return lines;
}

bool is_private(const std::string& name) { return name.starts_with("solutions/"); }

// Of each committed file the name of its bytes ("blob"), without the empty one.
std::map<std::string, std::string> blobs(const Path& root) {
  std::map<std::string, std::string> found;  // name → blob
  for (const std::string& line : lines_of(git(root, {"ls-tree", "-r", "HEAD"}))) {
    const std::size_t tab = line.find('\t');  // "100644 blob 1a2b…\tlabs/…"
    const std::size_t blob = line.rfind(' ', tab) + 1;
    if (tab != std::string::npos) found[line.substr(tab + 1)] = line.substr(blob, tab - blob);
  }
  std::erase_if(found,
                [](const auto& one) { return one.second.starts_with("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"); });
  return found;
}

// The private file that has the same bytes as each public one that has some.
std::map<std::string, std::string> copies(const std::map<std::string, std::string>& all) {
  std::map<std::string, std::string> of_blob;
  for (const auto& [name, blob] : all)
    if (is_private(name)) of_blob[blob] = name;
  std::map<std::string, std::string> found;
  for (const auto& [name, blob] : all)
    if (const auto at = of_blob.find(blob); at != of_blob.end() && !is_private(name)) found[name] = at->second;
  return found;
}

std::string begun_skeletons(const std::string& archive, const std::vector<course::Lab>& labs) {
  std::set<std::string> wanted;
  for (const course::Lab& lab : labs)
    for (const std::string& file : lab.files) wanted.insert(top + "labs/" + lab.id + "/" + file);
  const Contents contents = read_archive(archive, wanted);
  std::string problems = contents.refused;
  for (const course::Lab& lab : labs) {
    std::string all;
    for (const std::string& file : lab.files) {
      const auto at = contents.files.find(top + "labs/" + lab.id + "/" + file);
      if (at != contents.files.end()) all += at->second.text;
    }
    if (all.empty())
      problems += "\n  labs/" + lab.id + " is not committed, or not whole: git add it, or take it away";
    else if (!course::is_untouched(all, lab))
      problems +=
          "\n  labs/" + lab.id + " is no skeleton any more: somebody has begun to solve it. Put it back and commit";
  }
  return problems;
}

std::string problems_of(const std::string& archive, const std::vector<std::string>& names, const Path& root,
                        const std::vector<course::Lab>& labs) {
  std::string problems;
  if (std::find(names.begin(), names.end(), top + "grader/socklab") == names.end())
    problems += "\n  grader/socklab is not in it: is all of the course committed?";
  const auto copied = copies(blobs(root));
  for (const std::string& whole : names) {
    const std::string name = whole.substr(std::min(top.size(), whole.size()));
    if (is_private(name)) {
      problems += "\n  " + name + " is in it. Put this line into .gitattributes and commit: solutions/ export-ignore";
      break;
    }
    if (const auto at = copied.find(name); at != copied.end())
      problems += "\n  " + name + " has the text of " + at->second + ", which is private: take it away and commit";
  }
  return problems + begun_skeletons(archive, labs);
}

}  // namespace

Handout make_handout(const Path& root, const std::vector<course::Lab>& labs, Packing how) {
  const WorkFolder work;
  const char* format = how == Packing::zip ? "zip" : how == Packing::tar ? "tar" : "tar.gz";
  const Path file = work.path() / "handout";
  git(root,
      {"archive", std::string("--format=") + format, "--prefix=" + top, "--output=" + file.string(), "HEAD", "."});
  Handout made{course::read_text(file), 0};
  const auto names = names_in(made.bytes);
  made.files = names.size();
  if (const std::string problems = problems_of(made.bytes, names, root, labs); !problems.empty())
    throw std::invalid_argument("nothing was made, because what is committed is not fit for students:" + problems);
  return made;
}

std::string pack_solutions(const Path& root) {
  const WorkFolder work;
  const Path file = work.path() / "solutions";
  git(root, {"archive", "--format=tar.gz", "--prefix=" + top + "solutions/", "--output=" + file.string(),
             "HEAD:./solutions"});
  return course::read_text(file);
}

std::vector<std::string> not_committed(const Path& root, bool solutions) {
  sandbox::Command command{"status", "--porcelain", "--", "."};
  if (!solutions) command.push_back(":(exclude)solutions");
  std::vector<std::string> lines = lines_of(git(root, command));
  if (lines.size() > 10) {
    lines.resize(10);
    lines.push_back("and more");
  }
  return lines;
}

}  // namespace engine
