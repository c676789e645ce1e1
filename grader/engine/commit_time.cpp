// See commit_time.hpp.
#include "engine/commit_time.hpp"

#include <charconv>
#include <map>
#include <sstream>

#include "course/fields.hpp"
#include "engine/files.hpp"
#include "engine/source.hpp"
#include "sandbox/process.hpp"

namespace engine {
namespace {

using course::Table;

const std::string kSchema = "socklab/commits/1";

bool is_commit(const std::string& text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string text_of(const Source& source, const std::string& name) {
  const auto found = source.look_for(name);
  return found && found->refused.empty() ? found->text : std::string();
}

// A branch that was not committed to since it was fetched stands in one file with all others.
std::string packed(const Source& source, const std::string& branch) {
  std::istringstream lines(text_of(source, ".git/packed-refs"));
  for (std::string line; std::getline(lines, line);)
    if (line.size() == 41 + branch.size() && line.ends_with(" " + branch)) return line.substr(0, 40);
  return {};
}

// "committer Jane Doe <jane@example.edu> 1772492340 +0100": the first such line, before the message.
std::optional<course::Moment> committed(const std::string& commit) {
  constexpr std::int64_t year_10000 = 253402300800;
  std::istringstream lines(commit);
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    if (!line.starts_with("committer ")) continue;
    const auto at = line.rfind("> ");
    std::int64_t seconds = -1;
    if (at != std::string::npos) std::from_chars(line.data() + at + 2, line.data() + line.size(), seconds);
    if (seconds < 0 || seconds >= year_10000) return {};
    return course::Moment(std::chrono::seconds(seconds));
  }
  return {};
}

// "NAME COMMIT" → its time. A memory that cannot be read is none.
std::map<std::string, std::string> remembered(const Path& memory) {
  try {
    const course::Node node = course::parse_json(course::read_text(memory), memory.string());
    course::Problems problems(memory.string());
    course::Fields fields(node, "", problems);
    if (fields.text("schema") != kSchema) return {};
    std::map<std::string, std::string> times;
    if (const auto* table = std::get_if<Table>(&fields.table("times").value)) {
      for (const auto& [key, time] : *table)
        if (const auto* text = std::get_if<std::string>(&time.value)) times.emplace(key, *text);
    }
    return times;
  } catch (const course::Invalid&) {
    return {};
  }
}

}  // namespace

std::string head_commit(const Path& folder) {
  const Opened opened = open_source(folder, {});
  if (!opened.source) return {};
  const std::string head = first_line(text_of(*opened.source, ".git/HEAD"));
  const std::string prefix = "ref: refs/";
  if (!head.starts_with(prefix)) return is_commit(head) ? head : std::string();
  const std::string branch = head.substr(prefix.size() - 5);
  std::string commit = first_line(text_of(*opened.source, ".git/" + branch));
  if (commit.empty()) commit = packed(*opened.source, branch);
  return is_commit(commit) ? commit : std::string();
}

std::optional<course::Moment> commit_time(const Path& folder, const std::string& commit) try {
  const WorkFolder work;
  const Path& own = work.path();
  std::filesystem::create_directories(own / "objects");
  std::filesystem::create_directories(own / "refs");
  write_file(own / "HEAD", "ref: refs/heads/none\n");
  sandbox::Options how;
  how.deadline = std::chrono::seconds(10);
  // A commit may unpack to gigabytes.
  const sandbox::Ended ended =
      sandbox::run({"prlimit", "--as=1073741824", "env", "GIT_CONFIG_NOSYSTEM=1", "GIT_DIR=" + own.string(),
                    "GIT_OBJECT_DIRECTORY=" + (folder / ".git/objects").string(), "git", "cat-file", "commit", commit},
                   how);
  return ended.exited_with(0) || ended.output_cut ? committed(ended.output) : std::nullopt;
} catch (const std::system_error&) {
  return {};
}

std::optional<course::Moment> commit_time(const Path& folder) {
  const std::string commit = folder.empty() ? std::string() : head_commit(folder);
  return commit.empty() ? std::nullopt : commit_time(folder, commit);
}

void date_by_commits(std::vector<Submission>& submissions, const Path& memory) {
  const auto before = remembered(memory);
  Table now;
  for (Submission& submission : submissions) {
    const std::string commit = submission.path.empty() ? std::string() : head_commit(submission.path);
    if (commit.empty()) continue;
    // A commit's name stands for its bytes, so for its time.
    const std::string key = submission.name + " " + commit;
    if (const auto known = before.find(key); known != before.end())
      submission.origin.submitted = course::read_moment(known->second);
    if (!submission.origin.submitted) submission.origin.submitted = commit_time(submission.path, commit);
    if (submission.origin.submitted) now.push_back({key, {course::to_text(*submission.origin.submitted)}});
  }
  if (now.empty() && before.empty()) return;
  write_whole(memory, course::json_text({Table{{"schema", {kSchema}}, {"times", {std::move(now)}}}}), false);
}

}  // namespace engine
