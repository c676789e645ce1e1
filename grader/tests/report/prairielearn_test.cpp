// Does PrairieLearn get a results.json as its external graders have to write it?
#include <nlohmann/json.hpp>

#include "golden.hpp"

namespace {

using nlohmann::json;

void expect_specified(const json& results) {
  if (!results.at("gradable").get<bool>()) {
    expect_keys(results, {"gradable", "format_errors"});
    for (const auto& error : results.at("format_errors")) EXPECT_TRUE(error.is_string());
    return;
  }
  expect_keys(results, {"gradable", "score"}, {"message", "output", "images", "tests"});
  EXPECT_GE(results.at("score").get<double>(), 0);
  EXPECT_LE(results.at("score").get<double>(), 1);
  for (const auto& test : results.at("tests")) {
    expect_keys(test, {"name", "points", "max_points"}, {"description", "message", "output", "images"});
    EXPECT_LE(test.at("points").get<double>(), test.at("max_points").get<double>());
  }
}

TEST(PrairieLearn, IsAsGolden) { expect_golden("prairielearn", report::to_prairielearn(a_class())); }

TEST(PrairieLearn, IsAsSpecified) {
  for (const auto& file : report::to_prairielearn(a_class())) expect_specified(json::parse(file.text));
}

// Is the score the part of all points that the tests have together?
TEST(PrairieLearn, SumsUp) {
  const auto results = json::parse(report::to_prairielearn(a_class())[0].text);
  double score = 0, max = 0;
  for (const auto& test : results.at("tests")) {
    score += test.at("points").get<double>();
    max += test.at("max_points").get<double>();
  }
  EXPECT_DOUBLE_EQ(score / max, results.at("score").get<double>());
}

// Does what nobody could grade cost no attempt: a build that failed, and a fault of ours in one lab of several?
TEST(PrairieLearn, CostsNoAttemptWhereNothingCouldBeGraded) {
  auto results = a_class();
  results.push_back(result_of("dora", {partly_passed(), not_graded(course::LabStatus::error, "")}));
  const auto files = report::to_prairielearn(results);
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_FALSE(json::parse(files[i].text).at("gradable").get<bool>());
}

// Does a long result stay below PrairieLearn's 1 MB?
TEST(PrairieLearn, IsNotTooLong) {
  auto lab = partly_passed();
  for (int i = 0; i < 1500; ++i) lab.exercises[1].tests.push_back(lab.exercises[1].tests[1]);
  const auto file = report::to_prairielearn({result_of("alice", {lab})})[0];
  EXPECT_LE(file.text.size(), 1'000'000U);
  EXPECT_TRUE(json::parse(file.text).at("gradable").get<bool>());
}

}  // namespace
