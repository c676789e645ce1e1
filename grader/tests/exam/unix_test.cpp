// Unix domain sockets: do examiner and student code meet at paths, is it seen when the kernel lets a call wait, and can
// a peer be somebody else?
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "exam/folder.hpp"
#include "exam/test.hpp"
#include "exam/verdict.hpp"
#include "odd.hpp"

namespace {

using namespace exam;

struct Folders : exam::Test {};

TEST_F(Folders, AreSeenByBoth) {
  ask("Is a socket that student code binds there by one name, and do both reach it?");
  const Folder folder(student);
  auto listener = student.call<&odd::bind_path>(folder.path("server"));
  const auto status = folder.look_at("server");
  ASSERT_TRUE(status);
  EXPECT_TRUE(S_ISSOCK(status->st_mode));
  EXPECT_EQ(to_text(local_address(listener->get())), folder.path("server"));
  Peer peer = connect(folder.address("server"));
  EXPECT_TRUE(returned(student.call<&odd::connect_path>(folder.path("server"))));
  EXPECT_FALSE(folder.look_at("client"));
}

TEST_F(Folders, ListenersOfTheExaminersAreFoundThere) {
  ask("Does student code find the examiner's listener, and a stale socket of it?");
  const Folder folder(student);
  Listener here = listener(folder.address("server"));
  EXPECT_TRUE(returned(student.call<&odd::connect_path>(folder.path("server"))));
  EXPECT_TRUE(here.has_connection());
  folder.make_stale_socket("stale", SOCK_STREAM);
  EXPECT_TRUE(threw(student.call<&odd::connect_path>(folder.path("stale")), "connect", ECONNREFUSED));
}

TEST_F(Folders, AreGoneAfterwards) {
  ask("Is everything removed with the folder, what nobody may search as well, and nothing outside of it?");
  const Folder around(student);
  around.write_file("kept", "text");
  {
    const Folder folder(student);  // the same name cannot be taken twice
    EXPECT_NE(folder.path(""), around.path(""));
    folder.make_folder("deep");
    folder.write_file("deep/file", "text");
    folder.make_link("link", around.path(""));
    folder.set_mode("deep", 0);
  }
  EXPECT_EQ(around.read_file("kept"), "text");
  const std::string name = around.path("");
  EXPECT_EQ(name.rfind("/tmp/lab-", 0), 0U);
}

struct KernelCalls : exam::Test {};

TEST_F(KernelCalls, ThatWaitAreSeen) {
  ask("Is it seen that connect waits for room in a listener's queue, and does it go on when there is some?");
  const Folder folder(student);
  Listener here = listener(folder.address("server"), 0);
  Peer first = connect(folder.address("server"));
  auto call = student.start<&odd::connect_path>(folder.path("server"));
  EXPECT_TRUE(student.until_it_waits());
  EXPECT_TRUE(student.busy());
  here.accept();
  EXPECT_TRUE(returned(call.get()));
}

TEST_F(KernelCalls, ThatWaitForEverAreEnded) {
  ask("Is a datagram that waits for room in a queue that nobody empties told as a wait without end?");
  const Folder folder(student);
  const lab::Fd server(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const sockaddr any{AF_UNIX, {}};
  ASSERT_EQ(::bind(server.get(), &any, sizeof any.sa_family), 0);
  const lab::Address where = local_address(server.get());
  EXPECT_GT(*student.call<&odd::fill_queue>(where), 1U);
  try {
    student.call<&odd::send_datagram>(where);
    ADD_FAILURE() << "it came back";
  } catch (const TimedOut& timed_out) {
    EXPECT_NE(std::string(timed_out.what()).find("sendto("), std::string::npos) << timed_out.what();
  }
  exam::current_notes().verdict = Verdict::passed;
}

TEST_F(KernelCalls, MayBeInterrupted) {
  ask("Has an interrupted connect over a Unix domain socket not begun, so that the next one succeeds?");
  const Folder folder(student);
  Listener here = listener(folder.address("server"));
  student.interrupt(Syscall::connect, Which{1, 2});
  EXPECT_TRUE(returned(student.call<&odd::connect_path>(folder.path("server"))));
  EXPECT_EQ(student.count(Syscall::connect), 3);
}

TEST_F(KernelCalls, OfAParentEndWithItsChild) {
  ask("Is a parent that waits for its child interrupted when ordered, and does it wait as long as the child may go "
      "on?");
  auto [here, there] = stream_pair();
  auto call = student.start<&odd::wait_for_child>(there, 7);
  EXPECT_TRUE(student.until_it_waits());
  here.send("x");
  EXPECT_EQ(*call.get(), 7);
  student.fail(Syscall::fork, nth(1), EAGAIN);
  EXPECT_TRUE(threw(student.call<&odd::wait_for_child>(there, 7), "fork", EAGAIN));
  student.interrupt(Syscall::reap, nth(1));
  EXPECT_TRUE(threw(student.call<&odd::wait_for_child>(there, 7), "waitpid", EINTR));
}

struct Files : exam::Test {};

TEST_F(Files, AreWatchedWhereATestAsks) {
  ask("Are writes to a file seen, shortened and made to fail after watch_file, and not before?");
  const lab::Fd file(::memfd_create("file", MFD_CLOEXEC));
  EXPECT_EQ(*student.call<&odd::write_to_file>(file, std::string("abc")), 3U);
  EXPECT_EQ(student.count(Syscall::send), 0);
  student.watch_file(file);
  student.shorten(Syscall::send, nth(1), 2);
  EXPECT_EQ(*student.call<&odd::write_to_file>(file, std::string("defg")), 2U);
  student.fail(Syscall::send, nth(1), ENOSPC);
  EXPECT_FALSE(exam::returned(student.call<&odd::write_to_file>(file, std::string("h"))));
  std::string there(100, '\0');
  there.resize(static_cast<std::size_t>(::pread(file.get(), there.data(), there.size(), 0)));
  EXPECT_EQ(there, "abcde");
  ::lseek(file.get(), 0, SEEK_SET);
  student.shorten(Syscall::recv, nth(1), 2);
  EXPECT_EQ(*student.call<&odd::read_once>(file, 10), "ab");
}

struct Peers : exam::Test {};

TEST_F(Peers, AreWhoTheTestSays) {
  ask("Does SO_PEERCRED tell the truth, and after introduce_peer what that said?");
  auto [here, there] = unix_pair();
  EXPECT_EQ((*student.call<&odd::peer_of>(there))[1], ::geteuid());
  student.introduce_peer(4711, 1234, 77);
  EXPECT_EQ(*student.call<&odd::peer_of>(there), (std::vector<unsigned>{4711, 1234, 77}));
  student.fail(Syscall::getsockopt, nth(1), ENOPROTOOPT);
  EXPECT_TRUE(threw(student.call<&odd::peer_of>(there), "getsockopt", ENOPROTOOPT));
}

}  // namespace
