// JSON text into a tree of values, and back. The only file that includes nlohmann's library.
#include <nlohmann/json.hpp>

#include "course/document.hpp"

namespace course {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 32;  // ours are seven deep; an endless nest would exhaust the stack

Node convert(const Json& json, int depth) {
  if (depth > kDeepest) throw Invalid("nested too deep");
  if (json.is_object()) {
    Table entries;
    for (const auto& [key, value] : json.items()) entries.push_back({key, convert(value, depth + 1)});
    return {std::move(entries)};
  }
  if (json.is_array()) {
    List items;
    for (const auto& item : json) items.push_back(convert(item, depth + 1));
    return {std::move(items)};
  }
  if (json.is_string()) return {json.get<std::string>()};
  if (json.is_boolean()) return {json.get<bool>()};
  if (json.is_number_float()) return {json.get<double>()};
  if (json.is_number_unsigned()) {
    const auto number = json.get<std::uint64_t>();
    if (number > std::uint64_t{INT64_MAX}) return {number};
    return {static_cast<std::int64_t>(number)};
  }
  if (json.is_number_integer()) return {json.get<std::int64_t>()};
  return {};
}

struct ToJson {
  Json operator()(const Other&) const { return nullptr; }
  Json operator()(bool value) const { return value; }
  Json operator()(std::int64_t value) const { return value; }
  Json operator()(std::uint64_t value) const { return value; }
  Json operator()(double value) const { return value; }
  Json operator()(const std::string& value) const { return value; }
  Json operator()(const Date& value) const { return value.text; }
  Json operator()(const List& list) const {
    Json json = Json::array();
    for (const auto& item : list) json.push_back(std::visit(*this, item.value));
    return json;
  }
  Json operator()(const Table& table) const {
    Json json = Json::object();
    for (const auto& [key, node] : table) json[key] = std::visit(*this, node.value);
    return json;
  }
};

/// CI agents take "##vso[…]" and its kin for a command wherever it stands, and results go to standard output too. In
/// JSON a # occurs in strings alone, where \u0023 is the same character (RFC 8259, section 7).
std::string without_commands(std::string_view json) {
  std::string safe;
  for (auto at = json.find("##"); at != std::string_view::npos; at = json.find("##")) {
    safe.append(json.substr(0, at + 1)).append("\\u0023");
    json.remove_prefix(at + 2);
  }
  return safe.append(json);
}

/// `indent` blanks for each level; -1: all in one line.
std::string written(const Node& node, int indent) {
  // What a student printed need not be UTF-8: U+FFFD then, where dump() would throw. ASCII alone: results are looked at
  // in terminals too, and JSON lets DEL, C1 controls and what turns text through as they are.
  constexpr bool kAscii = true;
  const auto text = std::visit(ToJson{}, node.value).dump(indent, ' ', kAscii, Json::error_handler_t::replace);
  return without_commands(text) + "\n";
}

}  // namespace

Node parse_json(const std::string& text, const std::string& name) try {
  return convert(Json::parse(text), 1);
} catch (const std::exception& error) {
  throw Invalid(name + ": this is no JSON that can be read (" + error.what() + "); write it anew");
}

std::string json_text(const Node& node) { return written(node, 2); }
std::string json_line(const Node& node) { return written(node, -1); }

}  // namespace course
