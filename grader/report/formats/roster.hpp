// A platform's own list of its students, with the results that belong to them. Nothing is guessed: who is there twice,
// or not at all, is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/formats/csv_reader.hpp"
#include "report/formats/formats.hpp"

namespace report {

/// Where the cell with this text is; npos where there is none.
std::size_t column_of(const CsvRow& header, std::string_view name);
/// The row's cell; empty where the row is too short, or `column` is npos.
std::string cell_of(const CsvRow& row, std::size_t column);

/// By all these names a row's student may be called; none, where the row is no student's.
using Names = std::vector<std::string>;

/// For each row its result, or null. A result belongs to the one row that has its student's name (capital letters and
/// blanks around it do not count). `notes` tell of everybody else, on both sides.
std::vector<const course::Result*> assign(const std::vector<course::Result>& results, const std::vector<Names>& rows,
                                          std::vector<std::string>& notes);

}  // namespace report
