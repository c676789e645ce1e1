// Is a class's archive unpacked whole, once, and never to anywhere else?
#include "engine/class_archive.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "course/document.hpp"
#include "engine/files.hpp"
#include "packing.hpp"

namespace {

using engine::Path;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class ClassArchive : public testing::Test {
 protected:
  engine::Unpacked unpack(const std::string& bytes, const engine::Limits& limits = engine::class_limits) const {
    std::ofstream(archive, std::ios::binary) << bytes;
    return engine::unpack_class(archive, place, limits);
  }
  [[nodiscard]] std::string refusal(const std::string& bytes,
                                    const engine::Limits& limits = engine::class_limits) const {
    try {
      unpack(bytes, limits);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return {};
  }
  /// All files below a folder, by their names in it.
  static std::vector<std::string> files(const Path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(folder).string());
    return names;
  }

  engine::WorkFolder work;
  const Path archive = work.path() / "class.zip";
  const Path place = work.path() / "unpacked";
};

// Do zip and tar give every file, in folders that have no entry of their own, too, and without what a Mac adds?
TEST_F(ClassArchive, OfEachFormat) {
  const std::vector<packing::Item> items{{"./", "", AE_IFDIR},  // as tar has it: tar -C DIR .
                                         {"./Jane Doe_12_assignsubmission_file/labs/01-topic/topic.cpp", "jane"},
                                         {"__MACOSX/._x", "x"},
                                         {"Zoë_13_assignsubmission_file/topic.cpp", "zoë"},
                                         {".DS_Store", "x"}};
  for (const auto& bytes : {packing::packed(items), packing::packed(items, "pax", "gzip")}) {
    const auto unpacked = unpack(bytes);
    EXPECT_THAT(files(unpacked.folder),
                UnorderedElementsAre("Jane Doe_12_assignsubmission_file/labs/01-topic/topic.cpp",
                                     "Zoë_13_assignsubmission_file/topic.cpp"));
    EXPECT_THAT(unpacked.passed, IsEmpty());
    EXPECT_EQ(course::read_text(unpacked.folder / "Zoë_13_assignsubmission_file/topic.cpp"), "zoë");
  }
}

// Is nothing written outside, through a link, or over another, and each told, the second time too?
TEST_F(ClassArchive, OfHostileEntries) {
  const auto bytes = packing::packed({{"../outside.cpp"},
                                      {"/tmp/socklab-absolute.cpp"},
                                      {"a/link", "", AE_IFLNK, ".."},
                                      {"a/link/through.cpp"},
                                      {"a/hard", "", AE_IFREG, "a/topic.cpp"},
                                      {"a/fifo", "", AE_IFIFO},
                                      {"a/topic.cpp", "one"},
                                      {"a/topic.cpp", "two"},
                                      {"a/topic.cpp", "three"},
                                      {"b", "a file"},
                                      {"b/topic.cpp", "below a file"},
                                      {std::string(300, 'n')},
                                      {"good/topic.cpp", "good"}},
                                     "pax");
  const auto unpacked = unpack(bytes);
  EXPECT_THAT(files(unpacked.folder), UnorderedElementsAre("a/link/through.cpp", "b", "good/topic.cpp"));
  EXPECT_TRUE(std::filesystem::is_directory(std::filesystem::symlink_status(unpacked.folder / "a/link")));
  EXPECT_FALSE(std::filesystem::exists(place / "outside.cpp"));
  EXPECT_FALSE(std::filesystem::exists("/tmp/socklab-absolute.cpp"));
  EXPECT_THAT(unpacked.passed,
              ElementsAre(HasSubstr("outside.cpp: a name that leads elsewhere"), HasSubstr("absolute.cpp: a name that"),
                          HasSubstr("a/link: a link"), HasSubstr("a/hard: a link"), HasSubstr("a/fifo: a link, or no"),
                          HasSubstr("a/topic.cpp: there twice"), HasSubstr("b/topic.cpp: "), HasSubstr("nnn: ")));
  EXPECT_EQ(unpack(bytes).passed, unpacked.passed);
}

// Is a bomb, too many files, or what is no archive refused with one message, and nothing left of it?
TEST_F(ClassArchive, RefusesWhatIsNoClass) {
  engine::Limits limits = engine::class_limits;
  limits.ratio_from = 1024 * 1024;
  const auto bomb = packing::packed({{"a/topic.cpp", "good"}, {"b/topic.cpp", std::string(8 << 20, ' ')}});
  EXPECT_THAT(refusal(bomb, limits), HasSubstr("class.zip: the archive unpacks to far more than a class needs"));
  limits.entries = 1;
  EXPECT_THAT(refusal(packing::packed({{"a"}, {"b"}}), limits), HasSubstr("more than 500,000 files"));
  EXPECT_THAT(refusal("no archive"), HasSubstr("neither a folder nor an archive"));
  const auto good = packing::packed({{"a/topic.cpp"}});
  EXPECT_THAT(refusal(good.substr(0, good.size() / 2)), HasSubstr("cut short or damaged; download it again"));
  EXPECT_THAT(files(place), IsEmpty());
}

// Is what is there not unpacked again, what another archive left removed, and half of one, left by a kill, no class?
TEST_F(ClassArchive, IsUnpackedOnce) {
  const auto first = packing::packed({{"a/topic.cpp", "a"}}), second = packing::packed({{"b/topic.cpp", "b"}});
  const auto folder = unpack(first).folder;
  const auto before = std::filesystem::last_write_time(folder / "a/topic.cpp");
  EXPECT_EQ(unpack(first).folder, folder);
  EXPECT_EQ(std::filesystem::last_write_time(folder / "a/topic.cpp"), before);
  std::filesystem::create_directories(place / "part-1/class/half");
  EXPECT_THAT(files(unpack(second).folder), ElementsAre("b/topic.cpp"));
  EXPECT_THAT(files(place), testing::SizeIs(2)) << "the class, and the list of what was passed over";
  EXPECT_FALSE(std::filesystem::exists(place / "part-1"));
}

}  // namespace
