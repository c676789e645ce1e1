// Is YAML read as far as platforms write it, and harmless where somebody hostile did?
#include <gmock/gmock.h>

#include "course/document.hpp"
#include "files.hpp"

namespace {

using testing::HasSubstr;

/// As JSON, which is easier to look at.
std::string read(const std::string& yaml) { return course::json_line(course::parse_yaml(yaml, "a.yml")); }

// Are tables, lists and all kinds of texts what they are, with numbers and times as texts?
TEST(Yaml, IsRead) {
  EXPECT_EQ(
      read("---\na:\n  :b:\n  - :c: 'it''s'\n    :d: 1.5\n  - e\nf: |\n  two\n  lines\n\"g\": {h: 2022-03-29 "
           "01:34:53.6 Z}\n"),
      "{\"a\":{\":b\":[{\":c\":\"it's\",\":d\":\"1.5\"},\"e\"]},\"f\":\"two\\nlines\\n\",\"g\":{\"h\":\"2022-03-29 "
      "01:34:53.6 Z\"}}\n");
  EXPECT_EQ(read(""), "{}\n");
}

// Are tags passed over, and aliases not followed, so that copies of copies cannot grow?
TEST(Yaml, FollowsNoAlias) {
  EXPECT_EQ(read("a: !ruby/object:Time\n  utc: &1 x\n  time: *1\n"), "{\"a\":{\"utc\":\"x\",\"time\":null}}\n");
}

// Is what is broken, or nested without end, told with its line?
TEST(Yaml, TellsWhatIsWrong) {
  EXPECT_THAT(complaint([] { course::parse_yaml("a: 1\nb: [1,\n", "a.yml"); }), HasSubstr("a.yml:3: "));
  EXPECT_THAT(complaint([] { course::parse_yaml(std::string(5000, '['), "a.yml"); }), HasSubstr("a.yml:1: "));
}

}  // namespace
