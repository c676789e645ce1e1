// The wire: does every value come back as it was, and does the reader survive whatever it is sent?
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <random>
#include <thread>

#include "wire/call.hpp"
#include "wire/value.hpp"

namespace {

struct Nested {
  std::string text;
  std::vector<std::optional<std::uint16_t>> numbers;
  std::array<bool, 3> flags{};
  bool operator==(const Nested&) const = default;
};
enum class Colour : std::uint8_t { red, green };

template <class T>
T there_and_back(const T& value) {
  wire::Writer writer;
  put(writer, value);
  wire::Message message;
  message.bytes = writer.bytes;
  wire::Reader reader(message);
  T result = wire::get<T>(reader);
  EXPECT_TRUE(reader.rest.empty()) << "more was written than read";
  return result;
}

TEST(Value, ComesBackAsItWas) {
  // Does a value of every kind survive the way there and back?
  EXPECT_EQ(there_and_back(std::int64_t{-5}), -5);
  EXPECT_EQ(there_and_back(Colour::green), Colour::green);
  EXPECT_EQ(there_and_back(std::string("a\0b", 3)), std::string("a\0b", 3));
  const Nested nested{"x", {1, std::nullopt, 3}, {true, false, true}};
  EXPECT_EQ(there_and_back(nested), nested);
  EXPECT_EQ(there_and_back(std::pair<int, bool>{7, true}), (std::pair<int, bool>{7, true}));
}

TEST(Value, EveryCutOffMessageIsRefused) {
  // Is a message refused that breaks off, wherever it does?
  wire::Writer writer;
  put(writer, Nested{"hello", {1, 2, std::nullopt}, {}});
  for (std::size_t length = 0; length < writer.bytes.size(); ++length) {
    wire::Message message;
    message.bytes = writer.bytes.substr(0, length);
    wire::Reader reader(message);
    EXPECT_THROW(wire::get<Nested>(reader), wire::Malformed) << "cut at " << length;
  }
}

TEST(Value, RandomBytesDoNoHarm) {
  // Does the reader only ever refuse or read, whatever the bytes are?
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    wire::Message message;
    message.bytes.resize(random() % 64);
    for (char& byte : message.bytes) byte = static_cast<char>(random() % 4 == 0 ? random() : 0);
    wire::Reader reader(message);
    try {
      wire::get<std::vector<Nested>>(reader);
    } catch (const wire::Malformed&) {
    }
  }
}

TEST(Value, ASmallMessageDoesNotBecomeHugeInMemory) {
  // Is a message refused whose every byte would be 136 bytes here?
  using Many = std::vector<std::optional<sockaddr_storage>>;
  wire::Writer writer;
  put(writer, std::uint64_t{wire::most_memory / sizeof(Many::value_type) + 1});
  wire::Message message;
  message.bytes = writer.bytes + std::string(wire::most_memory / sizeof(Many::value_type) + 1, '\0');
  wire::Reader reader(message);
  EXPECT_THROW(wire::get<Many>(reader), wire::Malformed);
}

TEST(Value, AMissingDescriptorIsRefused) {
  // Is a descriptor that was announced and not sent no reason to read elsewhere?
  wire::Message message;
  message.bytes = "\1";
  wire::Reader reader(message);
  EXPECT_THROW(wire::get<lab::Fd>(reader), wire::Malformed);
}

struct Ends {
  Ends() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == -1) throw std::runtime_error("socketpair");
    a = lab::Fd(ends[0]);
    b = lab::Fd(ends[1]);
  }
  lab::Fd a;
  lab::Fd b;
};
struct Sockets : testing::Test, Ends {};

TEST_F(Sockets, LongMessagesAndDescriptorsArrive) {
  // Do megabytes arrive whole, in order, with their descriptors?
  const std::string big(5'000'000, 'x');
  std::thread sender([&] {
    wire::send_message(a.get(), big, {a.get(), b.get()});
    wire::send_message(a.get(), "next");
  });
  wire::Message message;
  ASSERT_EQ(wire::receive_message(b.get(), message), wire::Received::message);
  EXPECT_EQ(message.bytes, big);
  EXPECT_EQ(message.descriptors.size(), 2U);
  ASSERT_EQ(wire::receive_message(b.get(), message), wire::Received::message);
  EXPECT_EQ(message.bytes, "next");
  sender.join();
}

/// Is it ended, or does it sleep in the call with this number (proc(5))?
bool has_ended_or_sleeps_in(pid_t child, long call) {
  siginfo_t ended{};
  ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT);
  if (ended.si_pid == child) return true;
  long number = -1;
  std::ifstream("/proc/" + std::to_string(child) + "/syscall") >> number;  // "running" is no number
  return number == call;
}

TEST_F(Sockets, DescriptorsOfOthersUnderWayAreWaitedFor) {
  // The kernel counts the descriptors that are under way for each user. Does a message wait while there are too many?
  const Ends flood;
  const pid_t child = ::fork();
  if (child == 0) {
    if (::getuid() == 0 && ::setresuid(65534, 65534, 65534) == -1) ::_exit(1);  // root may exceed the limit
    ::prctl(PR_SET_DUMPABLE, 1);
    wire::send_message(flood.a.get(), "flood", std::vector<int>(wire::most_descriptors, flood.b.get()));
    const rlimit fewer{wire::most_descriptors / 2, wire::most_descriptors / 2};
    ::setrlimit(RLIMIT_NOFILE, &fewer);
    try {
      wire::send_message(a.get(), "after the flood", {b.get()});
    } catch (const std::system_error&) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  a.reset();
  while (!has_ended_or_sleeps_in(child, SYS_futex)) std::this_thread::yield();
  wire::Message message;
  ASSERT_EQ(wire::receive_message(flood.b.get(), message), wire::Received::message);
  message = {};
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  ASSERT_EQ(wire::receive_message(b.get(), message, std::chrono::milliseconds(0)), wire::Received::message);
  EXPECT_EQ(message.bytes, "after the flood");
}

TEST_F(Sockets, AnAbsurdLengthIsRefusedBeforeItIsAllocated) {
  // Is an announced length of 4 GiB refused at once?
  const std::array<unsigned char, 4> length{0xFF, 0xFF, 0xFF, 0xFF};
  ASSERT_EQ(::send(a.get(), length.data(), length.size(), 0), 4);
  wire::Message message;
  EXPECT_THROW(wire::receive_message(b.get(), message), wire::Malformed);
}

TEST_F(Sockets, AnAnnouncedLengthTakesNoMemory) {
  // Is memory taken for the bytes that came, and not for those that were announced?
  const auto length = static_cast<std::uint32_t>(wire::longest_message);
  ASSERT_EQ(::send(a.get(), &length, sizeof length, 0), 4);
  ASSERT_EQ(::send(a.get(), "ab", 2, 0), 2);
  wire::Message message;
  EXPECT_EQ(wire::receive_message(b.get(), message, std::chrono::milliseconds(0)), wire::Received::timed_out);
  EXPECT_LE(message.bytes.capacity(), 1U << 20);
}

TEST_F(Sockets, ADeadlineEndsTheWait) {
  // Does the wait for half a message end at its deadline, and a closed socket as end of file?
  ASSERT_EQ(::send(a.get(), "\5\0\0\0ab", 6, 0), 6);
  wire::Message message;
  EXPECT_EQ(wire::receive_message(b.get(), message, std::chrono::milliseconds(1)), wire::Received::timed_out);
  b.reset();
  EXPECT_EQ(wire::receive_message(a.get(), message, std::chrono::milliseconds(1000)), wire::Received::end_of_file);
}

TEST(ExactBytes, EndWhereTheyEndAndBeginAtAnOddAddress) {
  // Are bytes for student code placed so that a step too far and an aligned access are seen?
  wire::Writer writer;
  put(writer, std::string("abc"));
  wire::Message message;
  message.bytes = writer.bytes;
  wire::Reader reader(message);
  wire::ExactBytes bytes;
  bytes.read(reader);
  EXPECT_EQ(bytes.span().size(), 3U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(bytes.span().data()) % 2, 1U);
}

}  // namespace
