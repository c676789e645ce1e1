// What the commands share.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "course/lab.hpp"
#include "course/result.hpp"
#include "engine/grade.hpp"
#include "engine/toolchain.hpp"
#include "report/terminal.hpp"

namespace cli {

enum ExitStatus { done = 0, test_failed = 1, usage = 2, no_sandbox = 3, our_fault = 70, interrupted = 130 };

/// The user asked for what there is not. Its text says what to type instead.
class BadInput : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// This machine cannot confine a process. Its text tells cause and mend.
class NoSandbox : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Course {
  engine::Toolchain toolchain;
  std::vector<course::Lab> labs;  ///< those that --labs selects
};
Course load(const Options& options);

/// The lab of this name or exercise. Throws BadInput, which tells what there is.
const course::Lab& lab_named(const Course& course, const std::string& name);

/// An exercise by its place in the student's file, as editors tell it: "01.4" for "labs/01-…/socket_syscalls.cpp:95";
/// the lab's id, where that line is in no exercise's part. Any other name comes back as it is.
std::string at_place(const Course& course, const std::string& name);

/// An examiner tells of a crash by the file's name alone, "lab::send_all, socket_syscalls.cpp:42"; now by
/// "labs/NN-topic/socket_syscalls.cpp:42", where editors find it. Last of all: diagnoses compare the messages as they
/// were.
void name_places(course::Result& result);

/// Seed and jobs as asked for; confined unless `by_default` or --sandbox says "none". Throws NoSandbox.
engine::Settings settings(const Options& options, const engine::Toolchain& toolchain, const std::string& by_default);

/// What the known mistakes of this lab show. A diagnosis is a help, and its loss costs nobody anything: a file that
/// cannot be read is as good as none, and told as progress.
std::vector<course::Known> known_mistakes(const Options& options, const Course& course, const course::Lab& lab);
engine::KnownByLab known_mistakes(const Options& options, const Course& course);

report::Terminal terminal(const Options& options);

/// Throws BadInput where the folder in which a file is to be written is not there.
void check_place(const std::filesystem::path& file);

/// Progress: a line on standard error, unless --quiet.
void progress(const Options& options, const std::string& line);
/// "12 of 20", or the status where it was not graded.
std::string points(const course::LabResult& result);

/// True where a lab could not be graded by our own fault.
bool has_error(const course::Result& result);

}  // namespace cli
