// CSV as gradebooks export it (RFC 4180), read and written again. No library of Debian's fits: libcsv is C with
// callbacks, and the rest is for other languages.
#pragma once

#include <string>
#include <vector>

#include "course/invalid.hpp"

namespace course {

using CsvRow = std::vector<std::string>;

struct Csv {
  char separator = ',';      ///< or ';', where the first line has more of these
  std::vector<CsvRow> rows;  ///< as many cells as the row has: no row need be as long as the first
};

/// Lines end with CRLF or LF; a cell in quotes may hold both, and "" for a quote; a byte-order mark is passed over, and
/// so are empty lines. Throws Invalid, which names `file` and the line, where a quote is not closed, or stands within a
/// cell.
Csv read_csv(const std::string& text, const std::string& file);

/// One line, CRLF behind it. Cells are written as they are, in quotes where they need them: for what came from
/// read_csv, and our own numbers. What else a stranger wrote has to be made harmless before.
std::string csv_line(const CsvRow& cells, char separator);

}  // namespace course
