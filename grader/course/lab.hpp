// The course as its folders tell it: labs/NN-topic/lab.toml, read and checked strictly.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "course/invalid.hpp"

namespace course {

struct Exercise {
  std::string id;    ///< "01.4"
  std::string name;  ///< "send_all": the function, mostly
  std::string title;
  int points = 0;
  std::string see;                       ///< where to read on: "notes/01-socket-syscalls.md#sending"
  std::array<std::string, 3> hints;      ///< from a nudge to nearly the answer
  std::vector<std::string> suites;       ///< the GoogleTest suites that earn its points: "SendAll"
  std::vector<std::string> builds_on{};  ///< exercises of the same lab that its contract has it use: "01.2"
};

struct Lab {
  std::string id;                ///< "01-socket-syscalls", the folder's name
  std::string number;            ///< "01"
  std::string topic;             ///< "socket_syscalls": the stem of contract, skeleton and solution
  std::filesystem::path folder;  ///< as given to load_lab
  std::string title;
  std::string summary;
  std::string notes;               ///< "notes/01-socket-syscalls.md"
  std::vector<std::string> files;  ///< what a student hands in: plain file names
  int descriptors = 128;  ///< how many the worker may have open, 128 to 2048; more than 128 where there is a crowd
  std::vector<Exercise> exercises;

  /// What all its exercises are worth together.
  [[nodiscard]] int points() const;
  /// By id ("01.4"); null where there is none.
  [[nodiscard]] const Exercise* find(std::string_view exercise_id) const;
  /// By a test suite's name ("SendAll"); null where it belongs to no exercise.
  [[nodiscard]] const Exercise* find_suite(std::string_view suite) const;
  /// The same lab with these exercises alone: for a run that was filtered to them. Throws Invalid where one is none.
  [[nodiscard]] Lab only(const std::vector<std::string>& exercise_ids) const;
};

/// Reads and checks folder/lab.toml. Throws Invalid, which tells all problems of the file.
Lab load_lab(const std::filesystem::path& folder);
/// The same from the text of its lab.toml; nothing is read.
Lab parse_lab(const std::filesystem::path& folder, const std::string& toml);

/// All labs of a course (root/labs/NN-*/), by number. Throws Invalid, which tells all problems of all files.
std::vector<Lab> load_course(const std::filesystem::path& root);

/// By number, id, or the id of an exercise ("01", "01-socket-syscalls", "01.4"); null where there is none.
const Lab* find_lab(const std::vector<Lab>& labs, std::string_view name);
/// By id ("01.4"); null where there is none.
const Exercise* find_exercise(const std::vector<Lab>& labs, std::string_view id);

}  // namespace course
