// How a run goes on, said once by the examiner's command line.
#pragma once

#include <sys/types.h>

#include <chrono>

namespace exam {

struct Mode {
  /// Somebody looks at the student's code with a debugger: nothing takes too long, what the code prints is shown at
  /// once, and Ctrl-C is for the student's process.
  bool patient = false;
  /// Timelines have all lines, repeated ones too.
  bool whole_timelines = false;
};
Mode& mode();

/// A deadline: `usual`, or a day where the run is patient.
std::chrono::milliseconds patience(std::chrono::milliseconds usual);

/// Makes the run patient: from now on this process ends soon after whoever started it (the debugger), and a SIGINT
/// that it gets goes to the process of pass_interrupts_to.
void be_patient();
void pass_interrupts_to(pid_t pid);

}  // namespace exam
