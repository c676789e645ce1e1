// TOML text into a tree of values. The only file that includes toml++.
#include <toml++/toml.h>

#include <sstream>

#include "course/document.hpp"

namespace course {
namespace {

Node convert(const toml::node& node);

decltype(Node::value) value_of(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    Table entries;
    for (const auto& [key, value] : *table) entries.push_back({std::string(key.str()), convert(value)});
    return entries;
  }
  if (const auto* array = node.as_array()) {
    List items;
    for (const auto& item : *array) items.push_back(convert(item));
    return items;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return integer->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* boolean = node.as_boolean()) return boolean->get();
  std::ostringstream date;
  if (const auto* moment = node.as_date_time())
    date << moment->get();
  else if (const auto* day = node.as_date())
    date << day->get();
  else if (const auto* time = node.as_time())
    date << time->get();
  return Date{date.str()};
}

Node convert(const toml::node& node) { return {value_of(node), static_cast<int>(node.source().begin.line)}; }

}  // namespace

Node parse_toml(const std::string& text, const std::string& name) try {
  return convert(toml::parse(text));
} catch (const toml::parse_error& error) {
  throw Invalid(name + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()) +
                "; correct it");
}

}  // namespace course
