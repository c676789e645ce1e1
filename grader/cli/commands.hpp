// The commands. Each returns the program's exit status (common.hpp).
#pragma once

#include "cli/options.hpp"

namespace cli {

int check(const Options& options);
int grade(const Options& options);
/// For grade --class: JOB RESULT.
int grade_job(const Options& options);
int report(const Options& options);
int watch(const Options& options);
int status(const Options& options);
int next(const Options& options);
int hint(const Options& options);
int reset(const Options& options);
int trace(const Options& options);
int debug(const Options& options);
int verify(const Options& options);
int handout(const Options& options);
int submit(const Options& options);
int bundle(const Options& options);
int doctor(const Options& options);
int new_lab(const Options& options);
int notes(const Options& options);
int test(const Options& options);

}  // namespace cli
