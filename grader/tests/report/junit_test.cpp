// Do readers of JUnit XML find every test of the class once, and what became of it?
#include <map>
#include <pugixml.hpp>
#include <set>

#include "golden.hpp"

namespace {

std::string made() { return report::to_junit(a_class())[0].text; }

/// The elements and attributes that Jenkins' and GitLab's readers know, and the counts.
void expect_specified(const pugi::xml_node& suites) {
  std::set<std::pair<std::string, std::string>> seen;
  int all = 0;
  for (const auto& suite : suites) {
    ASSERT_STREQ(suite.name(), "testsuite");
    std::map<std::string, int> count;
    for (const auto& test : suite) {
      ASSERT_STREQ(test.name(), "testcase");
      for (const char* needed : {"classname", "name", "time"}) EXPECT_TRUE(test.attribute(needed)) << needed;
      EXPECT_TRUE(seen.emplace(test.attribute("classname").value(), test.attribute("name").value()).second)
          << test.attribute("name").value() << " is there twice";
      ++count["tests"];
      ++all;
      EXPECT_LE(std::distance(test.begin(), test.end()), 1) << "only the first would be read";
      for (const auto& how : test) {
        EXPECT_THAT(how.name(),
                    testing::AnyOf(testing::StrEq("failure"), testing::StrEq("error"), testing::StrEq("skipped")));
        EXPECT_TRUE(how.attribute("message"));
        ++count[how.name() == std::string("skipped") ? "skipped" : how.name() + std::string("s")];
      }
    }
    for (const char* kind : {"tests", "errors", "skipped"})
      EXPECT_EQ(suite.attribute(kind).as_int(-1), count[kind]) << kind;
    EXPECT_EQ(suite.attribute("failures").as_int(-1), count["failures"]);
  }
  EXPECT_EQ(suites.attribute("tests").as_int(), all);
}

TEST(Junit, IsAsGolden) { expect_golden("junit", report::to_junit(a_class())); }

TEST(Junit, IsAsItsReadersKnowIt) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(made().c_str()));
  expect_specified(document.child("testsuites"));
}

// Are there characters that XML forbids?
TEST(Junit, HasNoControlCharacter) {
  for (const char c : made()) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

// Is our fault an error, theirs a failure, and what is not begun neither?
TEST(Junit, TellsFaultsApart) {
  pugi::xml_document document;
  document.load_string(made().c_str());
  const auto suite = [&](const char* name) {
    return document.child("testsuites").find_child_by_attribute("testsuite", "name", name);
  };
  EXPECT_EQ(suite("alice").attribute("failures").as_int(), 1);
  EXPECT_EQ(suite("alice").attribute("skipped").as_int(), 1);
  EXPECT_EQ(suite("bob").attribute("failures").as_int(), 3);
  EXPECT_EQ(suite("carol").attribute("errors").as_int(), 3);
  EXPECT_EQ(suite("carol").attribute("failures").as_int(), 0);
}

}  // namespace
