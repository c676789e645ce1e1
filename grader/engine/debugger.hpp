// A student's file for gdb: compiled where it stands, not optimized, and run by the examiner on one public test. The
// examiner starts the worker as ever, witness and faults and all: gdb follows the forks to the process that runs the
// test, and stops there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "engine/toolchain.hpp"
#include "sandbox/process.hpp"

namespace engine {

struct Function {
  std::string name;  ///< "lab::send_all"
  Path file;         ///< absolute
  std::size_t line = 0;
};

struct Debuggable {
  bool ok = false;
  std::string log;  ///< what compiler and linker said
  Path worker;
  std::vector<Function> functions;  ///< of the exercise, in the file's order
};

/// Compiles the lab's files in this tree and links them into a worker in `folder`. `exercise` is one of the lab's: its
/// functions are those between its comment "// NN.k" and the next; where none are there, all functions of the files.
Debuggable build_for_debugger(const Toolchain& toolchain, const course::Lab& lab, const course::Exercise& exercise,
                              const Path& folder);

/// gdb, which runs to the first of these functions in this public test ("SendAll.SendsEverything") and then takes
/// commands; `more` are further options for gdb. Writes a file beside the worker. For a terminal: it is not for
/// sandbox::run.
sandbox::Command gdb_command(const Toolchain& toolchain, const course::Lab& lab, const Debuggable& built,
                             const std::string& test, std::uint64_t seed, const sandbox::Command& more);

}  // namespace engine
