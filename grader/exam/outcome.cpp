#include "exam/outcome.hpp"

#include <cctype>

#include "exam/verdict.hpp"
#include "exam/witness/decode.hpp"

namespace exam {

std::string to_text(const wire::Thrown& thrown) {
  std::string text = printable(thrown.type, 200) + " \"" + printable(thrown.what, 500) + "\"";
  if (thrown.code != 0) text += " (" + errno_name(thrown.code) + ")";
  return text;
}

void throw_no_reply() {
  throw Crashed(note_verdict(
      Verdict::crashed, "The process sent something that is no reply: it wrote to a descriptor that is not its own."));
}

testing::AssertionResult describe_return(const std::optional<wire::Thrown>& thrown) {
  if (!thrown) return testing::AssertionSuccess() << "it returned";
  return testing::AssertionFailure() << "it threw " << to_text(*thrown);
}

testing::AssertionResult describe_error(const std::optional<wire::Thrown>& thrown, const std::string& call, int error) {
  const std::string wanted =
      "a std::system_error whose text begins with \"" + call + "\" and whose code is " + errno_name(error);
  if (!thrown) return testing::AssertionFailure() << "it returned; expected " << wanted;
  const bool begins =
      thrown->what.starts_with(call) &&
      (thrown->what.size() == call.size() || !std::isalnum(static_cast<unsigned char>(thrown->what[call.size()])));
  if (begins && thrown->code == error) return testing::AssertionSuccess() << "it threw " << to_text(*thrown);
  return testing::AssertionFailure() << "it threw " << to_text(*thrown) << "; expected " << wanted;
}

testing::AssertionResult describe_type(const std::optional<wire::Thrown>& thrown, const std::string& type) {
  if (!thrown) return testing::AssertionFailure() << "it returned; expected it to throw " << type;
  if (thrown->type == type) return testing::AssertionSuccess() << "it threw " << to_text(*thrown);
  return testing::AssertionFailure() << "it threw " << to_text(*thrown) << "; expected " << type;
}

}  // namespace exam
