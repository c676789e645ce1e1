// JUnit XML for the class: a suite for each student, a case for each test. Readers such as GitLab's drop a case whose
// class and name are there already, so the class has the student's name in it. Our own faults are errors, what is not
// begun is skipped, all else that did not pass is a failure.
#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "report/encode.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"

namespace report {
namespace {

using course::LabStatus;
using course::TestStatus;

struct Count {
  int tests = 0, failures = 0, errors = 0, skipped = 0;
  double seconds = 0;

  void add(const Count& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    seconds += other.seconds;
  }
  void write(pugi::xml_node node) const {
    node.append_attribute("tests") = tests;
    node.append_attribute("failures") = failures;
    node.append_attribute("errors") = errors;
    node.append_attribute("skipped") = skipped;
    node.append_attribute("time") = fmt::format("{:.3f}", seconds).c_str();
  }
};

void tell(pugi::xml_node test, const char* how, const std::string& type, const std::string& text) {
  auto node = test.append_child(how);
  node.append_attribute("message") = type.c_str();
  if (std::string_view(how) != "skipped") node.append_attribute("type") = type.c_str();
  if (!text.empty()) node.text() = printable_lines(text).c_str();
}

Count write(pugi::xml_node suite, const std::string& student, const course::LabResult& lab,
            const course::ExerciseResult& exercise, const Entry& entry) {
  auto test = suite.append_child("testcase");
  test.append_attribute("classname") = printable(student + "." + lab.id).c_str();
  test.append_attribute("name") = (printable(exercise.id) + " " + entry.name).c_str();
  if (!lab.files.empty()) test.append_attribute("file") = printable("labs/" + lab.id + "/" + lab.files.front()).c_str();
  test.append_attribute("time") = fmt::format("{:.3f}", entry.seconds).c_str();

  Count count{1, 0, 0, 0, entry.seconds};
  if (lab.status == LabStatus::error) {
    tell(test, "error", "error", entry.text);
    count.errors = 1;
  } else if (lab.status != LabStatus::graded) {
    tell(test, "failure", std::string(to_text(lab.status)), entry.text);
    count.failures = 1;
  } else if (entry.status == TestStatus::not_started) {
    tell(test, "skipped", "not-started", {});
    count.skipped = 1;
  } else if (entry.status != TestStatus::passed) {
    tell(test, "failure", std::string(to_text(entry.status)), entry.text);
    count.failures = 1;
  }
  return count;
}

// JUnit has no points; readers show the properties of a suite.
void write_lateness(pugi::xml_node suite, const course::Result& result) {
  const auto text = our_fault(result) ? std::string() : told_of_lateness(result.lateness, result.score);
  if (text.empty()) return;
  auto property = suite.append_child("properties").append_child("property");
  property.append_attribute("name") = "late";
  property.append_attribute("value") = text.c_str();
}

}  // namespace

std::vector<File> to_junit(const std::vector<course::Result>& results) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto suites = document.append_child("testsuites");
  Count all;
  for (const auto& result : results) {
    auto suite = suites.append_child("testsuite");
    suite.append_attribute("name") = printable(result.student).c_str();
    write_lateness(suite, result);
    Count count;
    for (const auto& lab : result.labs)
      for (const auto& exercise : lab.exercises)
        for (const Entry& entry : entries_of(lab, exercise))
          count.add(write(suite, result.student, lab, exercise, entry));
    count.write(suite);
    all.add(count);
  }
  all.write(suites);
  std::ostringstream text;
  document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
  return {{"junit.xml", text.str()}};
}

}  // namespace report
