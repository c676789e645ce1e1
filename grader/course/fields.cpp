// The strict reader's checks and the words that it uses for what it finds.
#include "course/fields.hpp"

#include <algorithm>

namespace course {
namespace {

const Node kEmpty{Table{}};

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

void Problems::add(int line, const std::string& what) {
  lines_.emplace_back(line, name_ + (line > 0 ? ":" + std::to_string(line) : "") + ": " + what);
}

void Problems::check() {
  if (lines_.empty()) return;
  std::stable_sort(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string all;
  for (const auto& [line, text] : lines_) all += (all.empty() ? "" : "\n") + text;
  throw Invalid(all);
}

Fields::Fields(const Node& node, std::string what, Problems& problems)
    : table_(std::get_if<Table>(&node.value)), line_(node.line), what_(std::move(what)), problems_(problems) {
  if (table_ != nullptr) return;
  table_ = &std::get<Table>(kEmpty.value);
  problems_.add(line_, (what_.empty() ? "this" : what_) + " is no table; give its keys and values");
}

const Node* Fields::find(std::string_view key) const {
  auto found = std::find_if(table_->begin(), table_->end(), [&](const auto& entry) { return entry.key == key; });
  return found == table_->end() ? nullptr : &found->value;
}

void Fields::allow(std::string_view key) {
  if (std::find(allowed_.begin(), allowed_.end(), key) == allowed_.end()) allowed_.emplace_back(key);
}

bool Fields::has(std::string_view key) {
  allow(key);
  return find(key) != nullptr;
}

int Fields::line(std::string_view key) const {
  const Node* node = find(key);
  return node != nullptr && node->line > 0 ? node->line : line_;
}

void Fields::problem(std::string_view key, const std::string& what) {
  if (table_ == &std::get<Table>(kEmpty.value)) return;  // that it is no table is told already
  if (std::find(faulty_.begin(), faulty_.end(), key) != faulty_.end()) return;
  faulty_.emplace_back(key);
  problems_.add(line(key), (what_.empty() ? "" : what_ + ": ") + what);
}

const Node* Fields::take(std::string_view key) {
  allow(key);
  const Node* node = find(key);
  if (node == nullptr) problem(key, std::string(key) + " is missing; add it");
  return node;
}

void Fields::wrong_type(std::string_view key, const std::string& wanted) {
  problem(key, std::string(key) + " has the wrong type; give " + wanted);
}

std::string Fields::text_or_empty(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return {};
  if (const auto* text = std::get_if<std::string>(&node->value)) return *text;
  wrong_type(key, "a text in quotes");
  return {};
}

std::string Fields::text(std::string_view key) {
  const auto* node = find(key);
  const auto* given = node != nullptr ? std::get_if<std::string>(&node->value) : nullptr;
  if (given != nullptr && given->find_first_not_of(" \t\r\n") == std::string::npos)
    problem(key, std::string(key) + " is empty; fill it in");
  return text_or_empty(key);
}

int Fields::integer(std::string_view key, int least, int most) {
  const Node* node = take(key);
  if (node == nullptr) return least;
  const auto* number = std::get_if<std::int64_t>(&node->value);
  if (number != nullptr && *number >= least && *number <= most) return static_cast<int>(*number);
  const auto wanted = "a whole number, " + std::to_string(least) + " to " + std::to_string(most);
  if (number == nullptr)
    wrong_type(key, wanted);
  else
    problem(key, std::string(key) + " is " + std::to_string(*number) + "; give " + wanted);
  return least;
}

std::uint64_t Fields::natural(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return 0;
  if (const auto* number = std::get_if<std::uint64_t>(&node->value)) return *number;
  if (const auto* number = std::get_if<std::int64_t>(&node->value); number != nullptr && *number >= 0)
    return static_cast<std::uint64_t>(*number);
  wrong_type(key, "a whole number, 0 or more");
  return 0;
}

double Fields::number(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return 0;
  if (const auto* number = std::get_if<double>(&node->value)) return *number;
  if (const auto* number = std::get_if<std::int64_t>(&node->value)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<std::uint64_t>(&node->value)) return static_cast<double>(*number);
  wrong_type(key, "a number");
  return 0;
}

bool Fields::boolean(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return false;
  if (const auto* value = std::get_if<bool>(&node->value)) return *value;
  wrong_type(key, "true or false");
  return false;
}

Moment Fields::moment(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return {};
  const auto* text = std::get_if<std::string>(&node->value);
  const auto* date = std::get_if<Date>(&node->value);
  const auto moment = read_moment(text != nullptr ? *text : date != nullptr ? date->text : std::string());
  if (!moment) problem(key, std::string(key) + " tells no moment; give " + kMomentForm);
  return moment.value_or(Moment{});
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return {};
  std::vector<std::string> all;
  bool right = std::holds_alternative<List>(node->value);
  if (right) {
    for (const auto& item : std::get<List>(node->value)) {
      const auto* text = std::get_if<std::string>(&item.value);
      right = right && text != nullptr;
      if (text != nullptr) all.push_back(*text);
    }
  }
  if (!right) wrong_type(key, "a list of texts in quotes");
  return all;
}

std::vector<const Node*> Fields::tables(std::string_view key) {
  const Node* node = take(key);
  if (node == nullptr) return {};
  std::vector<const Node*> all;
  const auto* list = std::get_if<List>(&node->value);
  if (list == nullptr) {
    wrong_type(key, "a list of tables");
    return {};
  }
  for (const auto& item : *list) all.push_back(&item);  // each is checked by its own Fields
  return all;
}

const Node& Fields::table(std::string_view key) {
  const Node* node = take(key);
  return node != nullptr ? *node : kEmpty;
}

void Fields::nothing_else() {
  for (const auto& [key, node] : *table_)
    if (std::find(allowed_.begin(), allowed_.end(), key) == allowed_.end())
      problem(key, "unknown key " + in_quotes(key) + "; the keys here are " + join(allowed_));
}

}  // namespace course
