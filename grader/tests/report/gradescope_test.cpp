// Does Gradescope get a results.json as its autograder specification has it?
#include <nlohmann/json.hpp>

#include "golden.hpp"

namespace {

using nlohmann::json;

void expect_specified(const json& results) {
  expect_keys(results, {"tests"},
              {"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
               "visibility", "stdout_visibility", "extra_data", "leaderboard"});
  const auto formats = testing::AnyOf("text", "html", "simple_format", "md", "ansi");
  EXPECT_THAT(results.at("output_format").get<std::string>(), formats);
  for (const auto& test : results.at("tests")) {
    expect_keys(test, {"name", "status", "visibility"},
                {"score", "max_score", "number", "output", "output_format", "tags", "name_format", "extra_data"});
    EXPECT_THAT(test.at("status").get<std::string>(), testing::AnyOf("passed", "failed"));
    EXPECT_TRUE(test.at("number").is_string());
    EXPECT_TRUE(test.at("tags").is_array());
    EXPECT_EQ(test.at("visibility"), "visible") << "would hide the total from the student";
  }
}

TEST(Gradescope, IsAsGolden) { expect_golden("gradescope", report::to_gradescope(a_class())); }

TEST(Gradescope, IsAsSpecified) {
  for (const auto& file : report::to_gradescope(a_class())) expect_specified(json::parse(file.text));
}

// Do the tests' points sum up to the score, and to the maximum?
TEST(Gradescope, SumsUp) {
  const auto results = json::parse(report::to_gradescope(a_class())[0].text);
  double score = 0, max = 0;
  for (const auto& test : results.at("tests")) {
    score += test.at("score").get<double>();
    max += test.at("max_score").get<double>();
  }
  EXPECT_DOUBLE_EQ(score, results.at("score").get<double>());
  EXPECT_DOUBLE_EQ(score, 5);
  EXPECT_DOUBLE_EQ(max, 9);
}

// Is there no score at all after a fault of ours, and no test that would look failed?
TEST(Gradescope, HasNoScoreAfterOurFault) {
  EXPECT_TRUE(json::parse(report::to_gradescope(a_class())[2].text).at("tests").empty());
  EXPECT_THAT(report::to_gradescope(a_class())[2].text, testing::Not(testing::HasSubstr("score\"")));
}

// Does a submission's name stay in the folder of the report?
TEST(Gradescope, NamesFilesWithoutFolders) {
  EXPECT_EQ(report::to_gradescope({result_of("../x", {})})[0].name, ".._x.json");
  EXPECT_EQ(report::to_gradescope({result_of("", {})})[0].name, "_.json");
}

}  // namespace
