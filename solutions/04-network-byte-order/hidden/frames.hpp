// Hidden tests of 04.6: frames from any splitting of the stream.
#pragma once

#include "exam/property.hpp"
#include "reference.hpp"

namespace {

using namespace std::string_view_literals;

const char* const frames_notes = "notes/04-network-byte-order.md#frames-in-a-stream";

struct FrameReader : exam::Test {
  using Reader = exam::Object<lab::FrameReader>;

  Reader reader(std::size_t limit) { return student.make<lab::FrameReader, std::size_t>(limit); }
  void push(Reader reader, std::string_view bytes) {
    EXPECT_TRUE(exam::returned(student.call_on<&lab::FrameReader::push>(reader, bytes)));
  }
  std::optional<std::string> next_bytes(Reader reader) {
    const auto frame = student.call_on<&lab::FrameReader::next>(reader).value();
    if (!frame) return std::nullopt;
    return std::string(wire::as_text(*frame));
  }
  std::string next(Reader reader) {
    const auto frame = next_bytes(reader);
    return frame ? lab::hex(*frame) : "absent";
  }
  testing::AssertionResult refuses(Reader reader) {
    return exam::threw_type(student.call_on<&lab::FrameReader::next>(reader), "std::length_error");
  }
};

TEST_F(FrameReader, HasNothingAtFirst) {
  ask("Is there no frame before any byte has come?", frames_notes);
  const Reader frames = reader(100);
  EXPECT_EQ(next(frames), "absent");
  push(frames, "");
  EXPECT_EQ(next(frames), "absent");
}

TEST_F(FrameReader, PutsAFrameTogetherByteByByte) {
  ask("When each byte comes alone, is the frame there with its last byte and not before?", frames_notes);
  const Reader frames = reader(300);
  for (const std::string& body : {std::string("abc"), std::string(258, 'x'), std::string("\0\0\0\1", 4)}) {
    const std::string stream = reference::frame(body);
    for (const char byte : stream.substr(0, stream.size() - 1)) {
      push(frames, {&byte, 1});
      ASSERT_EQ(next(frames), "absent");
    }
    push(frames, {&stream.back(), 1});
    ASSERT_EQ(next(frames), lab::hex(body));
    ASSERT_EQ(next(frames), "absent");
  }
}

TEST_F(FrameReader, KeepsTheBeginningOfTheNextFrame) {
  ask("When a piece ends in the middle of the second frame's length, is that frame whole later?", frames_notes);
  const Reader frames = reader(100);
  push(frames, "\x00\x00\x00\x01\x61\x00\x00"sv);
  EXPECT_EQ(next(frames), "61");
  EXPECT_EQ(next(frames), "absent");
  push(frames, "\x00\x02\x62\x63\x00"sv);
  EXPECT_EQ(next(frames), "62 63");
  EXPECT_EQ(next(frames), "absent");
}

TEST_F(FrameReader, FindsAllFramesOfOnePiece) {
  ask("Do 500 frames that come at once come out one by one, in order?", frames_notes);
  std::string stream;
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < 500; ++i) {
    bodies.push_back(inputs::bytes(random(), i % 7));
    stream += reference::frame(bodies.back());
  }
  const Reader frames = reader(6);
  push(frames, stream);
  for (const std::string& body : bodies) ASSERT_EQ(next(frames), lab::hex(body));
  EXPECT_EQ(next(frames), "absent");
}

TEST_F(FrameReader, KeepsFramesThatWereNotAskedFor) {
  ask("Do frames of several pushes wait until they are asked for?", frames_notes);
  const Reader frames = reader(100);
  push(frames, reference::frame("one"));
  push(frames, reference::frame("two"));
  push(frames, reference::frame("three"));
  EXPECT_EQ(next_bytes(frames), "one");
  EXPECT_EQ(next_bytes(frames), "two");
  push(frames, reference::frame("four"));
  EXPECT_EQ(next_bytes(frames), "three");
  EXPECT_EQ(next_bytes(frames), "four");
  EXPECT_EQ(next_bytes(frames), std::nullopt);
}

TEST_F(FrameReader, TakesAnEmptyFrameForAFrame) {
  ask("Is a frame of length 0 a frame, which is there and empty?", frames_notes);
  const Reader frames = reader(100);
  push(frames, reference::frame("") + reference::frame("") + reference::frame("ab") + reference::frame(""));
  EXPECT_EQ(next(frames), "(no bytes)");
  EXPECT_EQ(next(frames), "(no bytes)");
  EXPECT_EQ(next(frames), "61 62");
  EXPECT_EQ(next(frames), "(no bytes)");
  EXPECT_EQ(next(frames), "absent");
}

TEST_F(FrameReader, ReadsLengthsOfAllSizes) {
  ask("Are frames found whose length needs two bytes or three, 80 and above among them?", frames_notes);
  const Reader frames = reader(1'000'000);
  for (const std::size_t size : {127u, 128u, 255u, 256u, 384u, 0x8000u, 0xFFFFu, 0x10000u, 0x018081u}) {
    const std::string body = inputs::bytes(random(), size);
    const std::string stream = reference::frame(body);
    push(frames, stream.substr(0, 100));
    EXPECT_EQ(next(frames), "absent") << "after 100 bytes of a frame of " << size;
    push(frames, stream.substr(100));
    EXPECT_TRUE(next_bytes(frames) == body) << "a frame of " << size << " bytes";
  }
}

TEST_F(FrameReader, TakesTheLimitAndNoMore) {
  ask("Is a frame of exactly the limit taken, and one byte more refused?", frames_notes);
  for (const std::size_t limit : {0u, 1u, 4u, 255u, 256u, 65'536u}) {
    const Reader frames = reader(limit);
    push(frames, reference::frame(std::string(limit, 'x')));
    EXPECT_TRUE(next_bytes(frames) == std::string(limit, 'x')) << "limit " << limit;
    push(frames, reference::frame(std::string(limit + 1, 'x')));
    EXPECT_TRUE(refuses(frames)) << "a frame of " << limit + 1 << " bytes, limit " << limit;
  }
}

TEST_F(FrameReader, RefusesAsSoonAsTheLengthIsKnown) {
  ask("Is a frame above the limit refused when its four length bytes are there, and not earlier?", frames_notes);
  const Reader frames = reader(2);
  push(frames, "\x00\x00\x00"sv);
  EXPECT_EQ(next(frames), "absent");
  push(frames, "\x03"sv);
  EXPECT_TRUE(refuses(frames));
}

TEST_F(FrameReader, RefusesWhatNobodyCouldHold) {
  ask("Is a length of up to 4 GiB refused, without memory being set aside for it?", frames_notes);
  for (const std::uint32_t length : {0x10000u, 0x01000000u, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFBu, 0xFFFFFFFCu,
                                     0xFFFFFFFDu, 0xFFFFFFFEu, 0xFFFFFFFFu}) {
    const Reader frames = reader(0xFFFF);
    push(frames, reference::bytes_of(length, 4) + "abcdefgh");
    EXPECT_TRUE(refuses(frames)) << "length " << length;
  }
}

TEST_F(FrameReader, GivesTheFramesBeforeABadOne) {
  ask("Do the good frames before a frame above the limit come out first?", frames_notes);
  const Reader frames = reader(2);
  push(frames, reference::frame("ab") + reference::frame("c") + reference::frame("abc"));
  EXPECT_EQ(next_bytes(frames), "ab");
  EXPECT_EQ(next_bytes(frames), "c");
  EXPECT_TRUE(refuses(frames));
}

TEST_F(FrameReader, KeepsRefusing) {
  ask("After a frame above the limit, is every later call refused, whatever comes?", frames_notes);
  const Reader frames = reader(2);
  push(frames, "\x00\x00\x00\x03"sv);
  EXPECT_TRUE(refuses(frames)) << "the first call";
  EXPECT_TRUE(refuses(frames)) << "the second call";
  push(frames, "abc");
  EXPECT_TRUE(refuses(frames)) << "after the bytes of the bad frame";
  push(frames, reference::frame("ab"));
  EXPECT_TRUE(refuses(frames)) << "after a good frame";
  push(frames, reference::frame("") + reference::frame("a"));
  EXPECT_TRUE(refuses(frames)) << "after more good frames";
}

TEST_F(FrameReader, WaitsForAsMuchAsWasAnnounced) {
  ask("With a limit above 4 GiB, is a frame of nearly 4 GiB waited for?", frames_notes);
  if constexpr (sizeof(std::size_t) > 4) {
    for (const std::uint32_t length : {0x80000000u, 0xFFFFFFFCu, 0xFFFFFFFDu, 0xFFFFFFFEu, 0xFFFFFFFFu}) {
      const Reader frames = reader(0x1'0000'0002);
      push(frames, reference::frame("abc"));
      EXPECT_EQ(next_bytes(frames), "abc") << "3 bytes are below a limit of 4 GiB + 2";
      push(frames, reference::bytes_of(length, 4) + "abcdefgh");
      EXPECT_EQ(next(frames), "absent") << "8 bytes of " << length;
    }
  }
}

TEST_F(FrameReader, SharesNothingWithAnotherReader) {
  ask("Do two readers, fed in turn, each find their own frames?", frames_notes);
  const Reader one = reader(100);
  const Reader two = reader(1);
  push(one, "\x00\x00\x00\x02"sv);
  push(two, "\x00\x00\x00\x01"sv);
  push(one, "ab");
  push(two, "c");
  EXPECT_EQ(next_bytes(two), "c");
  EXPECT_EQ(next_bytes(one), "ab");
  push(two, "\x00\x00\x00\x02"sv);
  EXPECT_TRUE(refuses(two));
  EXPECT_EQ(next(one), "absent");
}

TEST_F(FrameReader, FindsTheSameFramesHoweverTheStreamIsSplit) {
  ask("Whatever the frames and the pieces, does each frame come out as soon as its last byte has come?", frames_notes);
  // A cut of n: a piece of n % 32 bytes, after which frames are taken out, or, if n is above 127, are left for later.
  // When there are no more cuts, pieces of 97 bytes.
  const auto comes_out = [&](const std::vector<std::string>& bodies, const std::vector<std::uint8_t>& cuts) {
    std::string stream;
    for (const std::string& body : bodies) stream += reference::frame(body);
    const Reader frames = reader(100'000);
    std::size_t pushed = 0;
    std::size_t taken = 0;        // frames
    std::size_t taken_bytes = 0;  // of the stream, by these frames
    for (std::size_t i = 0; pushed < stream.size(); ++i) {
      const std::size_t size = i < cuts.size() ? cuts[i] % 32 : 97;
      const bool later = i < cuts.size() && cuts[i] > 127;
      const std::string piece = stream.substr(pushed, size);
      RC_ASSERT(exam::returned(student.call_on<&lab::FrameReader::push>(frames, piece)));
      pushed += piece.size();
      if (later && pushed < stream.size()) continue;
      while (const auto frame = next_bytes(frames)) {
        RC_ASSERT(taken < bodies.size());
        RC_ASSERT(*frame == bodies[taken]);
        taken_bytes += 4 + bodies[taken++].size();
      }
      const bool missed = taken < bodies.size() && taken_bytes + 4 + bodies[taken].size() <= pushed;
      RC_ASSERT(!missed);
    }
    RC_ASSERT(taken == bodies.size());
  };
  exam::property("any frames, any pieces", comes_out, 30);
}

}  // namespace
