// A strict reader of tables (document.hpp): every key is asked for by name and type; what is wrong is collected, so
// that all problems of a file are told at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "course/document.hpp"
#include "course/moment.hpp"

namespace course {

inline std::string in_quotes(const std::string& text) { return '"' + text + '"'; }

/// What is wrong with one file.
class Problems {
 public:
  /// `name` is what the messages call the file.
  explicit Problems(std::string name) : name_(std::move(name)) {}
  /// "name:line: what"; without the line where it is 0.
  void add(int line, const std::string& what);
  [[nodiscard]] bool none() const { return lines_.empty(); }
  /// Throws Invalid with all of them, in the order of their lines, if there are any.
  void check();
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::vector<std::pair<int, std::string>> lines_;
};

/// One table. A value that is missing or of another type is a problem, and reads as an empty one.
class Fields {
 public:
  /// `what` is what the messages call the table: "exercise 2", "tests[3]"; empty for the file itself.
  Fields(const Node& node, std::string what, Problems& problems);

  std::string text(std::string_view key);  ///< not empty
  std::string text_or_empty(std::string_view key);
  int integer(std::string_view key, int least, int most);
  std::uint64_t natural(std::string_view key);  ///< 0 or more
  double number(std::string_view key);
  bool boolean(std::string_view key);
  Moment moment(std::string_view key);  ///< with its offset; in quotes or as TOML writes it
  std::vector<std::string> texts(std::string_view key);
  std::vector<const Node*> tables(std::string_view key);
  const Node& table(std::string_view key);

  /// For keys that may be missing: ask this first.
  [[nodiscard]] bool has(std::string_view key);
  /// Call last: every key that nobody asked for is a problem.
  void nothing_else();

  /// A problem at this key's line; the text goes on after the table's name. The first of a key is told: others often
  /// follow from it.
  void problem(std::string_view key, const std::string& what);
  [[nodiscard]] int line(std::string_view key) const;

 private:
  const Node* take(std::string_view key);
  void allow(std::string_view key);
  const Node* find(std::string_view key) const;
  void wrong_type(std::string_view key, const std::string& wanted);

  const Table* table_;
  int line_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string> allowed_;
  std::vector<std::string> faulty_;  ///< keys whose problem is told
};

}  // namespace course
