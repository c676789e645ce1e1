// Does GitHub Classroom's reporter get what it reads from the environment, and the same points by both of its ways?
#include <nettle/base64.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <regex>

#include "golden.hpp"

namespace {

using nlohmann::json;

std::string decoded(const std::string& text) {
  base64_decode_ctx context;
  base64_decode_init(&context);
  std::vector<std::uint8_t> bytes(BASE64_DECODE_LENGTH(text.size()));
  std::size_t size = bytes.size();
  EXPECT_TRUE(base64_decode_update(&context, &size, bytes.data(), text.size(), text.data()));
  EXPECT_TRUE(base64_decode_final(&context));
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
}

/// The runners, as the reporter finds them.
std::vector<json> runners_of(const std::string& text) {
  const auto lines = lines_of(text);
  const std::string list = "SOCKLAB_RUNNERS=";
  EXPECT_TRUE(lines[0].starts_with(list));
  EXPECT_TRUE(std::regex_match(lines[0].substr(list.size()), std::regex("([a-zA-Z0-9]+,)*[a-zA-Z0-9]+")));
  std::vector<json> runners;
  std::istringstream names(lines[0].substr(list.size()));
  for (std::string name; std::getline(names, name, ',');) {
    for (auto& c : name) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const std::string& one) { return one.starts_with(name + "_RESULTS="); });
    if (line == lines.end()) {
      ADD_FAILURE() << name;
      continue;
    }
    EXPECT_LT(line->size(), 128U * 1024) << "execve(2) refuses it";
    runners.push_back(json::parse(decoded(line->substr(line->find('=') + 1))));
  }
  EXPECT_EQ(lines.size(), runners.size() + 1);
  return runners;
}

void expect_specified(const json& runner) {
  expect_keys(runner, {"status", "max_score", "tests"}, {"version"});
  EXPECT_THAT(runner.at("status").get<std::string>(), testing::AnyOf("pass", "fail", "error"));
  double sum = 0;
  int passed = 0;
  for (const auto& test : runner.at("tests")) {
    expect_keys(test, {"name", "status", "score", "message", "test_code", "line_no"});
    EXPECT_THAT(test.at("status").get<std::string>(), testing::AnyOf("pass", "fail", "error"));
    sum += test.at("score").get<double>();
    passed += test.at("status") == "pass" ? 1 : 0;
  }
  const auto all = static_cast<double>(runner.at("tests").size());
  EXPECT_NEAR(sum, passed / all * runner.at("max_score").get<double>(), 0.005) << "the table and the grade differ";
  EXPECT_EQ(runner.at("status") == "pass", passed == static_cast<int>(runner.at("tests").size()));
}

TEST(GitHub, IsAsGolden) { expect_golden("github", report::to_github(a_class())); }

TEST(GitHub, IsAsTheReporterReadsIt) {
  for (const auto& file : report::to_github(a_class()))
    for (const auto& runner : runners_of(file.text)) expect_specified(runner);
}

// With no max_score the reporter sends no grade. Is there none after a fault of ours, in any lab?
TEST(GitHub, SendsNoGradeAfterOurFault) {
  const auto result = result_of("dora", {partly_passed(), not_graded(course::LabStatus::error, "")});
  for (const auto& runner : runners_of(report::to_github({result})[0].text)) {
    EXPECT_EQ(runner.at("max_score"), 0.0);
    EXPECT_EQ(runner.at("status"), "error");
  }
}

// Does an exercise with much to tell still fit into an environment variable?
TEST(GitHub, FitsIntoTheEnvironment) {
  auto lab = partly_passed();
  lab.exercises[1].tests[1].message = std::string(60, '\x01');
  for (int i = 0; i < 30; ++i) lab.exercises[1].tests.push_back(lab.exercises[1].tests[1]);
  for (int i = 0; i < 40; ++i) lab.exercises[1].tests[1].message += std::string(90, 'x') + "\u00FC\n";
  runners_of(report::to_github({result_of("alice", {lab})})[0].text);
}

}  // namespace
