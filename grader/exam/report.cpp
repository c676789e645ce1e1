#include "exam/report.hpp"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/errors.hpp"

namespace exam {

void write_report(const std::string& path, const std::vector<TestReport>& tests) {
  nlohmann::ordered_json report{
      {"schema", "socklab/examiner/1"}, {"seed", run_seed()}, {"tests", nlohmann::ordered_json::array()}};
  for (const TestReport& test : tests) {
    report["tests"].push_back({{"suite", test.suite},
                               {"name", test.name},
                               {"question", test.notes.question},
                               {"see", test.notes.see},
                               {"status", to_text(test.notes.verdict)},
                               {"message", test.notes.message},
                               {"seconds", test.seconds},
                               {"timeline", test.notes.timeline},
                               {"output", test.notes.output}});
  }
  const std::string unfinished = path + ".part";
  std::ofstream file(unfinished);
  file << report.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  file.close();
  if (!file) lab::throw_errno("write");
  if (std::rename(unfinished.c_str(), path.c_str()) == -1) lab::throw_errno("rename");
}

}  // namespace exam
