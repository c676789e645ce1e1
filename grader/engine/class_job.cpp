// See class_job.hpp.
#include "engine/class_job.hpp"

#include <algorithm>

#include "course/fields.hpp"
#include "engine/digest.hpp"
#include "engine/files.hpp"

namespace engine {
namespace {

using course::Fields;
using course::List;
using course::Node;
using course::Table;

const std::string kSchema = "socklab/job/1";
const std::string kFile = "job.json";
const std::string kBefore = "before.json";

void add(std::vector<File>& files, const Path& path) {
  if (std::filesystem::is_regular_file(path)) files.push_back({path.string(), course::read_text(path)});
}

void add_folder(std::vector<File>& files, const Path& folder) {
  std::vector<Path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const Path& path : paths) add(files, path);
}

void write_if_new(const Path& path, const std::string& text) {
  if (std::filesystem::is_regular_file(path) && course::read_text(path) == text) return;
  write_whole(path, text, false);
}

std::string digest_of(const std::string& text) { return digest({{kBefore, text}}); }

std::optional<Job> job_in(const Path& folder) {
  try {
    return read_job(folder / kFile);
  } catch (const std::exception&) {
    return {};  // there is none, or it is of another version: then all is graded anew
  }
}

bool has_result_to_keep(const Path& file) {
  try {
    return course::from_json(course::read_text(file)).labs.at(0).status == course::LabStatus::graded;
  } catch (const std::exception&) {
    return false;
  }
}

List list_of(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.push_back({text});
  return list;
}

}  // namespace

std::string grader_digest(const Toolchain& toolchain, const course::Lab& lab) {
  std::vector<File> files;
  add(files, toolchain.examiner(lab, course::Visibility::public_test));
  if (toolchain.has_hidden(lab)) add(files, toolchain.examiner(lab, course::Visibility::hidden_test));
  for (const Path& object : toolchain.worker_objects(lab)) add(files, object);
  add(files, toolchain.launcher());
  add(files, toolchain.diagnoses(lab));
  add(files, lab.folder / "lab.toml");
  add(files, lab.folder / (lab.topic + ".hpp"));
  add_folder(files, toolchain.source_root / "labs/support");
  std::string command;
  for (const auto* words : {&toolchain.compiler, &toolchain.compile, &toolchain.link})
    for (const std::string& word : *words) command += word + '\n';
  files.push_back({"command", command});
  return digest(files);
}

void write_job(const Path& folder, const Job& job) {
  std::filesystem::create_directories(folder);
  List names;
  for (const File& file : job.handed_in.files) {
    write_if_new(folder / file.name, file.text);
    names.push_back({file.name});
  }
  // Last: it is what the job depends on.
  write_if_new(folder / kFile, course::json_text({Table{{"schema", {kSchema}},
                                                        {"student", {job.student}},
                                                        {"lab", {job.lab}},
                                                        {"grader", {job.grader}},
                                                        {"seed", {job.seed}},
                                                        {"reveal", {std::string(course::to_text(job.reveal))}},
                                                        {"budget", {std::int64_t{job.budget.count()}}},
                                                        {"regrade", {list_of(job.regrade)}},
                                                        {"before", {job.before}},
                                                        {"missing", {job.handed_in.missing}},
                                                        {"digest", {job.handed_in.digest}},
                                                        {"ignored", {list_of(job.handed_in.ignored)}},
                                                        {"files", {std::move(names)}}}}));
}

Job read_job(const Path& file) {
  course::Problems problems(file.string());
  const Node node = course::parse_json(course::read_text(file), problems.name());
  Fields fields(node, "", problems);
  Job job;
  if (fields.text("schema") != kSchema) fields.problem("schema", "this is not " + course::in_quotes(kSchema));
  job.student = fields.text("student");
  job.lab = fields.text("lab");
  job.grader = fields.text("grader");
  job.seed = fields.natural("seed");
  const auto reveal = course::from_text<course::Reveal>(fields.text("reveal"));
  if (!reveal) fields.problem("reveal", "this must be none, names, diagnosis or full");
  job.reveal = reveal.value_or(course::Reveal::none);
  job.budget = std::chrono::seconds(fields.integer("budget", 1, 36000));
  job.regrade = fields.texts("regrade");
  job.before = fields.text_or_empty("before");
  job.handed_in.missing = fields.text_or_empty("missing");
  job.handed_in.digest = fields.text_or_empty("digest");
  job.handed_in.ignored = fields.texts("ignored");
  const auto names = fields.texts("files");
  fields.nothing_else();
  problems.check();
  for (const std::string& name : names)
    job.handed_in.files.push_back({name, course::read_text(file.parent_path() / name)});
  return job;
}

void keep_earlier(Job& job, const Path& folder, const Path& result, const std::vector<std::string>& asked) {
  const std::optional<Job> last = job_in(folder);
  const bool same = last && last->seed == job.seed && last->reveal == job.reveal &&
                    last->handed_in.digest == job.handed_in.digest && last->handed_in.missing == job.handed_in.missing;
  if (!same) return;
  const bool done = last->grader == job.grader && std::all_of(asked.begin(), asked.end(), [&](const std::string& id) {
                      return std::count(last->regrade.begin(), last->regrade.end(), id) > 0;
                    });
  if (done) {
    job.regrade = last->regrade;
    job.before = last->before;
  } else if (!asked.empty() && has_result_to_keep(result)) {
    const std::string text = course::read_text(result);
    write_whole(folder / kBefore, text);
    job.regrade = asked;
    job.before = digest_of(text);
  }
}

course::LabResult earlier(const Job& job, const Path& folder) {
  const Path file = folder / kBefore;
  const std::string text = course::read_text(file);
  if (digest_of(text) != job.before)
    throw course::Invalid(file.string() + ": this is not what its job.json means; remove the two, and grade again");
  return course::from_json(text).labs.at(0);
}

}  // namespace engine
