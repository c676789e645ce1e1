// Result ↔ JSON. The order of keys here is the order in the file.
#include "course/result.hpp"

#include <algorithm>
#include <cmath>

#include "course/fields.hpp"

namespace course {
namespace {

constexpr const char* kSchema = "socklab/result/1";

// Rounded, so that the same result is the same text; never "-0.0", and never "null" for what is no number.
double rounded(double value, double parts) {
  return std::isfinite(value) ? std::max(0.0, std::round(value * parts) / parts) : 0;
}
Node points(double value) { return {rounded(value, 100)}; }

Node texts(const std::vector<std::string>& lines) {
  List list;
  for (const auto& line : lines) list.push_back({line});
  return {std::move(list)};
}

template <class Item>
Node list_of(const std::vector<Item>& items, Node (*write)(const Item&)) {
  List list;
  for (const auto& item : items) list.push_back(write(item));
  return {std::move(list)};
}

template <class Status>
Node spelt(Status status) {
  return {std::string(to_text(status))};
}

Node write_diagnosis(const Diagnosis& diagnosis) {
  return {Table{{"mistake", {diagnosis.mistake}},
                {"believes", {diagnosis.believes}},
                {"confidence", {rounded(diagnosis.confidence, 100)}}}};
}

Node write_test(const Test& test) {
  return {Table{{"name", {test.name}},
                {"visibility", spelt(test.visibility)},
                {"status", spelt(test.status)},
                {"question", {test.question}},
                {"see", {test.see}},
                {"message", {test.message}},
                {"seconds", {rounded(test.seconds, 1000)}},
                {"timeline", texts(test.timeline)},
                {"output", {test.output}}}};
}

Node write_exercise(const ExerciseResult& exercise) {
  return {Table{{"id", {exercise.id}},
                {"name", {exercise.name}},
                {"title", {exercise.title}},
                {"see", {exercise.see}},
                {"status", spelt(exercise.status)},
                {"score", points(exercise.score)},
                {"max", points(exercise.max)},
                {"diagnosis", list_of(exercise.diagnosis, write_diagnosis)},
                {"tests", list_of(exercise.tests, write_test)},
                {"untold",
                 {Table{{"tests", {std::uint64_t{exercise.untold.tests}}},
                        {"passed", {std::uint64_t{exercise.untold.passed}}}}}}}};
}

Node write_lab(const LabResult& lab) {
  return {Table{{"id", {lab.id}},
                {"title", {lab.title}},
                {"files", texts(lab.files)},
                {"ignored", texts(lab.ignored)},
                {"digest", {lab.digest}},
                {"status", spelt(lab.status)},
                {"message", {lab.message}},
                {"score", points(lab.score)},
                {"max", points(lab.max)},
                {"build", {Table{{"log", {lab.build_log}}}}},
                {"exercises", list_of(lab.exercises, write_exercise)}}};
}

// Reading: the same tables, key by key.

template <class Item>
std::vector<Item> read_all(Fields& fields, std::string_view key, const std::string& above, Problems& problems,
                           Item (*read)(const Node&, const std::string&, Problems&)) {
  std::vector<Item> items;
  for (const Node* node : fields.tables(key))
    items.push_back(read(*node, above + std::string(key) + "[" + std::to_string(items.size()) + "]", problems));
  return items;
}

template <class Status>
Status read_status(Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  const auto status = from_text<Status>(text);
  if (!status && !text.empty())
    fields.problem(key,
                   "the " + std::string(key) + " " + in_quotes(text) + " is not known; grade anew with this version");
  return status.value_or(Status{});
}

Diagnosis read_diagnosis(const Node& node, const std::string& what, Problems& problems) {
  Fields fields(node, what, problems);
  return {fields.text("mistake"), fields.text_or_empty("believes"), fields.number("confidence")};
}

Test read_test(const Node& node, const std::string& what, Problems& problems) {
  Fields fields(node, what, problems);
  Test test;
  test.name = fields.text("name");
  test.visibility = read_status<Visibility>(fields, "visibility");
  test.status = read_status<TestStatus>(fields, "status");
  test.question = fields.text_or_empty("question");
  test.see = fields.text_or_empty("see");
  test.message = fields.text_or_empty("message");
  test.seconds = fields.number("seconds");
  test.timeline = fields.texts("timeline");
  test.output = fields.text_or_empty("output");
  return test;
}

ExerciseResult read_exercise(const Node& node, const std::string& what, Problems& problems) {
  Fields fields(node, what, problems);
  ExerciseResult exercise;
  exercise.id = fields.text("id");
  exercise.name = fields.text("name");
  exercise.title = fields.text_or_empty("title");
  exercise.see = fields.text_or_empty("see");
  exercise.status = read_status<ExerciseStatus>(fields, "status");
  exercise.score = fields.number("score");
  exercise.max = fields.number("max");
  exercise.diagnosis = read_all(fields, "diagnosis", what + ".", problems, read_diagnosis);
  exercise.tests = read_all(fields, "tests", what + ".", problems, read_test);
  if (fields.has("untold")) {
    Fields untold(fields.table("untold"), what + ".untold", problems);
    exercise.untold = {untold.natural("tests"), untold.natural("passed")};
  }
  return exercise;
}

LabResult read_lab(const Node& node, const std::string& what, Problems& problems) {
  Fields fields(node, what, problems);
  LabResult lab;
  lab.id = fields.text("id");
  lab.title = fields.text_or_empty("title");
  lab.files = fields.texts("files");
  lab.ignored = fields.texts("ignored");
  lab.digest = fields.text_or_empty("digest");
  lab.status = read_status<LabStatus>(fields, "status");
  lab.message = fields.text_or_empty("message");
  lab.score = fields.number("score");
  lab.max = fields.number("max");
  lab.build_log = Fields(fields.table("build"), what + ".build", problems).text_or_empty("log");
  lab.exercises = read_all(fields, "exercises", what + ".", problems, read_exercise);
  return lab;
}

Origin read_origin(Fields& fields) {
  Origin origin;
  if (fields.has("id")) origin.id = fields.text_or_empty("id");
  if (fields.has("late")) origin.late = fields.boolean("late");
  if (fields.has("submitted")) origin.submitted = fields.moment("submitted");
  return origin;
}

}  // namespace

std::size_t ExerciseResult::all() const { return tests.size() + untold.tests; }

std::size_t ExerciseResult::passed() const {
  const auto told =
      std::count_if(tests.begin(), tests.end(), [](const Test& test) { return test.status == TestStatus::passed; });
  return static_cast<std::size_t>(told) + untold.passed;
}

Result make_result(std::string student, std::uint64_t seed, std::string sandbox, std::vector<LabResult> labs) {
  Result result{std::move(student), seed, std::move(sandbox), 0, 0, std::move(labs), Reveal::full, {}, {}};
  for (const auto& lab : result.labs) {
    result.score += lab.score;
    result.max += lab.max;
  }
  result.score = rounded(result.score, 100);
  return result;
}

bool all_passed(const Result& result) {
  return std::all_of(result.labs.begin(), result.labs.end(), [](const LabResult& lab) {
    return lab.status == LabStatus::graded &&
           std::all_of(lab.exercises.begin(), lab.exercises.end(),
                       [](const ExerciseResult& exercise) { return exercise.status == ExerciseStatus::passed; });
  });
}

std::string to_json(const Result& result) {
  Table table{{"schema", {std::string(kSchema)}}, {"student", {result.student}}};
  if (!result.origin.id.empty()) table.push_back({"id", {result.origin.id}});
  if (result.origin.submitted) table.push_back({"submitted", {to_text(*result.origin.submitted)}});
  if (result.origin.late) table.push_back({"late", {true}});
  for (Entry& entry : Table{{"seed", {result.seed}},
                            {"score", points(result.score)},
                            {"max", points(result.max)},
                            {"sandbox", {result.sandbox}},
                            {"reveal", spelt(result.reveal)},
                            {"labs", list_of(result.labs, write_lab)}})
    table.push_back(std::move(entry));
  return json_text({std::move(table)});
}

Result from_json(const std::string& json) {
  Problems problems("result");
  const Node node = parse_json(json, problems.name());
  Fields fields(node, "", problems);
  if (const auto schema = fields.text("schema"); schema != kSchema)
    fields.problem("schema",
                   "the schema is " + in_quotes(schema) + ", not " + kSchema + "; grade anew with this version");
  Result result;
  result.student = fields.text_or_empty("student");
  result.origin = read_origin(fields);
  result.seed = fields.natural("seed");
  result.score = fields.number("score");
  result.max = fields.number("max");
  result.sandbox = fields.text_or_empty("sandbox");
  if (fields.has("reveal")) result.reveal = read_status<Reveal>(fields, "reveal");
  result.labs = read_all(fields, "labs", "", problems, read_lab);
  problems.check();
  return result;
}

}  // namespace course
