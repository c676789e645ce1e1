// The failure screens, as a student sees them: screens/NAME.json is a result, screens/NAME.txt the page that is made of
// it. After a change that is meant: SOCKLAB_WRITE_SCREENS=1 build/grader/tests/report/report_test, and look at the
// difference.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "course/document.hpp"
#include "report/terminal.hpp"
#include "report/text.hpp"
#include "results.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> screens() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SCREENS))
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return names;
}

class Screens : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static std::string page(bool colour) {
    const auto result = course::from_json(course::read_text(fs::path(SCREENS) / (GetParam() + ".json")));
    report::Terminal how{.colour = colour, .tell_of_watch = true};
    const auto& lab = result.labs.at(0);
    how.places[lab.exercises.at(0).id] = "labs/" + lab.id + "/" + lab.files.at(0) + ":17";
    return report::to_terminal(result, how);
  }
};

// Is the page of this failure as it was?
TEST_P(Screens, AreAsTheyWere) {
  const auto file = fs::path(SCREENS) / (GetParam() + ".txt");
  if (std::getenv("SOCKLAB_WRITE_SCREENS") != nullptr) std::ofstream(file) << page(false);
  EXPECT_EQ(page(false), course::read_text(file));
}

// Does it fit into 100 columns and 40 lines?
TEST_P(Screens, FitIntoAWindow) {
  const auto lines = lines_of(page(false));
  EXPECT_LE(lines.size(), 40U);
  for (const auto& line : lines) EXPECT_LE(report::columns(line), 100U) << line;
}

// Do colours add nothing but themselves?
TEST_P(Screens, SayTheSameWithoutColours) {
  auto text = page(true);
  for (auto at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b'))
    text.erase(at, text.find('m', at) + 1 - at);
  EXPECT_EQ(text, page(false));
}

std::string name_of(const testing::TestParamInfo<std::string>& screen) {
  auto name = screen.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Of, Screens, testing::ValuesIn(screens()), name_of);

}  // namespace
