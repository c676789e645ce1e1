// What holds for any text that a stranger may write: each encoder's output, read back by what will read it, is text and
// nothing else.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "report/encode.hpp"
#include "report/utf8.hpp"

namespace {

using namespace report;

/// Bytes of any value, and pieces that mean something somewhere.
std::string hostile() {
  static const std::vector<std::string> pieces = {"::",
                                                  "::error::",
                                                  "##[error]",
                                                  "##vso[a.b]",
                                                  "##teamcity[x]",
                                                  "##",
                                                  "[",
                                                  "\n",
                                                  "\r",
                                                  "\r\n",
                                                  "\t",
                                                  " ",
                                                  "\u00A0",
                                                  "=",
                                                  "+",
                                                  "-",
                                                  "@",
                                                  "\uFF1D",
                                                  "\"",
                                                  "'",
                                                  ",",
                                                  ";",
                                                  "|",
                                                  "\\",
                                                  "\\|",
                                                  "`",
                                                  "```",
                                                  "~~~",
                                                  "<",
                                                  ">",
                                                  "&",
                                                  "&amp;",
                                                  "]]>",
                                                  "<!--",
                                                  "%",
                                                  "%0A",
                                                  "\x1b[31m",
                                                  "\x1b]0;x\x07",
                                                  "\u202E",
                                                  "\u200B",
                                                  "\uFEFF",
                                                  "\uFFFE",
                                                  "\U0001F600",
                                                  "漢",
                                                  "ä",
                                                  "word",
                                                  std::string(1, '\0'),
                                                  "\x7f",
                                                  "\xC2\x9B",
                                                  "\xC0\x80",
                                                  "\xED\xA0\x80",
                                                  "\xFF",
                                                  "\xE2\x82"};
  const auto piece = rc::gen::oneOf(rc::gen::elementOf(pieces),
                                    rc::gen::map(rc::gen::arbitrary<char>(), [](char c) { return std::string(1, c); }));
  std::string text;
  for (const auto& one : *rc::gen::container<std::vector<std::string>>(piece)) text += one;
  return text;
}

std::vector<std::string> split(const std::string& text, const std::string& separators) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (separators.find(c) == std::string::npos)
      parts.back() += c;
    else
      parts.emplace_back();
  return parts;
}

/// Harmless for a terminal: no control character but newlines, valid UTF-8, nothing that turns text.
void expect_text(const std::string& text) {
  for (std::string_view rest = text; !rest.empty();) {
    const auto [point, length] = decode(rest);
    RC_ASSERT(point != kInvalid);
    RC_ASSERT(point == '\n' || (point >= 0x20 && !within(point, 0x7F, 0x9F)));
    RC_ASSERT(!within(point, 0x200B, 0x200F) && !within(point, 0x2028, 0x202E) && !within(point, 0x2060, 0x206F));
    RC_ASSERT(point != 0xFEFF && point != 0xFFFE && point != 0xFFFF);
    rest.remove_prefix(length);
  }
}

RC_GTEST_PROP(EncodeProperty, NoEncoderSendsWhatATerminalActsOn, ()) {
  const auto text = hostile();
  for (const auto encode : {printable, printable_lines, html_text, markdown_code, markdown_cell, markdown_block,
                            csv_text, ci_message, ci_property})
    expect_text(encode(text));
  RC_ASSERT(printable(text).find('\n') == std::string::npos);
}

RC_GTEST_PROP(EncodeProperty, WhatIsHarmlessStaysAsItIs, ()) {
  const auto text = hostile();
  for (const auto encode : {printable, printable_lines, ci_log}) RC_ASSERT(encode(encode(text)) == encode(text));
}

RC_GTEST_PROP(EncodeProperty, PlainTextPassesThroughEveryEncoder, ()) {
  std::string text = "x";
  for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
           std::vector<std::string>{"word", " ", "ä", "漢", "3", "-", ".", "(", ")", "=", "_", "/"})))
    text += word;
  text += "x";
  for (const auto encode : {printable, printable_lines, html_text, csv_text, ci_log, ci_message, ci_property})
    RC_ASSERT(encode(text) == text);
  RC_ASSERT(markdown_code(text) == "`" + text + "`");
  RC_ASSERT(markdown_cell(text) == "`" + text + "`");
  RC_ASSERT(markdown_block(text) == "```\n" + text + "\n```\n");
}

// pugixml escapes by itself; what XML forbids is ours to take out, or the reader refuses the file.
RC_GTEST_PROP(EncodeProperty, PugixmlWritesAndReadsTheTextBack, ()) {
  const auto text = hostile();
  pugi::xml_document document;
  auto element = document.append_child("failure");
  element.append_attribute("message") = printable(text).c_str();
  element.append_child(pugi::node_pcdata).set_value(printable_lines(text).c_str());
  std::ostringstream file;
  document.save(file, "", pugi::format_raw);
  pugi::xml_document read;
  RC_ASSERT(read.load_string(file.str().c_str(), pugi::parse_default | pugi::parse_ws_pcdata).status ==
            pugi::status_ok);
  RC_ASSERT(read.first_child().text().get() == printable_lines(text));
  RC_ASSERT(read.first_child().attribute("message").value() == printable(text));
  RC_ASSERT(std::distance(read.first_child().begin(), read.first_child().end()) <= 1);
}

RC_GTEST_PROP(EncodeProperty, HtmlTextIsTextInXmlToo, ()) {
  const auto text = hostile();
  const auto file = "<p title=\"" + html_text(text) + "\" id='" + html_text(text) + "'>" + html_text(text) + "</p>";
  pugi::xml_document read;
  RC_ASSERT(read.load_string(file.c_str(), pugi::parse_escapes | pugi::parse_ws_pcdata).status == pugi::status_ok);
  RC_ASSERT(read.first_child().text().get() == printable_lines(text));
  RC_ASSERT(read.first_child().attribute("title").value() == printable_lines(text));
  RC_ASSERT(read.first_child().attribute("id").value() == printable_lines(text));
}

RC_GTEST_PROP(EncodeProperty, JsonTakesAnyOutputAndReadsItBack, ()) {
  const auto text = hostile();
  RC_ASSERT(nlohmann::json::parse(nlohmann::json(printable_lines(text)).dump()) == printable_lines(text));
}

/// One record as RFC 4180 reads it.
std::vector<std::string> csv_record(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"')
      cells.back() += line[++i];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (!quoted && line[i] == ',')
      cells.emplace_back();
    else
      cells.back() += line[i];
  }
  RC_ASSERT(!quoted);
  return cells;
}

bool is_formula(std::string cell) {
  for (const std::string passed : {"\u00A0", " ", "\""})
    for (auto at = cell.find(passed); at == 0; at = cell.find(passed)) cell.erase(0, passed.size());
  for (const std::string sign : {"=", "+", "-", "@", "\uFF1D"})
    if (cell.starts_with(sign)) return true;
  return false;
}

RC_GTEST_PROP(EncodeProperty, CsvIsOneCellWithoutFormula, ()) {
  const auto text = hostile();
  const auto cells = csv_record("1," + csv_text(text) + ",2");
  RC_ASSERT(cells.size() == 3U);
  std::string without = cells[1], expected = printable_lines(text);  // the text, but for the ' that were put in
  std::erase(without, '\'');
  std::erase(expected, '\'');
  RC_ASSERT(without == expected);
  RC_ASSERT(!is_formula(cells[1]));
  // Where a spreadsheet splits elsewhere, and knows nothing of our quotes.
  for (const auto& part : split(csv_text(text), ",;\n")) RC_ASSERT(!is_formula(part));
}

std::size_t longest_run(const std::string& text) {
  std::size_t run = 0, longest = 0;
  for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  return longest;
}

/// The text between a code's fences; fails where the text holds a run of backticks that could close it.
std::string inside(const std::string& code, std::size_t fence) {
  const auto text = code.substr(fence, code.size() - 2 * fence);
  RC_ASSERT(code.find_first_not_of('`') == fence || text.empty());
  RC_ASSERT(code.substr(code.size() - fence) == std::string(fence, '`'));
  RC_ASSERT(longest_run(text) < fence);
  return text;
}

RC_GTEST_PROP(EncodeProperty, MarkdownStaysInItsCode, ()) {
  const auto text = hostile();
  RC_PRE(!text.empty());
  const auto code = markdown_code(text);
  auto shown = inside(code, code.find_first_not_of('`'));
  if (shown.size() > 1 && shown.front() == ' ' && shown.back() == ' ' &&
      shown.find_first_not_of(' ') != std::string::npos)
    shown = shown.substr(1, shown.size() - 2);
  RC_ASSERT(shown == printable(text));
  const auto block = markdown_block(text);
  inside(block.substr(0, block.size() - 1), block.find('\n'));
}

// Readers take a | for a cell's end unless a backslash stands before it: some look at the one character before, some
// take backslashes in pairs. It must be one cell for both.
RC_GTEST_PROP(EncodeProperty, MarkdownStaysInItsCell, ()) {
  const auto cell = markdown_cell(hostile());
  RC_ASSERT(cell.find('\n') == std::string::npos);
  std::size_t backslashes = 0;
  for (const char c : cell) {
    RC_ASSERT(c != '|' || backslashes == 1);
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
}

/// As GitHub's runner, the Azure agent and TeamCity find commands, with names that are known or not.
bool is_command(const std::string& line) {
  std::string_view rest = line;
  const auto blank = [&] { return rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with("\u00A0"); };
  while (blank()) rest.remove_prefix(rest.starts_with("\u00A0") ? 2 : 1);
  if (rest.starts_with("::") && rest.find("::", 2) != std::string_view::npos) return true;
  return line.find("##[") != std::string::npos || line.find("##vso[") != std::string::npos ||
         line.find("##teamcity[") != std::string::npos;
}

RC_GTEST_PROP(EncodeProperty, NoLineOfALogIsACommand, ()) {
  for (const auto& line : split(ci_log(hostile()), "\r\n")) RC_ASSERT(!is_command(line));
}

RC_GTEST_PROP(EncodeProperty, CiCommandsHaveTheValuesThatWereMeant, ()) {
  const auto text = hostile();
  const auto property = ci_property(text), message = ci_message(text);
  RC_ASSERT(property.find_first_of(":,\r\n") == std::string::npos);
  RC_ASSERT(message.find_first_of("\r\n") == std::string::npos);
  const auto read = [](std::string value) {  // in the runner's order: % last
    const std::pair<std::string, std::string> marks[] = {{"%0A", "\n"}, {"%3A", ":"}, {"%2C", ","}, {"%25", "%"}};
    for (const auto& [mark, meant] : marks)
      for (auto at = value.find(mark); at != std::string::npos; at = value.find(mark, at + meant.size()))
        value.replace(at, mark.size(), meant);
    return value;
  };
  RC_ASSERT(read(property) == printable_lines(text));
  RC_ASSERT(read(message) == printable_lines(text));
}

}  // namespace
