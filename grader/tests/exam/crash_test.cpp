// What is told of a process that ended: the right line of a report, and nothing that harms whoever reads it.
#include "exam/crash.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <csignal>
#include <string>

#include "exam/witness/decode.hpp"

namespace {

using exam::describe_crash;

TEST(Crash, AMemoryErrorIsToldWithTheFirstFrameOfTheStudents) {
  // Is the student's own function named, and not the library's above it?
  const std::string report =
      "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602 at pc 0x7f bp 0x7f sp 0x7f\n"
      "WRITE of size 4 at 0x602 thread T0\n"
      "    #0 0x7f3a in memcpy ../../src/libsanitizer/common/interceptors.inc:827\n"
      "    #1 0x55d4 in lab::(anonymous namespace)::store(std::span<std::byte, 8>, int) /w/byte order/b.cpp:42\n"
      "    #2 0x55d5 in main /w/c.cpp:1\n";
  EXPECT_EQ(describe_crash(SIGABRT, report),
            "Memory error, heap-buffer-overflow in lab::store, b.cpp:42: it wrote 4 bytes where it may not.");
}

TEST(Crash, UndefinedBehaviourIsToldWithItsLine) {
  // Is the line told, and not the column?
  EXPECT_EQ(describe_crash(SIGABRT, "hello\n/w/a.cpp:6:7: runtime error: shift exponent 32 is too large\nmore"),
            "Undefined behaviour: shift exponent 32 is too large (a.cpp:6).");
}

TEST(Crash, ASignalWithoutANameHasItsNumber) {
  // Does a real-time signal, which has no name, do no harm?
  EXPECT_EQ(describe_crash(40, ""), "The process was ended by signal 40.");
  EXPECT_EQ(describe_crash(SIGSEGV, ""), "The process was ended by SIGSEGV (Segmentation fault).");
}

TEST(Crash, AHugeLineDoesNoHarm) {
  // Is a line of 64 KiB, as forged reports have them, read without recursion, and told shortly?
  for (const std::string begin : {"terminate called ", "ERROR: AddressSanitizer: ", "a.cpp:1:1: runtime error: ",
                                  "ERROR: AddressSanitizer:\n#1 0x1 in "}) {
    EXPECT_LT(describe_crash(SIGABRT, begin + std::string(65'536, 'a') + " b.cpp:1").size(), 4096U) << begin;
  }
}

TEST(Crash, EscapesInLastWordsAreShown) {
  // Is what could move a cursor shown, and not done?
  EXPECT_EQ(describe_crash(std::nullopt, "what():  \x1B[2Jred\n"),
            "How the process ended is not known.\n  what():  \\x1B[2Jred");
}

TEST(Describe, EscapesInASocketsPathAreShown) {
  // The same, of a path or a name that the student gave to a socket.
  const std::string path("\1\0/tmp/\x1B[2J", 12);  // AF_UNIX is 1, in host order
  EXPECT_EQ(exam::describe_address(path.data(), path.size()), "/tmp/\\x1B[2J");
  const std::string abstract("\1\0\0a\0b", 6);
  EXPECT_EQ(exam::describe_address(abstract.data(), abstract.size()), "@a\\x00b");
}

}  // namespace
