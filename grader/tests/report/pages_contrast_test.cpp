// Can everybody read the pages' colours, in both themes? WCAG 2.1, 1.4.3: 4.5:1 for text.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <vector>

#include "course/document.hpp"

namespace {

using Colours = std::map<std::string, std::string>;

double luminance(const std::string& hex) {
  const auto part = [&](std::size_t at) {
    const double c = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

double contrast(const std::string& one, const std::string& other) {
  const double a = luminance(one), b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::string css() { return course::read_text(PAGE_CSS); }

std::vector<std::smatch> all(const std::string& text, const char* pattern) {
  static std::map<std::string, std::regex> patterns;
  const auto& regex = patterns.emplace(pattern, pattern).first->second;
  return {std::sregex_iterator(text.begin(), text.end(), regex), std::sregex_iterator()};
}

/// The light theme's colours, then the dark one's.
std::vector<Colours> themes(const std::string& text) {
  std::vector<Colours> found;
  for (const auto& block : all(text, R"(:root \{([^}]*)\})")) {
    found.emplace_back();
    const std::string body = block[1];
    for (const auto& one : all(body, R"(--(\w+): (#[0-9a-f]{6});)")) found.back()[one[1]] = one[2];
  }
  return found;
}

TEST(PageColours, CompareAsWcagHasIt) {
  EXPECT_NEAR(contrast("#ffffff", "#000000"), 21, 0.01);
  EXPECT_NEAR(contrast("#777777", "#ffffff"), 4.48, 0.01);
}

// Are all colours there in both themes, and none written elsewhere?
TEST(PageColours, StandInBothThemes) {
  const auto text = css();
  const auto both = themes(text);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].size(), both[1].size());
  for (const auto& [name, value] : both[0]) EXPECT_TRUE(both[1].contains(name)) << name;
  EXPECT_EQ(all(text, "#[0-9a-fA-F]{3,8}\\b").size(), both[0].size() + both[1].size());
}

// Has every rule with a colour enough contrast with its own background, or with both that it may stand on?
TEST(PageColours, HaveContrastInBothThemes) {
  const auto text = css();
  std::size_t pairs = 0;
  for (const auto& theme : themes(text))
    for (const auto& rule : all(text, R"(([^{}]+)\{([^{}]*)\})")) {
      const std::string body = rule[2];
      const auto ink = all(body, R"((?:^|[ ;\n])color: var\(--(\w+)\))");
      if (ink.empty()) continue;
      std::vector<std::string> grounds;
      for (const auto& one : all(body, R"(background: var\(--(\w+)\))")) grounds.push_back(one[1]);
      if (grounds.empty()) grounds = {"page", "panel"};
      for (const auto& ground : grounds) {
        EXPECT_GE(contrast(theme.at(ink[0][1]), theme.at(ground)), 4.5) << rule[1] << " on --" << ground;
        ++pairs;
      }
    }
  EXPECT_GT(pairs, 30U) << "the style sheet is no longer understood here";
}

}  // namespace
