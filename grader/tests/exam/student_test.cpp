// The examiner against functions that behave and functions that do not: does each end in the right verdict, and only
// that?
#include <sys/socket.h>

#include "exam/property.hpp"
#include "exam/test.hpp"
#include "exam/verdict.hpp"
#include "odd.hpp"

namespace {

using namespace exam;
using namespace std::string_literals;

/// How a test would end that does this; the notes of the test that runs are as before.
template <class Do>
Notes ending(Do what) {
  try {
    what();
  } catch (const std::exception& error) {
    EXPECT_EQ(current_notes().message, error.what());
  }
  const Notes notes = current_notes();
  current_notes().verdict = Verdict::passed;
  current_notes().message.clear();
  return notes;
}

struct Values : exam::Test {};

TEST_F(Values, StructsOptionalsAndVectorsCross) {
  ask("Do plain structs, optionals and vectors come back as they were sent?");
  auto outcome = student.call<&odd::twice>(odd::Pair{"ab\0c"s, {1, 2}}, false);
  ASSERT_TRUE(outcome->has_value());
  EXPECT_EQ((**outcome).text, "ab\0cab\0c"s);
  EXPECT_EQ((**outcome).numbers, (std::vector<std::uint16_t>{1, 2, 1, 2}));
  EXPECT_FALSE(student.call<&odd::twice>(odd::Pair{}, true)->has_value());
}

TEST_F(Values, AddressesKeepEveryByte) {
  ask("Does an address cross with all its bytes?");
  lab::Address address;
  std::memset(&address.storage, 0xC3, sizeof address.storage);
  address.length = 99;
  const auto back = student.call<&odd::same>(address).value();
  EXPECT_EQ(std::memcmp(&back.storage, &address.storage, sizeof address.storage), 0);
  EXPECT_EQ(back.length, 99U);
}

TEST_F(Values, WrittenSpansAndReferencesComeBack) {
  ask("Does the test see what a call wrote to a span, and to a reference?");
  EXPECT_EQ(student.call<&odd::fill>(room(4), "xy").bytes, "xy\xA5\xA5");
  std::vector<char> buffer(3, '-');
  student.call<&odd::fill>(buffer, "ab");
  EXPECT_EQ(std::string(buffer.begin(), buffer.end()), "ab-");
  std::string text = "n=";
  student.call<&odd::append>(text, 7);
  EXPECT_EQ(text, "n=7");
}

TEST_F(Values, DescriptorsCrossAndAreNotLeaked) {
  ask("Does a descriptor that is given away and returned stay the same socket, and is none left behind?");
  auto [here, there] = unix_pair();
  auto outcome = student.call<&odd::take_and_return>(std::move(there));
  EXPECT_EQ(outcome.leaked, 0);
  EXPECT_EQ(::send(outcome->get(), "hi", 2, 0), 2);
  EXPECT_EQ(here.receive(2), "hi");
  outcome->reset();
  EXPECT_EQ(here.receive_all(), "");
  EXPECT_TRUE(here.ended()) << "a copy is still open somewhere";
}

TEST_F(Values, ObjectsLiveFromCallToCall) {
  ask("Does an object in the worker keep its state?");
  const auto counter = student.make<odd::Counter, int>(40);
  EXPECT_EQ(*student.call_on<&odd::Counter::add>(counter, 1), 41);
  EXPECT_EQ(*student.call_on<&odd::Counter::add>(counter, 1), 42);
  EXPECT_THROW((student.make<odd::Counter, int>(-1)), Threw);
}

TEST_F(Values, ManyCallsInOneRoundTrip) {
  ask("Do many inputs cross at once, in order?");
  std::vector<std::tuple<std::uint32_t>> inputs;
  for (std::uint32_t i = 0; i < 100'000; ++i) inputs.emplace_back(i);
  auto outcomes = student.call_each<&odd::square>(inputs);
  ASSERT_EQ(outcomes.size(), inputs.size());
  for (std::uint32_t i = 0; i < inputs.size(); ++i) ASSERT_EQ(*outcomes[i], i * i);
}

struct Errors : exam::Test {};

TEST_F(Errors, SystemErrorsKeepTextAndCode) {
  ask("Does a std::system_error cross with its text and errno?");
  const auto outcome = student.call<&odd::throw_errno_of>(EPIPE);
  EXPECT_TRUE(threw(outcome, "frobnicate", EPIPE));
  EXPECT_FALSE(threw(outcome, "frob", EPIPE)) << "another call's name";
  EXPECT_FALSE(threw(outcome, "frobnicate", EIO));
  EXPECT_FALSE(returned(outcome));
}

TEST_F(Errors, OtherExceptionsKeepTheirType) {
  ask("Is an exception of another type told by its type?");
  EXPECT_TRUE(threw_type(student.call<&odd::throw_other>(), "std::out_of_range"));
  EXPECT_TRUE(threw_type(student.call<&odd::throw_nothing_known>(), "int"));
}

TEST_F(Errors, ValueOfACallThatThrewEndsTheTest) {
  ask("Can a test not overlook what a call threw?");
  auto outcome = student.call<&odd::throw_errno_of>(EPIPE);
  EXPECT_THROW(outcome.value(), Threw);
}

TEST_F(Errors, NotStartedIsAVerdict) {
  ask("Does NotStarted end the test as not started, inside a property too?");
  EXPECT_EQ(ending([&] { student.call<&odd::not_started>(); }).verdict, Verdict::not_started);
  EXPECT_EQ(ending([&] { property("p", [&](int) { student.call<&odd::not_started>(); }); }).verdict,
            Verdict::not_started);
}

struct BadEnds : exam::Test {
  template <auto F, class... A>
  Notes ending_of(A&&... arguments) {
    return ending([&] { student.call<F>(std::forward<A>(arguments)...); });
  }
};

TEST_F(BadEnds, NullPointer) {
  ask("Is a crash told with function and line?");
  const Notes notes = ending_of<&odd::crash_by_null>();
  EXPECT_EQ(notes.verdict, Verdict::crashed);
  EXPECT_NE(notes.message.find("odd.cpp:"), std::string::npos) << notes.message;
}

TEST_F(BadEnds, HeapOverflow) {
  ask("Is one byte past the end of a span noticed, and told with function and line?");
  const Notes notes = ending_of<&odd::write_past_the_end>(room(5));
  EXPECT_EQ(notes.verdict, Verdict::crashed);
  EXPECT_NE(notes.message.find("odd.cpp:"), std::string::npos) << notes.message;
}

TEST_F(BadEnds, ReadingBehindAText) {
  ask("Is a text for a std::string_view all there, and is a step behind its end noticed?");
  EXPECT_EQ(*student.call<&odd::count_spaces>(std::string_view(" a\0 b", 5), 0U), 2U);
  EXPECT_EQ(*student.call<&odd::count_spaces>("", 0U), 0U);
  const Notes notes = ending_of<&odd::count_spaces>("text", 1U);
  EXPECT_EQ(notes.verdict, Verdict::crashed);
}

TEST_F(BadEnds, SignedOverflow) {
  ask("Is undefined behaviour noticed?");
  const Notes notes = ending_of<&odd::overflow_signed>(2'000'000'000);
  EXPECT_EQ(notes.verdict, Verdict::crashed);
  EXPECT_NE(notes.message.find("signed integer overflow"), std::string::npos) << notes.message;
}

TEST_F(BadEnds, StackOverflow) {
  ask("Is an endless recursion a crash with a place?");
  const Notes notes = ending_of<&odd::use_up_the_stack>(1);
  EXPECT_EQ(notes.verdict, Verdict::crashed);
  EXPECT_NE(notes.message.find("stack-overflow"), std::string::npos) << notes.message;
}

TEST_F(BadEnds, EarlyExit) {
  ask("Is _exit(0) in a function no pass?");
  const Notes notes = ending_of<&odd::leave>(0);
  EXPECT_EQ(notes.verdict, Verdict::crashed);
  EXPECT_NE(notes.message.find("exit status 0"), std::string::npos) << notes.message;
}

TEST_F(BadEnds, Signal) {
  ask("Is the signal named that ended the process?");
  EXPECT_NE(ending_of<&odd::raise_signal>(SIGPIPE).message.find("SIGPIPE"), std::string::npos);
}

TEST_F(BadEnds, EndlessLoop) {
  ask("Does a loop without system calls end as timed out?");
  EXPECT_EQ(ending_of<&odd::spin>().verdict, Verdict::timed_out);
}

TEST_F(BadEnds, GarbageReply) {
  ask("Does rubbish on the control socket end this test alone?");
  EXPECT_EQ(ending_of<&odd::speak_to_the_control_socket>().verdict, Verdict::crashed);
}

TEST_F(BadEnds, ControlSocketClosed) {
  ask("Does closing every descriptor end this test alone?");
  EXPECT_EQ(ending_of<&odd::close_everything>().verdict, Verdict::crashed);
}

TEST_F(BadEnds, FloodOfOutput) {
  ask("Is a flood of output capped, without standing in the way?");
  EXPECT_TRUE(returned(student.call<&odd::flood_output>()));
  EXPECT_LE(student.output().size(), 64U * 1024);
  EXPECT_GE(student.output().size(), 1000U);
}

TEST_F(BadEnds, APretendedReport) {
  ask("Does code that prints a sanitizer's first words, to be left alone by the witness, fail?");
  const Notes notes = ending_of<&odd::complain>(std::string("odd.cpp:1:1: runtime error: none"));
  EXPECT_EQ(notes.verdict, Verdict::crashed);
  EXPECT_NE(notes.message.find("looks like"), std::string::npos) << notes.message;
}

TEST_F(BadEnds, TheNextTestIsNotHarmed) {
  ask("Does a test after all this run as if nothing had been?");
  EXPECT_EQ(*student.call<&odd::square>(12U), 144U);
}

}  // namespace
