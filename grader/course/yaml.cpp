// YAML text into a tree of values. The only file that includes libyaml.
#include <yaml.h>

#include <algorithm>

#include "course/document.hpp"

namespace course {
namespace {

constexpr int kDeepest = 32;  // an endless nest would exhaust the stack

class Event {
 public:
  Event() = default;
  ~Event() { ::yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  yaml_event_t* get() { return &event_; }
  [[nodiscard]] yaml_event_type_t type() const { return event_.type; }
  [[nodiscard]] int line() const { return static_cast<int>(event_.start_mark.line) + 1; }
  [[nodiscard]] std::string text() const {
    const auto& scalar = event_.data.scalar;
    return {reinterpret_cast<const char*>(scalar.value), scalar.length};
  }

 private:
  yaml_event_t event_{};
};

class Reader {
 public:
  Reader(const std::string& text, const std::string& name) : name_(name) {
    if (::yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    ::yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~Reader() { ::yaml_parser_delete(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Node document() {
    for (;;) {
      Event event;
      next(event);
      if (event.type() == YAML_STREAM_END_EVENT) return {Table{}};
      if (event.type() != YAML_STREAM_START_EVENT && event.type() != YAML_DOCUMENT_START_EVENT) return value(event, 0);
    }
  }

 private:
  void next(Event& event) {
    if (::yaml_parser_parse(&parser_, event.get()) != 0) return;
    give_up(static_cast<int>(parser_.problem_mark.line) + 1, parser_.problem != nullptr ? parser_.problem : "no YAML");
  }

  [[noreturn]] void give_up(int line, const std::string& why) const {
    throw Invalid(name_ + ":" + std::to_string(line) + ": " + why + "; get the file anew");
  }

  Node value(const Event& event, int depth) {
    if (depth > kDeepest) give_up(event.line(), "nested too deep");
    if (event.type() == YAML_SCALAR_EVENT) return {event.text(), event.line()};
    if (event.type() == YAML_SEQUENCE_START_EVENT) return {list(depth), event.line()};
    if (event.type() == YAML_MAPPING_START_EVENT) return {table(depth), event.line()};
    return {};  // an alias: its value would have to be copied, and copies of copies grow without end
  }

  List list(int depth) {
    List items;
    for (;;) {
      Event event;
      next(event);
      if (event.type() == YAML_SEQUENCE_END_EVENT) return items;
      items.push_back(value(event, depth + 1));
    }
  }

  Table table(int depth) {
    Table entries;
    for (;;) {
      Event key, event;
      next(key);
      if (key.type() == YAML_MAPPING_END_EVENT) return entries;
      const Node name = value(key, depth + 1);
      next(event);
      Node node = value(event, depth + 1);
      if (const auto* text = std::get_if<std::string>(&name.value)) entries.push_back({*text, std::move(node)});
    }
  }

  yaml_parser_t parser_{};
  const std::string& name_;
};

}  // namespace

Node parse_yaml(const std::string& text, const std::string& name) { return Reader(text, name).document(); }

}  // namespace course
