// Archives that we make: do the same files give the same bytes, and does the intake read them again?
#include "engine/pack.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/archive.hpp"

namespace {

using engine::Packing;
using testing::ElementsAre;

const std::vector<engine::Packed> files{{"labs/01-topic/topic.cpp", "int x;\n"}, {"run", "#!/bin/sh\n", true}};

class Pack : public testing::TestWithParam<Packing> {};

TEST_P(Pack, IsReadAgainByTheIntake) {
  const std::string bytes = engine::pack(files, GetParam());
  const auto contents = engine::read_archive(bytes, {"labs/01-topic/topic.cpp"});
  EXPECT_EQ(contents.refused, "");
  EXPECT_EQ(contents.files.at("labs/01-topic/topic.cpp").text, "int x;\n");
  EXPECT_THAT(engine::names_in(bytes), ElementsAre("labs/01-topic/topic.cpp", "run"));
}

// Zip keeps local time, gzip the time of day: neither may be in it.
TEST_P(Pack, GivesTheSameBytesInEveryTimeZone) {
  const std::string here = engine::pack(files, GetParam());
  ::setenv("TZ", "Pacific/Auckland", 1);
  const std::string elsewhere = engine::pack(files, GetParam());
  ::unsetenv("TZ");
  EXPECT_EQ(here, elsewhere);
}

INSTANTIATE_TEST_SUITE_P(AllKinds, Pack, testing::Values(Packing::zip, Packing::tar, Packing::tar_gz));

TEST(PackingOf, GoesByTheName) {
  EXPECT_EQ(engine::packing_of("a/submission.zip"), Packing::zip);
  EXPECT_EQ(engine::packing_of("x.tar.gz"), Packing::tar_gz);
  EXPECT_EQ(engine::packing_of("x.tgz"), Packing::tar_gz);
  EXPECT_EQ(engine::packing_of("autograde.tar"), Packing::tar);
  EXPECT_FALSE(engine::packing_of("01"));
  EXPECT_FALSE(engine::packing_of("notes.txt"));
}

}  // namespace
