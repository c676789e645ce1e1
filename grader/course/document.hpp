// A tree of values as TOML, JSON and YAML know them. So those libraries stay in one source file each, and one strict
// reader (fields.hpp) serves both.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "course/invalid.hpp"

namespace course {

struct Node;
using List = std::vector<Node>;
struct Entry;
using Table = std::vector<Entry>;  ///< in the order written

struct Other {};  ///< of a type that no file of ours uses: null
/// A date or time as TOML has it without quotes; see moment.hpp.
struct Date {
  std::string text;
};

struct Node {
  std::variant<Other, bool, std::int64_t, std::uint64_t, double, std::string, Date, List, Table> value;
  int line = 0;  ///< in a TOML file; 0 in JSON
};

struct Entry {
  std::string key;
  Node value;
};

/// `name` is what messages call the file. Throws Invalid.
Node parse_toml(const std::string& text, const std::string& name);
Node parse_json(const std::string& text, const std::string& name);
/// The first document; every scalar is a text, an alias is Other.
Node parse_yaml(const std::string& text, const std::string& name);

/// Indented JSON, a newline at the end; ASCII (other characters as \uXXXX), and nothing in it is a command to a CI
/// agent. Readers get back every character; bytes that are no UTF-8 are U+FFFD. Never throws for what strings hold.
std::string json_text(const Node& node);
/// The same in one line, for readers that take lines.
std::string json_line(const Node& node);

/// What messages call a file of the course: its last three names, "labs/01-socket-syscalls/lab.toml".
std::string short_name(const std::filesystem::path& file);

/// The whole file. Throws Invalid where it cannot be read.
std::string read_text(const std::filesystem::path& file);

}  // namespace course
