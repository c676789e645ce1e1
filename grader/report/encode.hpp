// Everything that a stranger wrote is encoded for the place where it is shown: file and submission names, compiler
// output, messages, what the code printed. One function for each place. A stranger's text goes through exactly one of
// them, whole; what is our own (numbers, table borders, commands) goes through none.
//
// All of them begin with printable() or printable_lines(), so what they return is UTF-8, and has no control character,
// nothing that turns the direction of text, nothing that cannot be seen. JSON needs no function: course/json.cpp
// keeps all characters, escaped, and puts U+FFFD where bytes are no UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace report {

/// One line, for a terminal. Control characters (ESC, DEL, C1, newlines too) and bytes that are no UTF-8 as \xNN, what
/// would turn or hide text as \u202E; a tab as four blanks. U+FFFD would hide which byte it was, and students look for
/// bytes. Idempotent.
std::string printable(std::string_view text);

/// The same for text of several lines: "\n" stays, "\r\n" becomes "\n". What is left is allowed in XML 1.0 (its section
/// 2.2) and HTML too: so this, and nothing more, is for libraries that escape & < > " ' by themselves (pugixml,
/// mustache, nlohmann's). Idempotent.
std::string printable_lines(std::string_view text);

/// HTML or XML that we write ourselves: an element's text, or an attribute's value in quotes of either kind. Not for
/// pugixml and mustache: they would escape it twice.
std::string html_text(std::string_view text);

/// Markdown (CommonMark, GitHub's, GitLab's): one line as inline code, where neither links, HTML, @names nor #numbers
/// mean anything. Empty for an empty text. Not for tables.
std::string markdown_code(std::string_view text);
/// Inline code for a table's cell: | is written \|.
std::string markdown_cell(std::string_view text);
/// Several lines as a fenced block, its newlines before and after included. To be written at the beginning of a line.
std::string markdown_block(std::string_view text);

/// A cell of CSV (RFC 4180) with text in it, in quotes where it needs them. What a spreadsheet would take for a formula
/// (= + - @, also full-width, also after blanks and quotes) gets a ' before it, after each , ; and newline too, since a
/// spreadsheet may split there. Not for our own numbers: -1 would become text.
std::string csv_text(std::string_view text);

/// A whole page as it goes to standard output or error, where a CI service may read it: no line is taken for a command
/// of GitHub Actions (::name::, ##[name]), Azure Pipelines (##vso[, ##[) or TeamCity (##teamcity[). Last of all, since
/// wrapping makes new lines. Keeps our own colours; commands that need ESC (GitLab's sections, Jenkins' notes) are gone
/// with printable(). Idempotent.
std::string ci_log(std::string_view page);

/// Values in a command of ours to GitHub Actions, ::error file=PROPERTY,line=1::MESSAGE
std::string ci_property(std::string_view text);
std::string ci_message(std::string_view text);

}  // namespace report
