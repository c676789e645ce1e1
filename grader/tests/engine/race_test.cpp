// Submissions that change while they are taken: whatever happens, it is one of the handed-in texts or a refusal.
// A canary stands for every file that is none of the student's business.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <thread>

#include "engine/files.hpp"
#include "engine/intake.hpp"
#include "packing.hpp"

namespace {

using engine::HandedIn;
using engine::Path;
using engine::take;
using engine::write_file;

constexpr int rounds = 500;  // of both sides, at least

class Race : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(here / "alice/01-topic");
    std::filesystem::create_directories(here / "outside");
    write_file(here / "outside/topic.cpp", "canary");
    lab.id = "01-topic";
    lab.topic = "topic";
    lab.files = {"topic.cpp"};
  }

  // Puts a new thing of this kind in the place of `path`, in one step. No hard link to the canary: whether one may be
  // made is the kernel's to say (fs.protected_hardlinks, proc(5)), and its link count is gone with its name.
  void put(int kind, const Path& path, const std::string& good) const {
    const Path fresh = here / "fresh";
    std::filesystem::remove(fresh);
    if (std::filesystem::is_directory(path)) std::filesystem::remove(path);
    switch (kind % 5) {
      case 0:
        write_file(fresh, good);
        break;
      case 1:
        std::filesystem::create_symlink(here / "outside/topic.cpp", fresh);
        break;
      case 2:
        ASSERT_EQ(::mkfifo(fresh.c_str(), 0600), 0);
        break;
      case 3:
        write_file(fresh, std::string(1024 * 1024 + 1, 'x'));
        break;
      default:
        std::filesystem::create_directory(fresh);
        std::filesystem::remove_all(path);
        break;
    }
    std::filesystem::rename(fresh, path);
  }

  // Takes while another thread does `change(0)`, `change(1)`, …; each side has its rounds.
  void race(const Path& path, const std::function<void(int)>& change, const std::set<std::string>& good) {
    std::atomic<int> changes = 0;
    std::atomic<bool> enough = false;
    std::thread other([&] {
      while (!enough) change(changes++);
    });
    for (int i = 0; i < rounds || changes < rounds; ++i) {
      const HandedIn handed_in = take(path, lab);
      if (handed_in.files.empty()) {
        EXPECT_NE(handed_in.missing, "");
      } else {
        EXPECT_TRUE(good.contains(handed_in.files[0].text)) << handed_in.files[0].text.substr(0, 100);
      }
      EXPECT_EQ(handed_in.missing.find("canary"), std::string::npos);
    }
    enough = true;
    other.join();
  }

  engine::WorkFolder work;
  Path here = std::filesystem::canonical(work.path());
  course::Lab lab;
};

// Does a file that turns into a link, a FIFO, a bigger file and back ever let the canary out, or hold us up?
TEST_F(Race, AFileThatTurnsIntoOtherThings) {
  const Path file = here / "alice/01-topic/topic.cpp";
  race(here / "alice", [&](int i) { put(i, file, "good"); }, {"good"});
}

TEST_F(Race, AnArchiveThatTurnsIntoOtherThings) {
  const Path file = here / "alice.zip";
  const std::string bytes = packing::packed({{"topic.cpp", "good"}});
  std::filesystem::remove(here / "outside/topic.cpp");
  write_file(here / "outside/topic.cpp", packing::packed({{"topic.cpp", "canary"}}));
  race(file, [&](int i) { put(i, file, bytes); }, {"good"});
}

// The same for the folder around the file, and for the submission itself.
TEST_F(Race, AFolderThatTurnsIntoALink) {
  write_file(here / "alice/01-topic/topic.cpp", "good");
  for (const Path& folder : {here / "alice/01-topic", here / "alice"}) {
    // The canary lies where the name would lead through the link, too.
    std::filesystem::create_directories(here / "outside/01-topic");
    std::filesystem::copy_file(here / "outside/topic.cpp", here / "outside/01-topic/topic.cpp",
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::create_symlink(here / "outside", here / "link");
    const auto exchange = [&](int) {
      ASSERT_EQ(::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, (here / "link").c_str(), RENAME_EXCHANGE), 0);
    };
    race(here / "alice", exchange, {"good"});
    if (std::filesystem::is_symlink(folder)) exchange(0);
    std::filesystem::remove(here / "link");
  }
}

// Is a file that grows without end read to its limit at most?
TEST_F(Race, AFileThatGrows) {
  const Path file = here / "alice/topic.cpp";
  const auto all_x = [](const std::string& text) { return text.find_first_not_of('x') == std::string::npos; };
  write_file(file, "");
  std::atomic<bool> enough = false;
  std::thread other([&] {
    const int end = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    const std::string part(32 * 1024, 'x');
    while (!enough) {
      struct stat about {};
      EXPECT_EQ(::fstat(end, &about), 0);
      EXPECT_TRUE(about.st_size < 3 * 1024 * 1024 || ::ftruncate(end, 0) == 0);
      EXPECT_EQ(::write(end, part.data(), part.size()), static_cast<ssize_t>(part.size()));
    }
    ::close(end);
  });
  for (int i = 0; i < rounds / 2; ++i) {
    const HandedIn handed_in = take(here / "alice", lab);
    if (handed_in.files.empty()) {
      EXPECT_TRUE(handed_in.missing.find("larger than 1 MiB") != std::string::npos ||
                  handed_in.missing.find("changes while it is read") != std::string::npos)
          << handed_in.missing;
    } else {
      EXPECT_LE(handed_in.files[0].text.size(), 1024U * 1024U);
      EXPECT_TRUE(all_x(handed_in.files[0].text));
    }
  }
  enough = true;
  other.join();
}

}  // namespace
