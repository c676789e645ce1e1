// The parts of grader/ stand one above the other (architecture: cli; engine, report; course, sandbox; exam; wire,
// worker), and none includes what stands above it. The rules are this one table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

// What each part may include, besides itself and labs/support, which all may.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"wire", {}},
    {"worker", {"wire"}},  // exam and worker meet only in wire
    {"exam", {"wire"}},
    {"course", {}},
    {"sandbox", {"wire"}},
    {"report", {"course"}},
    {"engine", {"course", "sandbox", "wire"}},
    {"watch", {"report", "course"}},
    {"cli", {"watch", "engine", "report", "course", "sandbox"}},
    // No parts of the product: they look at all of it.
    {"tests", {"wire", "worker", "exam", "course", "sandbox", "report", "engine", "watch", "cli"}},
    {"bench", {"wire", "worker", "exam", "course", "sandbox", "report", "engine", "watch", "cli"}},
};

/// The folders that a source text's includes name: {"wire"} for #include "wire/call.hpp".
std::vector<std::string> included_folders(const std::string& text) {
  static const std::regex include(R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">])re");
  std::vector<std::string> folders;
  for (std::sregex_iterator found(text.begin(), text.end(), include), end; found != end; ++found) {
    const std::string path = (*found)[2];
    const auto folder = path.substr(0, path.find('/'));
    // "call.hpp" is a neighbour; <sys/socket.h> is the system's, unless it is one of ours in the wrong brackets.
    const bool ours = (*found)[1] == "\"" || kMayInclude.contains(folder);
    if (folder != path && ours) folders.push_back(folder);
  }
  return folders;
}

/// A line for each include by which a file of this part breaks the rules.
std::vector<std::string> broken_rules(const std::string& part, const std::string& file, const std::string& text) {
  const auto rule = kMayInclude.find(part);
  if (rule == kMayInclude.end()) return {file + ": the part \"" + part + "\" is not in layering_test's table; add it"};
  std::vector<std::string> broken;
  for (const auto& folder : included_folders(text))
    if (folder != part && folder != "support" && !rule->second.contains(folder))
      broken.push_back(file + " includes \"" + folder + "/…\", which " + part + " must not use");
  return broken;
}

struct Source {
  std::string part;
  std::string name;
  std::string text;
};

std::vector<Source> all_sources() {
  namespace fs = std::filesystem;
  std::vector<Source> sources;
  for (const auto& entry : fs::recursive_directory_iterator(GRADER)) {
    const auto extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp" && extension != ".h") continue;
    const auto name = fs::relative(entry.path(), GRADER);
    if (name.begin() == std::prev(name.end())) continue;  // beside the parts, not in one
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    sources.push_back({name.begin()->string(), name.string(), text.str()});
  }
  return sources;
}

// Does a part include one that stands above it?
TEST(Layering, NoPartIncludesOneAboveIt) {
  for (const auto& source : all_sources())
    for (const auto& broken : broken_rules(source.part, source.name, source.text)) ADD_FAILURE() << broken;
}

// Does a header bring a library that takes seconds to compile into every file that includes it?
TEST(Layering, HeavyLibrariesStayOutOfHeaders) {
  const std::regex heavy(R"re(#[ \t]*include[ \t]*<(nlohmann|toml\+\+|CLI)/)re");
  ASSERT_TRUE(std::regex_search(std::string("#include <toml++/toml.h>"), heavy));
  for (const auto& source : all_sources()) {
    const bool header = !source.name.ends_with(".cpp");
    EXPECT_FALSE(header && std::regex_search(source.text, heavy)) << source.name;
  }
}

// Did the check see the tree at all? Known includes of each kind are found in it.
TEST(Layering, TheTreeIsReallyRead) {
  std::set<std::string> edges;
  for (const auto& source : all_sources())
    for (const auto& folder : included_folders(source.text)) edges.insert(source.part + " > " + folder);
  EXPECT_THAT(edges, testing::IsSupersetOf({"exam > wire", "worker > wire", "wire > support", "report > course"}));
}

// Is an include that breaks a rule noticed, however it is written?
TEST(Layering, ABadIncludeIsNoticed) {
  EXPECT_EQ(broken_rules("exam", "exam/a.cpp", "#include \"wire/call.hpp\"\n#include \"worker/dispatch.hpp\"\n").size(),
            1U);
  EXPECT_EQ(broken_rules("exam", "exam/a.cpp", "// x\n  #  include <course/lab.hpp>\n").size(), 1U);
  EXPECT_EQ(broken_rules("course", "course/a.hpp", "#include \"sandbox/process.hpp\"").size(), 1U);
  EXPECT_EQ(broken_rules("report", "report/a.hpp", "#include \"engine/grade.hpp\"").size(), 1U);
  EXPECT_EQ(broken_rules("wire", "wire/a.hpp", "#include \"../exam/student.hpp\"").size(), 1U);
  EXPECT_EQ(broken_rules("brandnew", "brandnew/a.cpp", "").size(), 1U);
}

// Is an include that keeps the rules let through?
TEST(Layering, AGoodIncludeIsLetThrough) {
  EXPECT_THAT(broken_rules("exam", "exam/a.cpp",
                           "#include \"exam/peer.hpp\"\n#include <sys/socket.h>\n#include \"peer.hpp\"\n"
                           "#include \"support/fd.hpp\"\n#include \"wire/call.hpp\"\n"),
              testing::IsEmpty());
  EXPECT_THAT(broken_rules("cli", "cli/main.cpp", "#include \"engine/grade.hpp\"\n#include \"report/terminal.hpp\"\n"),
              testing::IsEmpty());
}

}  // namespace
