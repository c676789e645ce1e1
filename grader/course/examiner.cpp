// An examiner's report, read strictly: it was written by the grader's own program, so anything odd is a fault of ours.
#include "course/examiner.hpp"

#include <set>

#include "course/fields.hpp"

namespace course {
namespace {

ExaminedTest read_test(const Node& node, const std::string& what, Problems& problems) {
  Fields fields(node, what, problems);
  ExaminedTest test;
  test.suite = fields.text("suite");
  test.name = fields.text("name");
  test.question = fields.text_or_empty("question");
  test.see = fields.text_or_empty("see");
  const auto status = fields.text("status");
  test.message = fields.text_or_empty("message");
  test.seconds = fields.number("seconds");
  test.timeline = fields.texts("timeline");
  test.output = fields.text_or_empty("output");
  fields.nothing_else();

  if (const auto known = from_text<TestStatus>(status))
    test.status = *known;
  else if (!status.empty())
    fields.problem("status", "the status " + in_quotes(status) + " is none; see course/status.hpp");
  if (test.seconds < 0) fields.problem("seconds", "seconds is below 0; measure with a steady clock");
  return test;
}

}  // namespace

ExaminerReport parse_examiner_report(const std::string& json) {
  Problems problems("examiner's report");
  const Node node = parse_json(json, problems.name());
  Fields fields(node, "", problems);
  ExaminerReport report;
  if (const auto schema = fields.text("schema"); schema != "socklab/examiner/1")
    fields.problem("schema", "the schema is " + in_quotes(schema) + "; write socklab/examiner/1");
  report.seed = fields.natural("seed");
  std::set<std::string> names;
  for (const Node* test : fields.tables("tests")) {
    report.tests.push_back(read_test(*test, "tests[" + std::to_string(report.tests.size()) + "]", problems));
    if (!names.insert(report.tests.back().full_name()).second)
      problems.add(0, "the test " + report.tests.back().full_name() + " is there twice; report each once");
  }
  fields.nothing_else();
  problems.check();
  return report;
}

}  // namespace course
