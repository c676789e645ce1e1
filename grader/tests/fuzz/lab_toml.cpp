// course::parse_lab, given any text as a lab.toml.
//
// What must hold: a lab that keeps the rules of lab.hpp comes of it, or course::Invalid.
#include "course/lab.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const course::Lab lab =
        course::parse_lab("/course/labs/01-socket-syscalls", std::string(fuzz::Input(data, size).rest()));
    fuzz::must(!lab.exercises.empty() && lab.points() > 0, "a lab has exercises, and points to earn");
    for (const auto& exercise : lab.exercises) {
      fuzz::must(lab.find(exercise.id) == &exercise, "every exercise is found by its id");
      for (const auto& suite : exercise.suites)
        fuzz::must(lab.find_suite(suite) == &exercise, "every suite belongs to one exercise");
    }
    for (const auto& file : lab.files)
      fuzz::must(!file.empty() && file.find('/') == std::string::npos && file[0] != '.', "files are plain names");
  } catch (const course::Invalid& invalid) {
    fuzz::must(*invalid.what() != '\0', "what is wrong is told");
  }
  return 0;
}
