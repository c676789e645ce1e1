// See timeline.hpp. The examiner writes a line for each step: "CALL = RESULT   | * what the test did to it", or blanks
// and "| what the other end did", or "  … so many more". Byte strings in them are quoted, and may hold anything.
#include "report/timeline.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "report/decisive.hpp"
#include "report/encode.hpp"

namespace report {
namespace {

constexpr std::string_view kYours = "your code";
constexpr std::string_view kTheirs = "the other end";

using Row = TimelineRow;

std::string trimmed(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(' '), text.size());
  return std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

/// The examiner's note, and whether it tells of a fault that the test brought about.
std::pair<std::string, bool> in_words(const std::string& note) {
  constexpr std::string_view cut_to = "cut to ";
  if (note == "interrupted") return {"interrupted by the test", true};
  if (note == "made to fail") return {"made to fail by the test", true};
  if (note.starts_with(cut_to)) return {"cut short by the test, to " + note.substr(cut_to.size()), true};
  return {note, false};
}

Row row_of(std::string_view line) {
  constexpr std::string_view bar = " |";
  constexpr std::string_view noted = " | * ";
  Row row;
  const auto first = std::min(line.find_first_not_of(' '), line.size());
  if (line.substr(first, 1) == "|") {
    row.other = trimmed(line.substr(first + 1));
  } else if (line.ends_with(bar)) {
    row.mine = trimmed(line.substr(0, line.size() - bar.size()));
  } else if (const auto note = line.rfind(noted); note != std::string_view::npos) {
    row.mine = trimmed(line.substr(0, note));
    const auto [words, injected] = in_words(trimmed(line.substr(note + noted.size())));
    row.other = "◂ " + words;
    row.injected = injected;
  } else {
    row.mine = std::string(line);
    row.whole = true;
  }
  row.mine = printable(row.mine);
  row.other = printable(row.other);
  return row;
}

/// Brought to this width by leaving out bytes of a quoted text; it may stay wider.
std::string squeezed(const std::string& text, std::size_t width) {
  constexpr std::string_view left_out = "…";
  constexpr std::size_t kLeast = 8;
  const auto open = text.find('"');
  const auto close = text.rfind('"');
  if (columns(text) <= width || open == close) return text;
  auto behind = text.substr(close + 1);
  if (behind.starts_with(left_out)) behind.erase(0, left_out.size());
  const auto before = text.substr(0, open + 1);
  const auto room = width - std::min(width, columns(before) + 1 + columns(behind));
  return before + cut(text.substr(open + 1, close - open - 1), std::max(room, kLeast)) + "\"" + behind;
}

/// Wrapped, what goes on a little further in.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  if (columns(text) <= width) return {text};
  constexpr std::size_t kMost = 3, kIn = 4;
  auto lines = paragraph(text, width - kIn, kMost);
  for (std::size_t i = 1; i < lines.size(); ++i) lines[i].insert(0, kIn, ' ');
  return lines;
}

/// Which rows are shown: the marked ones with the one before each, the first, and of the rest the last.
std::set<std::size_t> chosen(const std::vector<Row>& rows, std::size_t most) {
  std::set<std::size_t> all;
  const auto add = [&](std::size_t i) {
    if (i < rows.size() && all.size() < most) all.insert(i);
  };
  if (rows.size() <= most) most = rows.size();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].decisive) add(i);
  add(0);
  add(rows.size() - 1);
  for (std::size_t i = rows.size(); i-- > 0 && all.size() < most / 2 + 1;)
    if (rows[i].injected) add(i);
  for (std::size_t i = 1; i < most / 4; ++i) add(i);
  for (std::size_t i = rows.size(); i-- > 0;) add(i);
  return all;
}

class Table {
 public:
  Table(const std::vector<Row>& rows, std::size_t width, const Ink& ink) : ink_(ink), mine_(kYours.size()) {
    std::size_t other = kTheirs.size();
    for (const Row& row : rows) {
      if (row.whole) continue;
      mine_ = std::max(mine_, columns(row.mine));
      other = std::max(other, columns(row.other));
      two_ = two_ || !row.other.empty();
    }
    constexpr std::size_t kBar = 3, kLeast = 52;
    if (two_) mine_ = std::min(mine_, std::max(kLeast, width - kBar - std::min(other, width - kBar)));
    mine_ = std::min(mine_, width);
    other_ = two_ ? width - mine_ - kBar : 0;
    whole_ = width;
  }

  [[nodiscard]] std::string heading() const {
    return "   " + ink_.dim(two_ ? left(kYours, mine_) + " │ " + std::string(kTheirs) : std::string(kYours));
  }

  void add(std::vector<std::string>& lines, const Row& row) const {
    if (row.whole) {
      lines.push_back("   " + ink_.dim(cut(row.mine, whole_)));
      return;
    }
    const auto mine = wrapped(squeezed(row.mine, mine_), mine_);
    const auto other = two_ ? wrapped(squeezed(row.other, other_), other_) : std::vector<std::string>{};
    for (std::size_t i = 0; i < std::max(mine.size(), other.size()); ++i) {
      const auto first = left(i < mine.size() ? mine[i] : "", mine_);
      auto line = (i == 0 ? gutter(row) : "   ") + (two_ ? first + ink_.dim(" │") : trimmed_right(first));
      if (i < other.size() && !other[i].empty()) line += " " + painted(row, other[i]);
      lines.push_back(line);
    }
  }

 private:
  [[nodiscard]] std::string gutter(const Row& row) const {
    return (row.decisive ? ink_.red("▸") : " ") + (row.injected ? ink_.yellow("!") : " ") + " ";
  }
  [[nodiscard]] std::string painted(const Row& row, const std::string& text) const {
    return row.decisive ? ink_.red(text) : row.injected ? ink_.yellow(text) : text;
  }
  static std::string trimmed_right(const std::string& text) { return text.substr(0, text.find_last_not_of(' ') + 1); }

  const Ink& ink_;
  std::size_t mine_;
  std::size_t other_ = 0;
  std::size_t whole_ = 0;
  bool two_ = false;
};

}  // namespace

std::vector<TimelineRow> timeline_of(const course::Test& test) {
  std::vector<Row> rows;
  for (const auto& line : test.timeline) rows.push_back(row_of(line));
  if (const auto found = decisive_line(test)) {
    Row& row = rows[found->line];
    row.decisive = true;
    row.other += (row.other.empty() ? "◂ " : ": ") + printable(found->why);
  }
  return rows;
}

std::vector<TimelineRow> most_telling(const std::vector<TimelineRow>& rows, std::size_t most) {
  if (rows.empty()) return {};
  std::vector<Row> shown;
  std::size_t next = 0;
  for (const std::size_t i : chosen(rows, most)) {
    if (i == next + 1) shown.push_back(rows[next]);  // to leave it out would save nothing
    if (i > next + 1) shown.push_back({"  … " + counted(i - next, "line") + " left out …", "", false, false, true});
    shown.push_back(rows[i]);
    next = i + 1;
  }
  return shown;
}

std::vector<std::string> tell_timeline(const course::Test& test, std::size_t most, std::size_t width, const Ink& ink) {
  if (test.timeline.empty()) return {};
  const auto rows = timeline_of(test);
  const Table table(rows, width, ink);
  std::vector<std::string> lines{table.heading()};
  for (const Row& row : most_telling(rows, most)) table.add(lines, row);
  return lines;
}

}  // namespace report
