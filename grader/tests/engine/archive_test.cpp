// Archives: what is taken of them, and what is refused. Nothing here is ever written to disk.
#include "engine/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <random>

#include "engine/utf8_locale.hpp"
#include "packing.hpp"

namespace {

using engine::Contents;
using engine::Limits;
using engine::read_archive;
using packing::filtered;
using packing::Item;
using packing::packed;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::set<std::string> wanted = {"labs/01-topic/topic.cpp", "01-topic/topic.cpp", "topic.cpp"};

constexpr std::size_t mebibyte = 1024 * 1024;

struct Packing {
  const char* format;
  const char* filter;
};
constexpr Packing packings[] = {{"zip", "none"},  {"pax", "none"},  {"gnutar", "none"}, {"pax", "gzip"},
                                {"pax", "bzip2"}, {"gnutar", "xz"}, {"pax", "zstd"}};

// The text of the one file that was taken, or why there is none.
std::string outcome(const Contents& contents) {
  if (!contents.refused.empty()) return contents.refused;
  if (contents.files.empty()) return "nothing";
  const auto& [name, found] = *contents.files.begin();
  return found.refused.empty() ? found.text : name + " " + found.refused;
}
std::string outcome(const std::string& bytes, const Limits& limits = {}) {
  return outcome(read_archive(bytes, wanted, limits));
}

// Is a wanted file found in each place of each kind of archive, and under one top folder?
TEST(Archive, FindsTheFileInEachPlace) {
  for (const auto& [format, filter] : packings) {
    for (const std::string top : {"", "alice/", "./", "./alice/"}) {
      for (const std::string& place : wanted) {
        const auto contents = read_archive(packed({{top + "README.md"}, {top + place, place}}, format, filter), wanted);
        EXPECT_EQ(outcome(contents), place) << format << " " << filter << " " << top;
        EXPECT_EQ(contents.top, top.ends_with("alice/") ? "alice/" : contents.top);
      }
    }
  }
}

// Is one folder at the root the top folder, whatever files lie beside it, and are two none?
TEST(Archive, TheTopFolderIsTheOnlyOne) {
  EXPECT_EQ(read_archive(packed({{"alice/topic.cpp"}, {"notes.txt"}}), wanted).top, "alice/");
  EXPECT_EQ(read_archive(packed({{"alice/topic.cpp"}, {"bob/topic.cpp"}}), wanted).top, "");
  EXPECT_EQ(read_archive(packed({{"alice/x"}, {"bob/topic.cpp"}}), wanted).files.size(), 0U);
}

// Does any other name match? None of these is the wanted one, byte for byte.
TEST(Archive, NamesThatLeadElsewhereNeverMatch) {
  for (const char* name : {"../topic.cpp",
                           "/topic.cpp",
                           "//topic.cpp",
                           "01-topic/../topic.cpp",
                           "../01-topic/topic.cpp",
                           "x/../../topic.cpp",
                           "./../topic.cpp",
                           "././topic.cpp",
                           "01-topic//topic.cpp",
                           "01-topic/./topic.cpp",

                           "..\\topic.cpp",
                           "01-topic\\topic.cpp",
                           "C:\\topic.cpp",
                           "TOPIC.CPP",
                           "topic.cpp ",
                           " topic.cpp",
                           "topic.cpp\n",
                           "topic.cpp.",
                           "alice/deep/topic.cpp",
                           "\xE2\x80\xAEtopic.cpp",
                           "topic.cp\xD1\x80",
                           "-topic.cpp",
                           ".//topic.cpp"}) {
    for (const char* format : {"pax", "gnutar"}) EXPECT_EQ(outcome(packed({{name}}, format)), "nothing") << name;
  }
}

// Is what is no regular file refused under a wanted name?
TEST(Archive, RefusesWhatIsNoRegularFile) {
  EXPECT_THAT(outcome(packed({{"topic.cpp", "", AE_IFLNK, "/etc/passwd"}})), HasSubstr("topic.cpp is a link"));
  EXPECT_THAT(outcome(packed({{"topic.cpp", "", AE_IFLNK, "/etc/passwd"}}, "pax")), HasSubstr("is a link"));
  EXPECT_THAT(outcome(packed({{"topic.cpp", "", AE_IFREG, "/etc/passwd"}}, "pax")), HasSubstr("is a link"));
  EXPECT_THAT(outcome(packed({{"topic.cpp", "", AE_IFIFO}}, "pax")), HasSubstr("no regular file"));
  EXPECT_THAT(outcome(packed({{"topic.cpp", "", AE_IFCHR}}, "pax")), HasSubstr("no regular file"));
  EXPECT_THAT(outcome(packed({{"topic.cpp", "", AE_IFBLK}}, "gnutar")), HasSubstr("no regular file"));
}

// Does a link to a folder lead anywhere? Nothing is unpacked, so no later entry can go through it.
TEST(Archive, ALinkOnTheWayLeadsNowhere) {
  const std::string bytes = packed({{"01-topic", "", AE_IFLNK, "/tmp"}, {"01-topic/topic.cpp", "text"}}, "pax");
  EXPECT_EQ(outcome(bytes), "text") << "a name is a name";
}

TEST(Archive, RefusesAFileThatIsThereTwice) {
  for (const auto& [format, filter] : packings) {
    EXPECT_THAT(outcome(packed({{"topic.cpp", "one"}, {"topic.cpp", "two"}}, format, filter)),
                HasSubstr("topic.cpp is in the archive twice"));
    EXPECT_THAT(outcome(packed({{"topic.cpp", "one"}, {"./topic.cpp", "two"}}, format, filter)), HasSubstr("twice"));
  }
}

TEST(Archive, TakesOneMebibyteAndNoMore) {
  std::string text(mebibyte, '\0');
  std::generate(text.begin(), text.end(), [random = std::mt19937(1)]() mutable { return static_cast<char>(random()); });
  for (const char* format : {"zip", "pax"}) {
    EXPECT_TRUE(outcome(packed({{"topic.cpp", text}}, format)) == text) << format;
    EXPECT_THAT(outcome(packed({{"topic.cpp", text + "x"}}, format)), HasSubstr("larger than 1 MiB"));
  }
}

TEST(Archive, CountsItsEntries) {
  Limits limits;
  limits.entries = 3;
  std::vector<Item> items = {{"a"}, {"b"}, {"topic.cpp", "text"}};
  EXPECT_EQ(outcome(packed(items), limits), "text");
  items.push_back({"c"});
  for (const auto& [format, filter] : packings)
    EXPECT_THAT(outcome(packed(items, format, filter), limits), HasSubstr("more files"));
}

// Is a bomb refused, before it is unpacked, though it lies in a file that nobody asks for?
TEST(Archive, RefusesABomb) {
  const std::vector<Item> bomb = {{"zeros", std::string(8 * mebibyte, '\0')}, {"topic.cpp"}};
  Limits by_ratio, by_bytes;
  by_bytes.ratio = 1'000'000;
  by_bytes.unpacked = 4 * mebibyte;
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
    const std::string bytes = packed(bomb, "pax", filter);
    EXPECT_LT(bytes.size(), 100'000U);
    EXPECT_THAT(outcome(bytes, by_ratio), HasSubstr("unpacks to far more")) << filter;
    EXPECT_THAT(outcome(bytes, by_bytes), HasSubstr("unpacks to far more")) << filter;
  }
  EXPECT_THAT(outcome(packed(bomb, "pax"), by_bytes), HasSubstr("unpacks to far more")) << "not packed, but too much";
}

// Are several wanted files counted together? Zip unpacks each by itself.
TEST(Archive, RefusesAZipBombInWantedFiles) {
  const std::string zeros(mebibyte - 1, '\0');
  EXPECT_THAT(outcome(packed({{"topic.cpp", zeros}, {"01-topic/topic.cpp", zeros}})), HasSubstr("unpacks to far more"));
}

// A zip is read by its directory: what nobody asks for is not unpacked, and does no harm.
TEST(Archive, ABombBesideTheFilesOfAZipIsLeftAlone) {
  EXPECT_EQ(outcome(packed({{"zeros", std::string(8 * mebibyte, '\0')}, {"topic.cpp", "text"}})), "text");
}

// Is an archive in a compressed file in a compressed file refused? It could multiply in silence.
TEST(Archive, RefusesASecondFilter) {
  const std::string once = packed({{"topic.cpp", "text"}}, "pax", "gzip");
  EXPECT_EQ(outcome(once), "text");
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"})
    EXPECT_THAT(outcome(filtered(once, filter)), HasSubstr("no archive that can be read")) << filter;
}

// A tar's header, 512 bytes, that promises a petabyte: the size in bytes 124 to 135, in its base-256 form, and the
// checksum in bytes 148 to 155 (tar(5)).
std::string header_of_a_petabyte(const std::string& name) {
  std::string header = packed({{name}}, "gnutar").substr(0, 512);
  header.replace(124, 12, std::string("\x80\0\0\0\0\4\0\0\0\0\0\0", 12));
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  std::array<char, 8> checksum;
  std::snprintf(checksum.data(), checksum.size(), "%06o", sum);
  return header.replace(148, 8, std::string(checksum.data(), 6) + std::string("\0 ", 2));
}

// Is a size that is not there noticed, at no cost of memory?
TEST(Archive, RefusesAPetabyteThatIsNotThere) {
  EXPECT_THAT(outcome(header_of_a_petabyte("topic.cpp") + std::string(1024, 'x')), HasSubstr("cut short or damaged"));
  EXPECT_THAT(outcome(header_of_a_petabyte("other.cpp") + std::string(1024, 'x')), HasSubstr("cut short or damaged"));
}

// Is unpacking ended in the midst of a file that is only passed over? To its end it would take hours.
TEST(Archive, RefusesABombThatNeverEnds) {
  Limits limits;
  limits.unpacked = 4 * mebibyte;
  limits.ratio = 1'000'000'000;
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
    std::string bytes = filtered(header_of_a_petabyte("zeros"), filter);
    const std::string zeros = filtered(std::string(8 * mebibyte, '\0'), filter);
    while (bytes.size() < 8 * mebibyte) bytes += zeros;
    const std::clock_t begin = std::clock();  // processor time: load does not count
    EXPECT_THAT(outcome(bytes, limits), HasSubstr("unpacks to far more")) << filter;
    EXPECT_LT(std::clock() - begin, 10 * CLOCKS_PER_SEC) << filter;
  }
}

// Is every way to cut an archive short noticed?
TEST(Archive, TellsThatItIsCutShort) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += std::to_string(i * 7919) + " ";
  for (const auto& [format, filter] : packings) {
    const std::string whole = packed({{"README.md", text}, {"labs/01-topic/topic.cpp", text}}, format, filter);
    ASSERT_EQ(outcome(whole), text);
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 200) {
      const std::string what = outcome(whole.substr(0, size));
      // A tar may lack its last, empty blocks.
      EXPECT_TRUE(what == text || what.find("Pack it again") != std::string::npos ||
                  what.find("Hand in a folder") != std::string::npos || what == "nothing")
          << format << " " << filter << " " << size << ": " << what;
      EXPECT_FALSE(format == std::string("zip") && what == text);
      EXPECT_TRUE(what != "nothing" || filter == std::string("none")) << "only a plain tar can end between two files";
    }
  }
}

// Does damage ever lead to anything but a refusal, the text, or another text under a wanted name?
TEST(Archive, BearsEveryDamagedByte) {
  for (const auto& [format, filter] : packings) {
    const std::string whole = packed({{"alice/topic.cpp", "int x;\n"}, {"alice/extra.cpp"}}, format, filter);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const int change : {0x01, 0x80, 0xFF}) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ change);
        const Contents contents = read_archive(bytes, wanted);
        EXPECT_LE(contents.files.size(), 1U);
        for (const auto& [name, found] : contents.files) EXPECT_LE(found.text.size(), mebibyte);
        const auto found = contents.files.find("alice/topic.cpp");
        const bool same =
            found == contents.files.end() || !found->second.refused.empty() || found->second.text == "int x;\n";
        EXPECT_TRUE(same || format != std::string("zip")) << "a zip has checksums";
      }
    }
  }
}

TEST(Archive, TellsWhatIsNoArchive) {
  for (const std::string& bytes :
       {std::string(), std::string("int main() {}\n"), std::string(5000, 'x'), filtered("int x;\n", "gzip"),
        packed({{"topic.cpp"}}, "7zip"), packed({{"topic.cpp"}}, "cpio")})
    EXPECT_EQ(outcome(bytes), "This is no archive that can be read here. Hand in a folder, a .zip or a .tar.gz.");
}

TEST(Archive, TellsThatItHoldsNothing) {
  EXPECT_EQ(outcome(packed({}, "pax", "gzip")), "The archive holds nothing. Pack it again, and hand in the new one.");
  EXPECT_THAT(outcome(packed({{"topic.cpp"}}, "iso9660")), HasSubstr("holds nothing")) << "begins like an empty tar";
}

TEST(Archive, TellsThatItIsEncrypted) {
  for (const char* how : {"zip:encryption=traditional", "zip:encryption=aes256"})
    EXPECT_EQ(outcome(packed({{"topic.cpp"}}, "zip", "none", how, "secret")),
              "The archive is encrypted. Pack it again without a password.");
}

// What a Mac adds is neither told nor taken for a second folder.
TEST(Archive, PassesOverWhatAMacAdds) {
  const auto contents = read_archive(
      packed({{"alice/topic.cpp", "text"}, {"alice/._topic.cpp"}, {"__MACOSX/alice/._topic.cpp"}, {"alice/.DS_Store"}}),
      wanted);
  EXPECT_EQ(outcome(contents), "text");
  EXPECT_EQ(contents.top, "alice/");
  EXPECT_THAT(contents.names, IsEmpty());
}

// Is a folder with letters that are not ASCII found? The test runs in the locale "C", as the grader does.
TEST(Archive, ReadsATopFolderInUtf8) {
  for (const char* format : {"zip", "pax", "gnutar"}) {
    std::string bytes;
    {
      const engine::Utf8Locale utf8;  // else the writer would not mark the name as UTF-8
      bytes = packed({{"Zoë/topic.cpp", "text"}}, format, "none");
    }
    const auto contents = read_archive(bytes, wanted);
    EXPECT_EQ(outcome(contents), "text") << format;
    EXPECT_EQ(contents.top, "Zoë/") << format;
  }
}

// What lies beside the wanted file is told, in its place and nowhere else.
TEST(Archive, TellsWhatLiesInThePlaces) {
  const auto contents = read_archive(packed({{"alice/01-topic/topic.cpp"},
                                             {"alice/01-topic/meson.build"},
                                             {"alice/01-topic/deeper/x.cpp"},
                                             {"alice/other/y.cpp"},
                                             {"alice/" + std::string(300, 'z')}}),
                                     wanted);
  ASSERT_EQ(contents.names.size(), 1U);
  EXPECT_THAT(contents.names.at("alice/01-topic/"), ElementsAre("meson.build"));
}

}  // namespace
