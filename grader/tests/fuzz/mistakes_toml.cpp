// course::parse_mistakes and course::apply, given any text as a mistakes.toml.
//
// What must hold: mistakes come of it that belong to the lab, or course::Invalid; made in a solution, the same.
#include "course/mistakes.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const course::Lab lab = [] {
    course::Lab made;
    made.id = "01-socket-syscalls";
    made.exercises.push_back({"01.1", "send_all", "Send", 2, "notes/a.md", {}, {"SendAll"}});
    return made;
  }();
  try {
    const auto mistakes = course::parse_mistakes("/course/solutions/01-socket-syscalls/mistakes.toml",
                                                 std::string(fuzz::Input(data, size).rest()), lab);
    for (const auto& mistake : mistakes) {
      fuzz::must(lab.find(mistake.exercise) != nullptr, "a mistake belongs to an exercise");
      try {
        course::apply(mistake, "int main() {\n  return 0;\n}\n");
      } catch (const course::Invalid&) {
      }
    }
  } catch (const course::Invalid& invalid) {
    fuzz::must(*invalid.what() != '\0', "what is wrong is told");
  }
  return 0;
}
