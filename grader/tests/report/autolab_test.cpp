// Does Autolab get its two lines: what is shown, and the autoresult last?
#include <nlohmann/json.hpp>

#include "golden.hpp"

namespace {

using nlohmann::json;

void expect_specified(const std::string& text) {
  const auto lines = lines_of(text);
  ASSERT_EQ(lines.size(), 2U);
  const auto shown = json::parse(lines[0]), autoresult = json::parse(lines[1]);
  EXPECT_EQ(shown.at("_presentation"), "semantic");
  EXPECT_EQ(shown.size(), 2 + shown.at("stages").size()) << "a stage that is not listed, or one twice";
  for (const auto& stage : shown.at("stages")) {
    for (const auto& [name, test] : shown.at(stage.get<std::string>()).items()) {
      expect_keys(test, {"passed"}, {"hint"});
      EXPECT_TRUE(test.at("passed").is_boolean());
    }
  }
  expect_keys(autoresult, {"scores"}, {"scoreboard"});
  for (const auto& [problem, score] : autoresult.at("scores").items()) EXPECT_TRUE(score.is_number());
  EXPECT_TRUE(autoresult.value("scoreboard", json::array()).is_array());
}

TEST(Autolab, IsAsGolden) { expect_golden("autolab", report::to_autolab(a_class())); }

TEST(Autolab, IsAsSpecified) {
  for (const auto& file : report::to_autolab(a_class())) expect_specified(file.text);
}

// Has each lab a problem of its own name, and the scoreboard their sum?
TEST(Autolab, HasAProblemForEachLab) {
  auto second = partly_passed();
  second.id = "02-x";
  const auto file = report::to_autolab({result_of("alice", {partly_passed(), second})})[0];
  const auto autoresult = json::parse(lines_of(file.text).back());
  EXPECT_EQ(autoresult, json::parse(R"({"scores": {"01-socket-syscalls": 5.0, "02-x": 5.0}, "scoreboard": [10.0]})"));
}

// Is no problem given a score after a fault of ours?
TEST(Autolab, HasNoScoreAfterOurFault) {
  EXPECT_EQ(lines_of(report::to_autolab(a_class())[2].text).back(), R"({"scores":{}})");
}

}  // namespace
