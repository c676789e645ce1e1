// See csv.hpp.
#include "course/csv.hpp"

#include <algorithm>

namespace course {
namespace {

/// Reads from the front of a text to its end.
class Reader {
 public:
  Reader(const std::string& text, const std::string& file) : text_(text), file_(file) {
    if (text.starts_with("\xEF\xBB\xBF")) at_ = 3;
    const auto first = text.substr(0, text.find('\n'));
    const auto semicolons = std::count(first.begin(), first.end(), ';');
    if (semicolons > std::count(first.begin(), first.end(), ',')) csv_.separator = ';';
  }

  Csv read() {
    while (!at_end()) {
      CsvRow row = {cell()};
      while (!at_end() && text_[at_] == csv_.separator) {
        ++at_;
        row.push_back(cell());
      }
      end_of_line();
      if (row != CsvRow{""}) csv_.rows.push_back(std::move(row));
    }
    return std::move(csv_);
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] bool at(std::string_view what) const { return std::string_view(text_).substr(at_).starts_with(what); }

  std::string cell() {
    if (at("\"")) return quoted();
    const char stops[] = {csv_.separator, '\r', '\n', '"', '\0'};
    const auto end = std::min(text_.find_first_of(stops, at_), text_.size());
    const auto plain = text_.substr(at_, end - at_);
    at_ = end;
    if (at("\"")) give_up("a quote stands within a cell that is not in quotes");
    return plain;
  }

  std::string quoted() {
    const auto began = line_;
    std::string cell;
    for (++at_; !at_end(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (!at("\"")) return cell;
      }
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    line_ = began;
    give_up("a quote is not closed");
  }

  void end_of_line() {
    if (at("\r\n")) ++at_;
    if (at_end()) return;
    if (!at("\n")) give_up("a cell goes on behind its closing quote, or a line ends without LF");
    ++at_;
    ++line_;
  }

  [[noreturn]] void give_up(const std::string& why) const {
    throw Invalid(file_ + ", line " + std::to_string(line_) + ": " + why +
                  "; export it again, and give it as it comes, not saved by a spreadsheet");
  }

  const std::string& text_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  Csv csv_;
};

}  // namespace

Csv read_csv(const std::string& text, const std::string& file) { return Reader(text, file).read(); }

std::string csv_line(const CsvRow& cells, char separator) {
  std::string line;
  for (const auto& cell : cells) {
    if (&cell != &cells.front()) line += separator;
    if (cell.find_first_of("\",;\r\n") == std::string::npos) {
      line += cell;
      continue;
    }
    line += '"';
    for (const char c : cell) line += c == '"' ? "\"\"" : std::string(1, c);
    line += '"';
  }
  return line + "\r\n";
}

}  // namespace course
