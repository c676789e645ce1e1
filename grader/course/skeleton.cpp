// See skeleton.hpp.
#include "course/skeleton.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace course {
namespace {

struct Part {
  std::size_t mark = 0;         ///< line of "// NN.k"; 0: not there
  std::size_t not_started = 0;  ///< line of its first throw NotStarted; 0: none
  std::size_t last = 0;         ///< the line before the next exercise's mark, or the file's last
};

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// "// 04.1", perhaps with words behind it; not "// 04.12". Exercises that share a function share a line: "// 04.1,
// 04.2".
bool is_mark(const std::string& line, const std::string& id) {
  if (!line.starts_with("// ")) return false;
  for (std::size_t at = 3;;) {
    const std::size_t end = std::min(line.find_first_not_of("0123456789.", at), line.size());
    if (line.substr(at, end - at) == id) return true;
    if (end == at || line.substr(end, 2) != ", ") return false;
    at = end + 2;
  }
}

bool is_any_mark(const std::string& line, const std::string& number) {
  const std::string begin = "// " + number + ".";
  return line.starts_with(begin) && line.size() > begin.size() && is_digit(line[begin.size()]);
}

Part part_of(const std::string& text, const std::string& id) {
  const std::string number = id.substr(0, id.find('.'));
  Part part;
  std::istringstream lines(text);
  std::size_t at = 0;
  for (std::string line; std::getline(lines, line);) {
    ++at;
    if (part.mark == 0) {
      if (is_mark(line, id)) part.mark = at;
    } else if (is_any_mark(line, number)) {
      break;
    } else if (part.not_started == 0 && line.find("throw NotStarted(") != std::string::npos) {
      part.not_started = at;
    }
    if (part.mark != 0) part.last = at;
  }
  return part;
}

}  // namespace

std::size_t line_of(const std::string& text, const Exercise& exercise) {
  const Part part = part_of(text, exercise.id);
  return part.not_started != 0 ? part.not_started : part.mark;
}

Lines lines_of(const std::string& text, const Exercise& exercise) {
  const Part part = part_of(text, exercise.id);
  return {part.mark, part.last};
}

const Exercise* exercise_at(const std::string& text, const Lab& lab, std::size_t line) {
  for (const Exercise& exercise : lab.exercises) {
    const Lines lines = lines_of(text, exercise);
    if (lines.first != 0 && lines.first <= line && line <= lines.last) return &exercise;
  }
  return nullptr;
}

bool is_begun(const std::string& text, const Exercise& exercise) {
  const Part part = part_of(text, exercise.id);
  return part.mark != 0 && part.not_started == 0;
}

bool is_untouched(const std::string& text, const Lab& lab) {
  return std::all_of(lab.exercises.begin(), lab.exercises.end(),
                     [&](const Exercise& exercise) { return part_of(text, exercise.id).not_started != 0; });
}

}  // namespace course
