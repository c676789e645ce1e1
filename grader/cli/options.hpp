// The command line, read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cli {

struct Options {
  std::string command;               ///< "check", "grade", …
  std::vector<std::string> what;     ///< a lab or exercise (and a test); the submissions; a lab to verify or to make
  std::vector<std::string> for_gdb;  ///< options of debug's that go to gdb
  int level = 0;                     ///< so many hints; 0: one more than last time
  bool hidden = false;
  std::string reveal = "diagnosis";  ///< as course::Reveal is spelt
  bool write_diagnoses = false;
  bool retold = false;
  bool quick = false;
  bool poll = false;                 ///< look for saves, since nobody tells
  bool yes = false;                  ///< do not ask
  bool force = false;                ///< replace what is there
  std::string launcher;              ///< before the command of each job of a class: "srun -Q -N1 -n1 --exact"
  std::string class_folder;          ///< of a whole class; empty: `what` names the submissions
  std::vector<std::string> regrade;  ///< exercises of a class whose tests alone run anew
  std::string format;                ///< of a report: "csv"
  std::string roster;                ///< for a report: the platform's own export; for a class: whoever is in it
  std::string submitted;             ///< a table of times, which go before all others
  std::string policy;                ///< for a report: the file of a late policy
  std::string pages;                 ///< of notes --build: where the pages go; empty: they are served
  bool json = false;
  bool quiet = false;
  unsigned jobs = 0;              ///< 0: as many as there are processors
  unsigned budget = 300;          ///< seconds for all tests of a lab
  std::vector<std::string> labs;  ///< empty: all
  std::optional<std::uint64_t> seed;
  std::string out;      ///< empty: .socklab in the tree
  std::string sandbox;  ///< "bwrap", "none"; empty: the command's own default
  std::string color = "auto";
};

/// What the user asked for, or the exit status with which to end at once (help was shown, or the line makes no sense).
struct Parsed {
  Options options;
  std::optional<int> end;
};
Parsed parse(int count, char** arguments);

}  // namespace cli
