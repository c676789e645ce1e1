// 08.1 encode, take_frame.
#pragma once

#include "common.hpp"

namespace hidden {

struct Encode : exam::Test {};
struct TakeFrame : exam::Test {};

TEST_F(Encode, RefusesABodyThatIsTooLong) {
  ask("Is a body of longest_body bytes written, and a longer one refused?", frames);
  const std::string most(lab::longest_body, 'x');
  EXPECT_EQ(*student.call<&lab::encode>(lab::Frame{lab::Type::post, most}), post(most));
  EXPECT_TRUE(threw_type(student.call<&lab::encode>(lab::Frame{lab::Type::post, most + "x"}), "std::length_error"));
}

TEST_F(TakeFrame, AnEmptyFrameIsAFrame) {
  ask("Is a frame without a body taken, and the next one, too?", frames);
  std::string received = frame(lab::Type::bye, "") + post("next");
  auto empty = student.call<&lab::take_frame>(received);
  ASSERT_TRUE(empty->has_value()) << "Length 0 is a length like any other.";
  EXPECT_EQ((*empty)->body, "");
  EXPECT_EQ(received, post("next"));
}

TEST_F(TakeFrame, AnyTypeAndAnyBytes) {
  ask("Are types above 127 and bodies with every byte taken as they are?", frames);
  std::string body = exam::random_bytes(random(), 5'000) + std::string("\0\xFF", 2);
  std::string received = frame(static_cast<lab::Type>(200), body);
  auto taken = student.call<&lab::take_frame>(received);
  ASSERT_TRUE(taken->has_value());
  EXPECT_EQ(static_cast<int>((*taken)->type), 200);
  EXPECT_EQ((*taken)->body, body);
}

TEST_F(TakeFrame, TheLongestIsTaken) {
  ask("Is a frame with longest_body bytes taken, and a header with one more refused?", frames);
  std::string received = post(std::string(lab::longest_body, 'x'));
  EXPECT_TRUE(student.call<&lab::take_frame>(received)->has_value());
  received = header(1, lab::longest_body + 1);
  EXPECT_TRUE(threw_type(student.call<&lab::take_frame>(received), "lab::BadFrame"));
}

TEST_F(TakeFrame, RefusesAsSoonAsItCanBeKnown) {
  ask("Is another version, or a byte that should be zero, refused before the header is whole?", frames);
  for (const std::string& begun : {std::string("\2"), std::string("G"), std::string("\0", 1), std::string("\1\1\1", 3),
                                   std::string("\1\1\0\1", 4)}) {
    std::string received = begun;
    EXPECT_TRUE(threw_type(student.call<&lab::take_frame>(received), "lab::BadFrame")) << testing::PrintToString(begun);
    EXPECT_EQ(received, begun) << "What cannot be taken is to be left as it is.";
  }
}

}  // namespace hidden
