// Lab 08, the public tests: each part doing its work. The hidden tests bring the crowd, the rude and the slow; the
// brief says what.
#include <sys/file.h>
#include <sys/socket.h>

#include <string>

#include "exam/folder.hpp"
#include "exam/test.hpp"
#include "fixtures.hpp"
#include "notice_board.hpp"

namespace {

using exam::nth;
using exam::returned;
using exam::Syscall;
using exam::threw;
using exam::threw_type;
using fixtures::Client;
using fixtures::frame;
using fixtures::header;
using fixtures::notice;
using fixtures::post;
using fixtures::watch;
using namespace std::chrono_literals;

struct Encode : exam::Test {};
struct TakeFrame : exam::Test {};
struct OpenJournal : exam::Test {};
struct LoadNotices : fixtures::Serving {};
struct AppendNotice : fixtures::Serving {};
struct AddressesOf : exam::Test {};
struct OpenDoors : exam::Test {};
struct Board : fixtures::Serving {};
struct RudeClients : fixtures::Serving {};
struct Console : fixtures::Serving {};
struct FindBoard : exam::Test {};
struct Discovery : fixtures::Serving {};

// 08.1

TEST_F(Encode, WritesHeaderAndBody) {
  ask("Are version, type and length written as the protocol has them?", "notes/08-notice-board.md#frames");
  EXPECT_EQ(*student.call<&lab::encode>(lab::Frame{lab::Type::post, "hi"}), (std::string{"\1\1\0\0\0\0\0\2hi", 10}));
  const std::string body(300, '\xFF');
  EXPECT_EQ(*student.call<&lab::encode>(lab::Frame{lab::Type::notice, body}),
            (std::string{"\1\x82\0\0\0\0\1\x2C", 8}) + body);
}

TEST_F(TakeFrame, TakesOneAndLeavesTheRest) {
  ask("Is one frame taken, and what comes after it left?", "notes/08-notice-board.md#frames");
  std::string received = post("first") + post("second") + "\1";
  auto first = student.call<&lab::take_frame>(received);
  ASSERT_TRUE(first->has_value()) << "A whole frame is there.";
  EXPECT_EQ((*first)->body, "first");
  EXPECT_EQ(received, post("second") + "\1");
}

TEST_F(TakeFrame, WaitsForTheWholeFrame) {
  ask("Is nothing taken while a frame is not all there, wherever it is cut?", "notes/08-notice-board.md#frames");
  const std::string whole = post("abc");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string received = whole.substr(0, size);
    EXPECT_FALSE(student.call<&lab::take_frame>(received)->has_value()) << size << " bytes are there";
    EXPECT_EQ(received, whole.substr(0, size));
  }
}

TEST_F(TakeFrame, RefusesAHeaderOfFourGigabytes) {
  ask("Is a length above longest_body refused as soon as the header is there?", "notes/08-notice-board.md#frames");
  std::string received = header(1, 0xFFFF'FFFF);
  EXPECT_TRUE(threw_type(student.call<&lab::take_frame>(received), "lab::BadFrame"));
}

// 08.2

TEST_F(OpenJournal, BelongsToOneBoardAtATime) {
  ask("Is a journal that another board has open refused?", "notes/08-notice-board.md#the-journal");
  const exam::Folder folder(student);
  auto one = student.call<&lab::open_journal>(folder.path("journal"));
  ASSERT_TRUE(returned(one));
  const auto two = student.call<&lab::open_journal>(folder.path("journal"));
  EXPECT_TRUE(threw(two, "flock", EWOULDBLOCK));
  EXPECT_EQ(two.leaked, 0) << exam::keep_in_fd;
}

TEST_F(LoadNotices, AreThoseThatWereAppended) {
  ask("Are the notices read that were written, whatever bytes they have?", "notes/08-notice-board.md#the-journal");
  const std::string odd("a\0b\nc\xFF", 6);
  student.call<&lab::append_notice>(journal, std::uint64_t{1}, std::string("first")).value();
  student.call<&lab::append_notice>(journal, std::uint64_t{2}, odd).value();
  EXPECT_EQ(written(), notice(1, "first") + notice(2, odd));
  EXPECT_EQ(*student.call<&lab::load_notices>(journal), (std::vector<std::string>{"first", odd}));
}

TEST_F(LoadNotices, CutsOffWhatWasNotFinished) {
  ask("Is a notice that a kill has left half-written cut off?", "notes/08-notice-board.md#the-journal");
  write_journal(notice(1, "whole") + notice(2, "torn").substr(0, 14));
  EXPECT_EQ(*student.call<&lab::load_notices>(journal), std::vector<std::string>{"whole"});
  EXPECT_EQ(written(), notice(1, "whole"));
}

TEST_F(AppendNotice, GoesOnAfterAPartialWrite) {
  ask("Is a notice whole when write takes only some of it?", "notes/08-notice-board.md#the-journal");
  student.shorten(Syscall::send, nth(1), 5);
  student.call<&lab::append_notice>(journal, std::uint64_t{1}, std::string("a notice")).value();
  EXPECT_EQ(written(), notice(1, "a notice"));
}

// 08.3

TEST_F(AddressesOf, NumbersOfBothFamilies) {
  ask("Are numeric addresses of both families understood?", "notes/08-notice-board.md#addresses-that-people-type");
  auto ipv4 = student.call<&lab::addresses_of>(std::string("127.0.0.1:7008"));
  ASSERT_EQ(ipv4->size(), 1U);
  EXPECT_EQ(exam::to_text(ipv4->front()), "127.0.0.1:7008");
  auto ipv6 = student.call<&lab::addresses_of>(std::string("[::1]:80"));
  ASSERT_EQ(ipv6->size(), 1U);
  EXPECT_EQ(exam::to_text(ipv6->front()), "[::1]:80");
}

TEST_F(AddressesOf, RefusesWhatHasTwoMeanings) {
  ask("Is refused what is not HOST:PORT or [IPV6]:PORT?", "notes/08-notice-board.md#addresses-that-people-type");
  for (const char* typed : {"::1:80", "localhost", ":80", "127.0.0.1:", "127.0.0.1:80x", "127.0.0.1:0", "[::1]80"}) {
    EXPECT_TRUE(threw_type(student.call<&lab::addresses_of>(std::string(typed)), "std::invalid_argument")) << typed;
  }
}

// 08.4

TEST_F(OpenDoors, AreAllOpenOnOnePort) {
  ask("Do TCP and UDP have the same port, and does the console listen?", "notes/08-notice-board.md#doors");
  if (!exam::has_ipv6()) GTEST_SKIP() << "This machine has no IPv6.";
  const exam::Folder folder(student);
  auto doors = student.call<&lab::open_doors>(in_port_t{0}, folder.path("console"));
  const lab::Address tcp = exam::local_address(doors->tcp.get());
  EXPECT_NE(exam::port_of(tcp), 0);
  EXPECT_EQ(exam::to_text(tcp), exam::to_text(exam::local_address(doors->udp.get())));
  EXPECT_EQ(exam::option(doors->tcp.get(), SOL_SOCKET, SO_ACCEPTCONN), 1);
  EXPECT_EQ(exam::option(doors->console.get(), SOL_SOCKET, SO_ACCEPTCONN), 1);
  EXPECT_EQ(doors.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
  const auto file = folder.look_at("console");
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->st_mode & 0777U, 0600U);
}

TEST_F(OpenDoors, ReplacesAConsoleThatNobodyHas) {
  ask("Is the console of a board that was killed replaced?", "notes/08-notice-board.md#doors");
  const exam::Folder folder(student);
  folder.make_stale_socket("console", SOCK_STREAM);
  const auto doors = student.call<&lab::open_doors>(in_port_t{0}, folder.path("console"));
  EXPECT_TRUE(returned(doors));
}

// 08.5

TEST_F(Board, AcceptsAndShows) {
  ask("Is a notice accepted, and shown to whoever watches, those who come later too?",
      "notes/08-notice-board.md#one-loop");
  open_board();
  Client reader = client();
  reader.send(watch(0));
  Client writer = client();
  writer.send(post("hello"));
  EXPECT_EQ(writer.next(), "accepted 1");
  EXPECT_EQ(reader.next(), "notice 1: hello");
  Client later = client();
  later.send(watch(1));
  EXPECT_EQ(later.next(), "notice 1: hello");
  EXPECT_EQ(written(), notice(1, "hello"));
}

TEST_F(Board, TakesFramesInAnyPortions) {
  ask("Are frames understood that come byte by byte, and several at once?", "notes/08-notice-board.md#frames");
  open_board();
  Client one = client();
  one.peer().trickle(post("slow"));
  EXPECT_EQ(one.next(), "accepted 1");
  one.send(post("a") + post("b") + watch(2));
  EXPECT_EQ(one.next(), "accepted 2");
  EXPECT_EQ(one.next(), "accepted 3");
  EXPECT_EQ(one.next(), "notice 2: a");
  EXPECT_EQ(one.next(), "notice 3: b");
}

TEST_F(Board, GoesOnWhereTheJournalEnds) {
  ask("Does a board that was started again have the notices of before?", "notes/08-notice-board.md#the-journal");
  write_journal(notice(1, "old"));
  open_board();
  Client one = client();
  one.send(watch(0));
  EXPECT_EQ(one.next(), "notice 1: old");
  one.send(post("new"));
  EXPECT_EQ(one.next(), "accepted 2");
  EXPECT_EQ(one.next(), "notice 2: new");
}

// 08.6

TEST_F(RudeClients, OneThatSendsNoFrameIsRefused) {
  ask("Is a client that speaks another language refused, and are the others served?",
      "notes/08-notice-board.md#rude-clients");
  open_board();
  Client rude = client();
  rude.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(rude.next(), "refused");
  EXPECT_EQ(rude.next(), "the end");
  Client good = client();
  good.send(post("hello"));
  EXPECT_EQ(good.next(), "accepted 1");
}

TEST_F(RudeClients, OneThatIsSilentHoldsUpNobody) {
  ask("Is the second client served while the first one, in mid-frame, says nothing?",
      "notes/08-notice-board.md#rude-clients");
  open_board();
  Client silent = client();
  silent.send("\1");
  Client good = client();
  good.send(post("hello"));
  EXPECT_EQ(good.next(), "accepted 1");
}

TEST_F(RudeClients, OneThatGoesIsNoFailure) {
  ask("Does the board go on when a client resets its connection in mid-frame?",
      "notes/08-notice-board.md#rude-clients");
  open_board();
  Client rude = client();
  rude.send(post("never finished").substr(0, 12));
  rude.peer().reset();
  Client good = client();
  good.send(post("hello"));
  EXPECT_EQ(good.next(), "accepted 1");
}

// 08.7

TEST_F(Console, TellsTheStatus) {
  ask("Is the operator told how many clients and notices there are?", "notes/08-notice-board.md#the-console");
  open_board();
  Client one = client();
  one.send(post("hello"));
  EXPECT_EQ(one.next(), "accepted 1");
  exam::Peer console = operators();
  console.send("status\nwhat\r\n");
  EXPECT_EQ(line(console), "clients 1 notices 1\n");
  EXPECT_EQ(line(console), "unknown\n");
}

TEST_F(Console, StopsInOrder) {
  ask("After stop, does every client get bye and the end, and does serve return?", "notes/08-notice-board.md#the-end");
  student.stop_the_clock();
  auto running = serve();
  Client one = client();
  one.send(post("last"));
  EXPECT_EQ(one.next(), "accepted 1");
  exam::Peer console = operators();
  console.send("stop\n");
  EXPECT_EQ(line(console), "stopping\n");
  EXPECT_EQ(one.next(), "bye");
  EXPECT_EQ(one.next(), "the end");
  one.peer().close();
  console.close();
  EXPECT_TRUE(returned(running.get()));
}

// 08.8

TEST_F(Discovery, TellsThePort) {
  ask("Is a question by UDP answered with its token and the board's port?", "notes/08-notice-board.md#discovery");
  open_board();
  exam::DatagramPeer asker = datagram_peer();
  asker.send(exam::local_address(doors.udp.get()), frame(lab::Type::ask, "12345678"));
  const auto port = static_cast<std::uint64_t>(exam::port_of(network.address()));
  const auto answer = asker.receive();
  ASSERT_TRUE(answer.has_value()) << "No answer came.";
  EXPECT_EQ(answer->bytes, frame(lab::Type::here, "12345678" + fixtures::big_endian(port, 2)));
}

TEST_F(FindBoard, TakesTheAnswerWithItsToken) {
  ask("Is the answer with the right token taken, and another one passed over?", "notes/08-notice-board.md#discovery");
  const lab::Fd socket = datagram_socket();
  exam::DatagramPeer board = datagram_peer();
  auto found = student.start<&lab::find_board>(socket, board.address(), std::uint64_t{7}, 10'000ms, 3);
  const auto question = board.receive();
  ASSERT_TRUE(question.has_value()) << "Nothing was asked.";
  EXPECT_EQ(question->bytes, frame(lab::Type::ask, fixtures::big_endian(7, 8)));
  board.send(question->from, frame(lab::Type::here, fixtures::big_endian(8, 8) + "\1\1"));
  board.send(question->from, frame(lab::Type::here, fixtures::big_endian(7, 8) + std::string("\0\x50", 2)));
  auto outcome = found.get();
  ASSERT_TRUE(outcome->has_value());
  EXPECT_EQ(exam::port_of(**outcome), 80);
}

}  // namespace
