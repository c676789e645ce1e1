// See gradescope.hpp. The keys are Ruby's symbols: ":submitters:" with ":name", ":sid", ":email"; ":created_at".
#include "engine/gradescope.hpp"

#include <algorithm>

#include "course/document.hpp"

namespace engine {
namespace {

using course::Node;
using course::Table;

const Node* find(const Node& node, std::string_view key) {
  const auto* table = std::get_if<Table>(&node.value);
  if (table == nullptr) return nullptr;
  const auto found = std::find_if(table->begin(), table->end(), [&](const auto& entry) { return entry.key == key; });
  return found == table->end() ? nullptr : &found->value;
}

std::string text_of(const Node& node, std::string_view key) {
  const Node* found = find(node, key);
  const auto* text = found != nullptr ? std::get_if<std::string>(&found->value) : nullptr;
  return text != nullptr ? *text : std::string();
}

std::optional<course::Moment> time_of(const Node& record) {
  const Node* created = find(record, ":created_at");
  if (created == nullptr) return {};
  // Rails writes a time with its zone as a table.
  return course::read_moment(std::holds_alternative<Table>(created->value) ? text_of(*created, "utc")
                                                                           : text_of(record, ":created_at"));
}

GradescopeRecord read(const Node& node) {
  GradescopeRecord record;
  record.origin.submitted = time_of(node);
  const Node* submitters = find(node, ":submitters");
  const auto* all = submitters != nullptr ? std::get_if<course::List>(&submitters->value) : nullptr;
  if (all == nullptr) return record;
  for (const Node& one : *all) record.who += (record.who.empty() ? "" : " & ") + text_of(one, ":name");
  if (all->size() != 1) return record;
  const std::string sid = text_of(all->front(), ":sid");
  record.origin.id = sid.empty() ? text_of(all->front(), ":email") : sid;
  return record;
}

}  // namespace

std::map<std::string, GradescopeRecord> read_gradescope(const Path& folder) {
  const Path file = folder / "submission_metadata.yml";
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file))) return {};
  const Node node = course::parse_yaml(course::read_text(file), file.filename().string());
  std::map<std::string, GradescopeRecord> records;
  if (const auto* table = std::get_if<Table>(&node.value))
    for (const auto& [name, record] : *table) records.emplace(name, read(record));
  return records;
}

}  // namespace engine
