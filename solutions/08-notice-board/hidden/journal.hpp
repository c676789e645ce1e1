// 08.2 open_journal, load_notices, append_notice.
#pragma once

#include <fcntl.h>

#include "common.hpp"

namespace hidden {

struct OpenJournal : exam::Test {};
struct LoadNotices : fixtures::Serving {};
struct AppendNotice : fixtures::Serving {};

TEST_F(OpenJournal, IsMadeForItsOwnerAlone) {
  ask("Is a journal that is not there made, mode 0600, close-on-exec, for reading and writing?", journals);
  const exam::Folder folder(student);
  auto outcome = student.call<&lab::open_journal>(folder.path("journal"));
  EXPECT_EQ(::fcntl(outcome->get(), F_GETFL) & O_ACCMODE, O_RDWR);
  EXPECT_EQ(outcome.inherited, 0) << "open(2) takes O_CLOEXEC.";
  EXPECT_EQ(folder.look_at("journal")->st_mode & 0777U, 0600U);
}

TEST_F(OpenJournal, KeepsWhatIsInIt) {
  ask("Is a journal that is there opened as it is?", journals);
  const exam::Folder folder(student);
  folder.write_file("journal", notice(1, "kept"));
  EXPECT_TRUE(returned(student.call<&lab::open_journal>(folder.path("journal"))));
  EXPECT_EQ(folder.read_file("journal"), notice(1, "kept"));
}

TEST_F(OpenJournal, SaysThatThereIsNoFolder) {
  ask("Is it reported when the file cannot be opened?", journals);
  const exam::Folder folder(student);
  EXPECT_TRUE(threw(student.call<&lab::open_journal>(folder.path("no/journal")), "open", ENOENT));
}

TEST_F(LoadNotices, ReadsALongJournal) {
  ask("Are all notices of a journal read that is longer than any buffer, by reads that come short?", journals);
  std::vector<std::string> texts;
  std::string bytes;
  for (std::uint64_t n = 1; n <= 60; ++n) {
    texts.push_back(exam::random_bytes(random(), 1 + random()() % lab::longest_text));
    bytes += notice(n, texts.back());
  }
  write_journal(bytes);
  student.shorten(Syscall::recv, nth(1), 3);
  student.interrupt(Syscall::recv, nth(2));
  auto loaded = student.call<&lab::load_notices>(journal);
  EXPECT_TRUE(*loaded == texts) << "Other texts were read than were written.";
}

TEST_F(LoadNotices, ReadsFromTheBeginning) {
  ask("Is a journal read from its beginning, wherever its offset is?", journals);
  write_journal(notice(1, "a"));
  ::lseek(journal.get(), 5, SEEK_SET);
  EXPECT_EQ(*student.call<&lab::load_notices>(journal), std::vector<std::string>{"a"});
}

TEST_F(LoadNotices, CutsOffWhereverItWasTorn) {
  ask("Is a torn notice cut off, wherever it is torn, and does the next go to its place?", journals);
  const std::string torn = notice(2, "torn");
  for (std::size_t size = 1; size < torn.size(); ++size) {
    ASSERT_EQ(::ftruncate(journal.get(), 0), 0);
    write_journal(notice(1, "a") + torn.substr(0, size));
    EXPECT_EQ(student.call<&lab::load_notices>(journal)->size(), 1U);
    student.call<&lab::append_notice>(journal, std::uint64_t{2}, std::string("b")).value();
    EXPECT_TRUE(written() == notice(1, "a") + notice(2, "b")) << "torn after " << size << " bytes";
  }
}

TEST_F(LoadNotices, LeavesADamagedJournalAsItIs) {
  ask("Is a journal with something else in it refused, and left as it is?", journals);
  for (const std::string& bytes :
       {notice(1, "a") + notice(3, "c"), notice(0, "a"), post(fixtures::big_endian(1, 8) + "a"),
        notice(1, "a") + "junk", notice(1, ""), notice(1, "a") + header(130, 1'000'000)}) {
    ASSERT_EQ(::ftruncate(journal.get(), 0), 0);
    write_journal(bytes);
    EXPECT_TRUE(threw_type(student.call<&lab::load_notices>(journal), "lab::BadFrame"));
    EXPECT_TRUE(written() == bytes) << "It is somebody's file: leave it as it is.";
  }
}

TEST_F(AppendNotice, LeavesNothingOfAFailure) {
  ask("Is the journal as it was when the disk is full in the middle of a notice?", journals);
  write_journal(notice(1, "a"));
  student.shorten(Syscall::send, nth(1), 9);
  student.fail(Syscall::send, nth(2), ENOSPC);
  EXPECT_TRUE(
      threw(student.call<&lab::append_notice>(journal, std::uint64_t{2}, std::string("bbbb")), "write", ENOSPC));
  EXPECT_TRUE(written() == notice(1, "a")) << "ftruncate(2) takes back what was written of it.";
}

TEST_F(AppendNotice, WritesOnAfterAnInterruption) {
  ask("Is a notice written once when a signal interrupts write?", journals);
  student.interrupt(Syscall::send, nth(1));
  student.call<&lab::append_notice>(journal, std::uint64_t{1}, std::string("a")).value();
  EXPECT_TRUE(written() == notice(1, "a"));
}

TEST_F(AppendNotice, GoesToTheEnd) {
  ask("Does a notice go to the end of the file, wherever its offset is?", journals);
  write_journal(notice(1, "a"));
  ::lseek(journal.get(), 0, SEEK_SET);
  student.call<&lab::append_notice>(journal, std::uint64_t{2}, std::string("b")).value();
  EXPECT_TRUE(written() == notice(1, "a") + notice(2, "b"));
}

}  // namespace hidden
