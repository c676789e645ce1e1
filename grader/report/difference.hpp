// Two values side by side, as GoogleTest prints them: "text", { a, b }, or anything else.
#pragma once

#include <string>
#include <vector>

#include "report/text.hpp"

namespace report {

/// "expected   …" and "but was    …", and below, where it helps, what points at the first difference: of bytes (as hex
/// and text where one of them cannot be printed), of lists, of long texts. Harmless lines of at most `width` columns;
/// what is long is shown around the difference.
std::vector<std::string> difference(const std::string& expected, const std::string& was, std::size_t width,
                                    const Ink& ink);

}  // namespace report
