// lab.toml → Lab. Every rule for the file stands here.
#include "course/lab.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "course/fields.hpp"

namespace course {
namespace {

const std::regex kFolder("([0-9]{2})-([a-z0-9]+(-[a-z0-9]+)*)");
const std::regex kNotes("notes/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.md");
const std::regex kSee("notes/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.md(#[a-z0-9_-]+)?");
const std::regex kFile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
const std::regex kExerciseName("[a-z][a-z0-9_]*");
const std::regex kSuite("[A-Z][A-Za-z0-9]*");
const std::regex kExerciseId("[0-9]{2}\\.[1-9][0-9]?");

// No name is longer than a file's may be; std::regex recurses for every character.
bool matches(const std::string& text, const std::regex& pattern) {
  return text.size() <= 255 && std::regex_match(text, pattern);
}

/// receive_exactly → ReceiveExactly
std::string camel_case(const std::string& name) {
  std::string camel;
  bool begins = true;
  for (char letter : name) {
    if (letter != '_')
      camel += begins && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    begins = letter == '_';
  }
  return camel;
}

/// What must not occur twice in a lab.
struct Seen {
  std::set<std::string> ids, names, suites;
};

void check_suites(const Exercise& exercise, Fields& fields, Seen& seen) {
  const std::string key = fields.has("suites") ? "suites" : "name";
  if (exercise.suites.empty()) fields.problem(key, "suites is empty; name its test suites, or leave the key out");
  for (const auto& suite : exercise.suites) {
    if (!matches(suite, kSuite))
      fields.problem(key, "the suite " + in_quotes(suite) + " is no name; write it in CamelCase");
    else if (!seen.suites.insert(suite).second)
      fields.problem(key, "the suite " + in_quotes(suite) + " is there twice; a suite belongs to one exercise");
  }
}

Exercise read_exercise(const Node& node, std::size_t number, const Lab& lab, Seen& seen, Problems& problems) {
  Fields fields(node, "exercise " + std::to_string(number), problems);
  Exercise exercise;
  exercise.id = fields.text("id");
  exercise.name = fields.text("name");
  exercise.title = fields.text("title");
  exercise.points = fields.integer("points", 1, 1000);
  exercise.see = fields.text("see");
  const auto hints = fields.texts("hints");
  exercise.suites = fields.has("suites") ? fields.texts("suites") : std::vector{camel_case(exercise.name)};
  if (fields.has("builds_on")) exercise.builds_on = fields.texts("builds_on");
  fields.nothing_else();

  for (const auto& base : exercise.builds_on)
    if (!seen.ids.contains(base))
      fields.problem("builds_on", "builds_on names " + in_quotes(base) + ", which is no exercise before this one");
  if (!exercise.id.empty()) {
    if (!matches(exercise.id, kExerciseId) || exercise.id.substr(0, 2) != lab.number)
      fields.problem("id", "the id " + in_quotes(exercise.id) + " does not fit the folder; write " + lab.number + "." +
                               std::to_string(number));
    else if (!seen.ids.insert(exercise.id).second)
      fields.problem("id", "the id " + in_quotes(exercise.id) + " is there twice; number the exercises 1, 2, 3 …");
  }
  if (!exercise.name.empty()) {
    if (!matches(exercise.name, kExerciseName))
      fields.problem("name", "the name " + in_quotes(exercise.name) + " is none; use small letters, digits and _");
    else if (!seen.names.insert(exercise.name).second)
      fields.problem("name", "the name " + in_quotes(exercise.name) + " is there twice; choose another");
  }
  if (fields.has("suites") || matches(exercise.name, kExerciseName)) check_suites(exercise, fields, seen);

  if (!exercise.see.empty() && !matches(exercise.see, kSee))
    fields.problem("see", "see is " + in_quotes(exercise.see) + "; write notes/FILE.md#heading");
  if (hints.size() == exercise.hints.size()) std::copy(hints.begin(), hints.end(), exercise.hints.begin());
  if (fields.has("hints") &&
      (hints.size() != exercise.hints.size() || std::find(hints.begin(), hints.end(), "") != hints.end()))
    fields.problem("hints",
                   "there are to be exactly three hints, none empty; write a nudge, more, and nearly the answer");
  return exercise;
}

void check_files(const Lab& lab, Fields& fields) {
  if (!fields.has("files")) return;
  if (lab.files.empty()) fields.problem("files", "files is empty; name what a student hands in");
  std::set<std::string> seen;
  for (const auto& file : lab.files) {
    if (!matches(file, kFile))
      fields.problem("files", in_quotes(file) + " is no plain file name; name a file of the lab's own folder");
    else if (!seen.insert(file).second)
      fields.problem("files", in_quotes(file) + " is there twice; name it once");
  }
}

Lab read_lab(const std::filesystem::path& folder, const std::string& toml, Problems& problems) {
  Lab lab;
  lab.folder = folder;
  lab.id = std::filesystem::absolute(folder / "lab.toml").lexically_normal().parent_path().filename().string();
  std::smatch parts;
  if (!std::regex_match(lab.id, parts, kFolder))
    throw Invalid(problems.name() +
                  ": the folder's name is no lab's; name it NN-topic, with two digits and small letters");
  lab.number = parts[1];
  lab.topic = parts[2];
  std::replace(lab.topic.begin(), lab.topic.end(), '-', '_');

  const Node file = parse_toml(toml, problems.name());
  Fields fields(file, "", problems);
  lab.title = fields.text("title");
  lab.summary = fields.text("summary");
  lab.notes = fields.text("notes");
  lab.files = fields.texts("files");
  if (fields.has("descriptors")) lab.descriptors = fields.integer("descriptors", 128, 2048);
  const auto exercises = fields.tables("exercise");
  fields.nothing_else();

  if (!lab.notes.empty() && !matches(lab.notes, kNotes))
    fields.problem("notes", "notes is " + in_quotes(lab.notes) + "; write notes/" + lab.id + ".md");
  check_files(lab, fields);
  if (fields.has("exercise") && exercises.empty())
    fields.problem("exercise", "there is no exercise; add one under [[exercise]]");
  Seen seen;
  for (const auto* exercise : exercises)
    lab.exercises.push_back(read_exercise(*exercise, lab.exercises.size() + 1, lab, seen, problems));
  return lab;
}

}  // namespace

int Lab::points() const {
  int all = 0;
  for (const auto& exercise : exercises) all += exercise.points;
  return all;
}

const Exercise* Lab::find(std::string_view exercise_id) const {
  for (const auto& exercise : exercises)
    if (exercise.id == exercise_id) return &exercise;
  return nullptr;
}

const Exercise* Lab::find_suite(std::string_view suite) const {
  for (const auto& exercise : exercises)
    if (std::find(exercise.suites.begin(), exercise.suites.end(), suite) != exercise.suites.end()) return &exercise;
  return nullptr;
}

Lab Lab::only(const std::vector<std::string>& exercise_ids) const {
  Lab lab = *this;
  lab.exercises.clear();
  for (const std::string& exercise_id : exercise_ids) {
    const Exercise* exercise = find(exercise_id);
    if (exercise == nullptr)
      throw Invalid("lab " + id + " has no exercise " + exercise_id + "; its first is " + number + ".1");
    lab.exercises.push_back(*exercise);
  }
  return lab;
}

Lab parse_lab(const std::filesystem::path& folder, const std::string& toml) {
  Problems problems(short_name(folder / "lab.toml"));
  Lab lab = read_lab(folder, toml, problems);
  problems.check();
  return lab;
}

Lab load_lab(const std::filesystem::path& folder) { return parse_lab(folder, read_text(folder / "lab.toml")); }

std::vector<Lab> load_course(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(root / "labs", error))
    if (std::regex_search(entry.path().filename().string(), std::regex("^[0-9]{2}-")) && entry.is_directory(error))
      folders.push_back(entry.path());
  if (folders.empty())
    throw Invalid((root / "labs").string() + ": there is no lab here; start from the course's own folder");
  std::sort(folders.begin(), folders.end());

  std::vector<Lab> labs;
  std::string problems;
  for (const auto& folder : folders) try {
      labs.push_back(load_lab(folder));
      if (labs.size() > 1 && labs[labs.size() - 2].number == labs.back().number)
        throw Invalid(short_name(folder / "lab.toml") + ": there are two labs " + labs.back().number +
                      "; renumber one");
    } catch (const Invalid& invalid) {
      problems += (problems.empty() ? "" : "\n") + std::string(invalid.what());
    }
  if (!problems.empty()) throw Invalid(problems);
  return labs;
}

const Lab* find_lab(const std::vector<Lab>& labs, std::string_view name) {
  for (const auto& lab : labs)
    if (name == lab.number || name == lab.id || lab.find(name) != nullptr) return &lab;
  return nullptr;
}

const Exercise* find_exercise(const std::vector<Lab>& labs, std::string_view id) {
  for (const auto& lab : labs)
    if (const auto* exercise = lab.find(id)) return exercise;
  return nullptr;
}

}  // namespace course
