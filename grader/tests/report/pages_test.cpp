// Are the pages whole, harmless and readable by everybody, and do they tell what matters first?
#include "report/pages/pages.hpp"

#include <pugixml.hpp>
#include <set>

#include "course/reveal.hpp"
#include "golden.hpp"
#include "report/pages/overview.hpp"
#include "synthetic.hpp"

namespace {

using course::ExerciseStatus;
using course::LabStatus;
using course::TestStatus;

/// As an XML reader has it: that is stricter than HTML.
pugi::xml_document parsed(const std::string& page) {
  pugi::xml_document document;
  const auto read = document.load_string(page.c_str(), pugi::parse_default | pugi::parse_doctype);
  EXPECT_TRUE(read) << read.description() << " near " << page.substr(static_cast<std::size_t>(read.offset), 80);
  return document;
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& found : node.select_nodes(".//text()")) text += found.node().value();
  return text;
}

std::string first_text(const std::string& page, const char* xpath) {
  return text_of(parsed(page).select_node(xpath).node());
}

/// What a person without eyes, a mouse, a network or JavaScript needs; whoever wrote what is in the page.
void expect_sound(const std::string& page) {
  const auto document = parsed(page);
  EXPECT_STREQ(document.child("html").attribute("lang").value(), "en");
  EXPECT_FALSE(document.select_nodes("//title").empty());
  EXPECT_EQ(document.select_nodes("//main").size(), 1U);
  EXPECT_EQ(document.select_nodes("//h1").size(), 1U);
  EXPECT_TRUE(document.select_nodes("//script | //img | //link | //iframe | //object | //form").empty());
  EXPECT_TRUE(document.select_nodes("//table[not(caption)]").empty()) << "a table has a caption";
  EXPECT_TRUE(document.select_nodes("//th[not(@scope)]").empty());
  EXPECT_TRUE(document.select_nodes("//pre[not(@tabindex)]").empty()) << "what scrolls is reached by keyboard";
  for (const auto& cell : document.select_nodes("//table[@class='map']//td"))
    EXPECT_NE(text_of(cell.node()), "") << "a cell of the map that only its colour tells";
  std::set<std::string> ids;
  for (const auto& found : document.select_nodes("//@id"))
    EXPECT_TRUE(ids.insert(found.attribute().value()).second) << found.attribute().value() << " is there twice";
  for (const auto& found : document.select_nodes("//@aria-labelledby"))
    EXPECT_TRUE(ids.contains(found.attribute().value())) << found.attribute().value();
  EXPECT_TRUE(document.select_nodes("//ul[not(li)] | //ol[not(li)]").empty()) << "a list of nothing";
  int level = 0;
  for (const auto& found : document.select_nodes("//h1 | //h2 | //h3")) {
    const int next = found.node().name()[1] - '0';
    EXPECT_LE(next, level + 1) << text_of(found.node());
    level = next;
  }
  for (const auto& found : document.select_nodes("//@*")) {
    const std::string name = found.attribute().name(), value = found.attribute().value();
    EXPECT_FALSE(name.starts_with("on")) << name;
    EXPECT_FALSE(name == "href" && value.find(':') != std::string::npos) << value;
  }
  const std::string style = document.select_node("//style").node().child_value();
  for (const char* loads : {"url(", "@import", "http"}) EXPECT_EQ(style.find(loads), std::string::npos) << loads;
  for (const char c : page) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  for (const char* turns : {"\u202E", "\u2066", "\u200F"}) EXPECT_EQ(page.find(turns), std::string::npos);
}

TEST(Pages, AreSoundForEverybodyOfAClass) {
  const auto results = synthetic_class(40, 3, 1);
  for (const auto& file : report::to_student_pages(results)) {
    SCOPED_TRACE(file.name);
    expect_sound(file.text);
  }
  expect_sound(report::class_page(results, "students"));
  for (const auto& result : a_class()) expect_sound(report::student_page(result));
  expect_sound(report::class_page(a_class(), "students"));
}

TEST(Pages, AreSoundWithNobodyAndNothing) {
  expect_sound(report::class_page({}, "students"));
  expect_sound(report::student_page({}));
}

/// Every text that somebody may have chosen.
course::Result hostile(const std::string& text) {
  auto test = test_of(text, TestStatus::failed, text);
  test.see = test.message = test.output = text;
  test.timeline = {text, "send(" + text + ") = 3 | * cut to " + text, "| " + text};
  auto exercise = exercise_of(text, ExerciseStatus::partly, {test});
  exercise.title = exercise.see = text;
  exercise.diagnosis = {{text, text, 0.9}};
  auto graded = lab_of({exercise});
  graded.title = graded.id = text;
  graded.ignored = {text};
  auto unbuilt = lab_of({exercise}, LabStatus::build_failed);
  unbuilt.message = unbuilt.build_log = text + "\n7: error: " + text;
  auto ours = lab_of({exercise}, LabStatus::error);
  ours.message = text;
  auto missing = lab_of({exercise}, LabStatus::missing);
  missing.files = {text};
  return result_of(text, {graded, unbuilt, missing, ours});
}

// Are scripts, markup, templates' own signs, what turns text, bytes that are none, and very long words only text?
TEST(Pages, AreSoundWhateverSomebodyWrote) {
  const std::vector<std::string> texts{"<script>alert(1)</script>",
                                       "\"' onload='x' \"><img src=x>",
                                       "]]> -- </style></pre>",
                                       "\u202Eevil\u2066\u200F",
                                       std::string("\xff\x00\x1b[31m\x9b", 8),
                                       std::string(4096, 'w'),
                                       "{{style}} {{{style}}} {{#labs}} {{/x",
                                       "javascript:alert(1)",
                                       "../../x",
                                       "&lt;&#0;",
                                       kHostile};
  for (const auto& text : texts) {
    SCOPED_TRACE(text.substr(0, 40));
    expect_sound(report::student_page(hostile(text)));
    expect_sound(report::class_page({hostile(text)}, "students"));
  }
}

// Is a template's sign in a student's text left as it is?
TEST(Pages, FillInNothingThatAStudentWrote) {
  EXPECT_EQ(first_text(report::student_page(result_of("{{seed}}", {})), "//h1/small"), "{{seed}}");
}

TEST(StudentPage, SaysFirstWhatWorksThenOneStep) {
  const auto page = report::student_page(a_class()[0]);
  EXPECT_EQ(first_text(page, "(//h2)[1]"), "What works");
  EXPECT_EQ(first_text(page, "(//h2)[2]"), "What to do next");
  EXPECT_THAT(first_text(page, "//ul[@class='works']"), testing::HasSubstr("01.1 Send everything"));
  EXPECT_THAT(first_text(page, "//section[h2/@id='next']"), testing::HasSubstr("./grader/socklab check 01.2"));
}

TEST(StudentPage, TellsAFailureWithQuestionMessageTimelineAndBelief) {
  const auto page = report::student_page(a_class()[0]);
  EXPECT_THAT(first_text(page, "//summary"), testing::HasSubstr("Does it go on after a partial send?"));
  EXPECT_THAT(first_text(page, "//details/pre"), testing::HasSubstr("It sent 3 bytes of 10."));
  EXPECT_THAT(first_text(page, "//p[@class='belief']"), testing::HasSubstr("send takes everything."));
  EXPECT_THAT(page, testing::HasSubstr("1 hidden test, of which 1 passed"));
}

// Are what the test did and the deciding step marked, by a sign and not by colour alone?
TEST(StudentPage, MarksATimelinesRows) {
  auto test = test_of("A.B", TestStatus::timed_out);
  test.timeline = {"send(4, \"ab\", 2) = 1 | * cut to 1 byte", "recv(4) … |"};
  const auto page =
      report::student_page(result_of("ann", {lab_of({exercise_of("01.1", ExerciseStatus::failed, {test})})}));
  EXPECT_THAT(first_text(page, "//tr[@class='injected']"), testing::HasSubstr("!send(4"));
  EXPECT_THAT(first_text(page, "//tr[@class='injected']"), testing::HasSubstr("cut short by the test, to 1 byte"));
}

TEST(StudentPage, TellsTheFirstErrorOfABuild) {
  EXPECT_THAT(first_text(report::student_page(a_class()[1]), "//pre"), testing::HasSubstr("error: what is this?"));
}

TEST(StudentPage, TakesOurFaultUponUs) {
  const auto page = report::student_page(a_class()[2]);
  EXPECT_THAT(first_text(page, "//header"), testing::HasSubstr("not your fault"));
  EXPECT_TRUE(parsed(page).select_nodes("//p[@class='score']").empty()) << "a score would be too low";
}

// Is what a result does not reveal nowhere on the page?
TEST(StudentPage, KeepsToWhatIsRevealed) {
  auto exercise = partly_passed().exercises[1];
  auto& test = exercise.tests[1];
  test.visibility = course::Visibility::hidden_test;
  test.message = "SECRET-MESSAGE";
  test.timeline = {"send(SECRET) = 1 |"};
  course::keep_to(course::Reveal::diagnosis, exercise);
  EXPECT_EQ(report::student_page(result_of("ann", {lab_of({exercise})})).find("SECRET"), std::string::npos);
}

course::Result believer(const std::string& student, const std::string& believes, double confidence) {
  auto exercise = exercise_of("01.1", ExerciseStatus::failed, {test_of("A.B", TestStatus::failed)});
  exercise.diagnosis = {{"m", believes, confidence}};
  return result_of(student, {lab_of({exercise})});
}

// Does it begin with what most believe, and is a mere guess not counted?
TEST(ClassPage, BeginsWithTheCommonestMisunderstanding) {
  const auto page = report::class_page({believer("a", "rare", 0.9), believer("b", "common", 0.9),
                                        believer("c", "common", 0.4), believer("d", "guess", 0.05)},
                                       "students");
  EXPECT_EQ(first_text(page, "(//h2)[1]"), "Explain again");
  EXPECT_THAT(first_text(page, "//ol[@class='again']/li[1]"), testing::HasSubstr("2 students"));
  EXPECT_THAT(first_text(page, "//ol[@class='again']/li[1]"), testing::HasSubstr("common"));
  EXPECT_EQ(page.find("guess”"), std::string::npos);
}

TEST(ClassPage, TellsOurOwnFaultsBeforeAllElse) {
  const auto page = report::class_page(a_class(), "students");
  EXPECT_EQ(first_text(page, "(//h2)[1]"), "First: not graded, by our own fault");
  EXPECT_THAT(first_text(page, "(//section)[1]"), testing::HasSubstr("carol"));
}

TEST(ClassPage, LinksToTheStudentsPagesBesideIt) {
  const auto files = report::to_class_page({result_of("a b/#?ü", {partly_passed()})});
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[1].name, "students/a b_#?ü.html");
  EXPECT_STREQ(parsed(files[0].text).select_node("//th/a/@href").attribute().value(),
               "students/a%20b_%23%3F%C3%BC.html");
}

const report::NeedsHelp* help_of(const report::Overview& overview, const std::string& student) {
  for (const auto& one : overview.help)
    if (one.student == student) return &one;
  return nullptr;
}

// Who has not begun, does not compile, or is stuck where most are through: and nobody else?
TEST(ClassPage, SaysWhoNeedsHelp) {
  const auto one = [](const std::string& student, ExerciseStatus status, TestStatus test) {
    return result_of(student, {lab_of({exercise_of("01.1", status, {test_of("A.B", test)})})});
  };
  const auto through = [&](const char* who) { return one(who, ExerciseStatus::passed, TestStatus::passed); };
  const auto overview = report::overview_of({through("a"), through("b"), through("c"), through("d"),
                                             one("stuck", ExerciseStatus::failed, TestStatus::failed),
                                             one("late", ExerciseStatus::not_started, TestStatus::not_started),
                                             result_of("bob", {not_graded(LabStatus::build_failed, "")})});
  ASSERT_EQ(overview.help.size(), 3U);
  EXPECT_EQ(overview.help[0].student, "late");
  EXPECT_EQ(overview.help[1].student, "bob");
  EXPECT_THAT(help_of(overview, "stuck")->why, testing::ElementsAre("stuck in 01.1"));
}

// Where most are stuck, it is for the class to be told, not for each of them.
TEST(ClassPage, CallsNobodyStuckWhereMostAre) {
  const auto overview = report::overview_of({believer("a", "x", 1), believer("b", "x", 1), believer("c", "x", 1)});
  EXPECT_TRUE(overview.help.empty());
}

// Is a fault of ours kept out of the distribution?
TEST(ClassPage, CountsTheScoresThatAreKnown) {
  const auto overview = report::overview_of(a_class());
  EXPECT_EQ(overview.scored, 2U);
  EXPECT_EQ(overview.tenths[5], 1U);  // 5 of 9
  EXPECT_EQ(overview.tenths[0], 1U);
}

// Is a test found that judged the same files differently?
TEST(ClassPage, FindsFragileTests) {
  const auto with = [](const std::string& student, TestStatus status, const std::string& digest) {
    auto lab = lab_of({exercise_of("01.1", ExerciseStatus::partly, {test_of("A.B", status)})});
    lab.digest = digest;
    return result_of(student, {lab});
  };
  EXPECT_TRUE(
      report::overview_of({with("a", TestStatus::passed, "1"), with("b", TestStatus::failed, "1")}).tests[0].differs);
  EXPECT_FALSE(
      report::overview_of({with("a", TestStatus::passed, "1"), with("b", TestStatus::failed, "2")}).tests[0].differs);
}

}  // namespace
