// Signatures and diagnoses: the same mistake is known again under another seed, and what is unknown is not named.
#include "course/diagnosis.hpp"

#include <gmock/gmock.h>

namespace {

using course::ExerciseResult;
using course::Known;

using course::TestStatus;
using course::Visibility;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

course::Test failed(const std::string& name, const std::string& message, std::vector<std::string> timeline = {}) {
  course::Test test;
  test.name = name;
  test.message = message;
  test.timeline = std::move(timeline);
  return test;
}

course::Test hidden(course::Test test) {
  test.visibility = Visibility::hidden_test;
  return test;
}

course::Test passed(const std::string& name) {
  course::Test test = failed(name, "");
  test.status = TestStatus::passed;
  return test;
}

ExerciseResult shows(std::vector<course::Test> tests) {
  ExerciseResult exercise;
  exercise.id = "01.4";
  exercise.tests = std::move(tests);
  return exercise;
}

Known known(const std::string& name, std::vector<course::Test> tests) {
  return {name, "01.4", "It believes " + name + ".", signature_of(shows(std::move(tests)))};
}

// Does another seed, with other numbers, texts and addresses, give the same signature?
TEST(Signature, IsTheSameUnderAnotherSeed) {
  const auto one =
      shows({hidden(failed("A.B", "it sent 17 bytes of \"ab\\\"c\" (0x7f01)",
                           {"connect(3, {127.0.0.1:80}, 16) = 0    |", "sendto(3, \"ab\", 2) = 12 \"ab\" |"}))});
  const auto other =
      shows({hidden(failed("A.B", "it sent 233 bytes of \"xy\" (0x12)",
                           {"connect(4, {[::1]:8080}, 28) = 0 |", "sendto(4, \"z\", 1) = 5 \"z\"       |"}))});
  EXPECT_EQ(signature_of(one), signature_of(other));
}

// Do another error, another call and an injected event make another signature?
TEST(Signature, DiffersByErrorsCallsAndInjectedEvents) {
  const auto line = [](const std::string& text) { return signature_of(shows({failed("A.B", "", {text})})); };
  EXPECT_NE(line("close(3) = -1 EINTR |"), line("close(3) = -1 EIO |"));
  EXPECT_NE(line("close(3) = 0 |"), line("shutdown(3) = 0 |"));
  EXPECT_NE(line("close(3) = -1 EIO |"), line("close(3) = -1 EIO | * made to fail"));
  EXPECT_NE(line("socket(AF_INET) = 3 |"), line("socket(AF_INET6) = 3 |"));
}

// Does another dump of bytes, or another search of rapidcheck's, give the same; and how many inputs were wrong another?
TEST(Signature, KnowsWhatChanceDecides) {
  const auto says = [](const std::string& text) { return signature_of(shows({hidden(failed("A.B", text))})); };
  EXPECT_EQ(says("sun_path 00 E7 0C 34 AB"), says("sun_path 00 00 0C 34 FF 12"));
  EXPECT_NE(says("it sent BE"), says("it sent EF"));
  EXPECT_EQ(says("Falsifiable after 6 tests"), says("Falsifiable after 9 tests and 1 shrink"));
  const auto wrong = [&](const std::string& count) { return says("(" + count + " inputs give another result)"); };
  EXPECT_EQ(wrong("32640 of 65536"), wrong("33000 of 65536"));
  EXPECT_NE(wrong("32640 of 65536"), wrong("65000 of 65536"));
  EXPECT_NE(wrong("65000 of 65536"), wrong("65536 of 65536"));
}

// Do a public test's values count, and a hidden one's not?
TEST(Signature, HasTheValuesOfPublicTestsAlone) {
  const auto one = failed("A.B", "Which is: \"34 12\"");
  const auto other = failed("A.B", "Which is: \"00 00\"");
  EXPECT_NE(signature_of(shows({one})), signature_of(shows({other})));
  EXPECT_EQ(signature_of(shows({hidden(one)})), signature_of(shows({hidden(other)})));
}

// Does the right mistake come first, with a high confidence, though its tests show other numbers?
TEST(Diagnosis, NamesTheNearestMistakeFirst) {
  const std::vector<Known> all{known("short", {failed("A.B", "10 bytes"), failed("A.C", "gone")}),
                               known("leak", {failed("A.B", "leaked")})};
  const auto found = diagnose(shows({failed("A.B", "99 bytes"), failed("A.C", "gone")}), all);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].mistake, "short");
  EXPECT_EQ(found[0].believes, "It believes short.");
  EXPECT_GT(found[0].confidence, 0.4);
  EXPECT_LT(found[1].confidence, 0.05);
}

// Is a mistake known that is made in more places than it was thought of, and one that shows a third of it hardly?
TEST(Diagnosis, MindsMoreFailuresLessThanFewer) {
  const std::vector<Known> all{known("short", {failed("A.B", "gone")})};
  EXPECT_THAT(diagnose(shows({failed("A.B", "gone"), failed("A.C", "gone"), failed("A.D", "gone")}), all), SizeIs(1));
  const std::vector<Known> wide{known("wide", {failed("A.B", "gone"), failed("A.C", "gone"), failed("A.D", "gone")})};
  const auto third = diagnose(shows({failed("A.B", "gone"), passed("A.C"), passed("A.D")}), wide);
  EXPECT_TRUE(third.empty() || third[0].confidence < 0.1) << third[0].confidence;
}

// Does a line that few show tell more than one that all show?
TEST(Diagnosis, LooksAtWhatIsRare) {
  const std::vector<Known> all{known("one", {failed("A.B", "it failed\nin one way")}),
                               known("two", {failed("A.B", "it failed\nin another")}),
                               known("three", {failed("A.B", "it failed\nin a third")})};
  const auto found = diagnose(shows({failed("A.B", "it failed\nin a third\nand more"), passed("A.C")}), all);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].mistake, "three");
}

// Is the confidence lower where fewer tests ran, and where fewer failed?
TEST(Diagnosis, IsLessSureOfLittle) {
  const std::vector<Known> one{known("short", {failed("A.B", "gone")})};
  const std::vector<Known> two{known("short", {failed("A.B", "gone"), failed("A.C", "gone")})};
  const auto few = diagnose(shows({failed("A.B", "gone")}), one);
  const auto more = diagnose(shows({failed("A.B", "gone"), passed("A.C")}), one);
  const auto most = diagnose(shows({failed("A.B", "gone"), failed("A.C", "gone")}), two);
  ASSERT_THAT(few, SizeIs(1));
  ASSERT_THAT(more, SizeIs(1));
  ASSERT_THAT(most, SizeIs(1));
  EXPECT_LT(few[0].confidence, more[0].confidence);
  EXPECT_LT(more[0].confidence, most[0].confidence);
}

// Is a mistake known by its public tests alone, where no hidden test ran?
TEST(Diagnosis, ComparesByTheTestsThatRan) {
  const std::vector<Known> all{known("short", {failed("A.B", "10 bytes"), hidden(failed("A.Secret", "gone"))})};
  EXPECT_THAT(diagnose(shows({failed("A.B", "10 bytes")}), all), SizeIs(1));
  // The hidden test ran and passed: only half of the mistake is there.
  const auto half = diagnose(shows({failed("A.B", "10 bytes"), hidden(passed("A.Secret"))}), all);
  EXPECT_TRUE(half.empty() || half[0].confidence < 0.4);
}

// Is nothing said where nothing failed, where other tests failed, and of other exercises?
TEST(Diagnosis, IsSilentWhereNothingIsNear) {
  const std::vector<Known> all{known("short", {failed("A.B", "10 bytes")})};
  EXPECT_THAT(diagnose(shows({passed("A.B")}), all), IsEmpty());
  EXPECT_THAT(diagnose(shows({passed("A.B"), failed("A.C", "gone")}), all), IsEmpty());
  EXPECT_THAT(diagnose(shows({}), all), IsEmpty());
  ExerciseResult elsewhere = shows({failed("A.B", "10 bytes")});
  elsewhere.id = "01.5";
  EXPECT_THAT(diagnose(elsewhere, all), IsEmpty());
}

// Is a test that failed in quite another way less than enough?
TEST(Diagnosis, LooksAtHowATestFailed) {
  const std::vector<Known> all{known("short", {failed("A.B", "10 bytes", {"close(3) = 0 |"})})};
  course::Test crashed = failed("A.B", "The process was ended by SIGPIPE", {"sendto(3) = -1 EPIPE |"});
  crashed.status = TestStatus::crashed;
  EXPECT_THAT(diagnose(shows({crashed}), all), IsEmpty());
  // The same where there are no calls that could differ.
  crashed.timeline.clear();
  EXPECT_THAT(diagnose(shows({crashed}), {known("short", {failed("A.B", "10 bytes")})}), IsEmpty());
}

// Do mistakes that no test tells apart share the confidence?
TEST(Diagnosis, IsUnsureBetweenTwoThatLookAlike) {
  const std::vector<Known> all{known("one", {failed("A.B", "gone")}), known("two", {failed("A.B", "gone")}),
                               known("three", {failed("A.C", "gone")})};
  const auto found = diagnose(shows({failed("A.B", "gone")}), all);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_DOUBLE_EQ(found[0].confidence, found[1].confidence);
  EXPECT_LT(found[0].confidence, 0.5);
  ASSERT_THAT(look_alikes(all), SizeIs(1));
  EXPECT_THAT(look_alikes(all)[0], ElementsAre("one", "two"));
}

// Does the file hold all that a diagnosis needs, and no hidden test's name?
TEST(Diagnosis, SurvivesItsFile) {
  const std::vector<Known> all{
      known("short", {failed("A.B", "x", {"close(3) = 0 |"}), hidden(failed("A.Secret", ""))})};
  const std::string json = to_json(all);
  EXPECT_EQ(json.find("Secret"), std::string::npos);
  const auto read = course::parse_diagnoses(json, "diagnoses.json");
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].signature, all[0].signature);
  EXPECT_EQ(read[0].believes, all[0].believes);
}

// Is a file out of date by a changed, a new or a lost mistake, and not by another seed?
TEST(Diagnosis, IsOutOfDateWhenItFitsNoLonger) {
  const std::vector<Known> stored{known("one", {failed("A.B", "10 bytes")}), known("two", {failed("A.C", "gone")})};
  EXPECT_THAT(out_of_date(stored, {known("one", {failed("A.B", "99 bytes")}), stored[1]}), IsEmpty());
  EXPECT_THAT(out_of_date(stored, {known("one", {failed("A.D", "10 bytes")}), stored[1]}), ElementsAre("one"));
  EXPECT_THAT(out_of_date(stored, {stored[0], known("three", {failed("A.B", "x")})}), ElementsAre("three", "two"));
}

// Is a file of another schema refused, and one that is not there none?
TEST(Diagnosis, RefusesAnotherSchema) {
  EXPECT_THROW(course::parse_diagnoses(R"({"schema": "other", "mistakes": []})", "x.json"), course::Invalid);
  EXPECT_THAT(course::load_diagnoses("/nonexistent/diagnoses.json"), IsEmpty());
}

}  // namespace
