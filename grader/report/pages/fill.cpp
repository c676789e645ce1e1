// See fill.hpp.
#include "report/pages/fill.hpp"

#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "report/encode.hpp"

namespace report {
namespace {

constexpr std::string_view style =
#include "page.css.inc"
    ;

}  // namespace

Fields& Fields::set(const std::string& name, std::string_view text) {
  texts_[name] = printable_lines(text);
  return *this;
}

Fields& Fields::when(const std::string& name, bool holds) {
  conditions_[name] = holds;
  return *this;
}

Fields& Fields::add(const std::string& name) { return lists_[name].emplace_back(); }

struct ToMustache {
  using Data = kainjow::mustache::data;

  static Data convert(const Fields& fields) {
    Data data(Data::type::object);
    for (const auto& [name, text] : fields.texts_) data.set(name, text.empty() ? Data(false) : Data(text));
    for (const auto& [name, holds] : fields.conditions_) data.set(name, Data(holds));
    for (const auto& [name, rounds] : fields.lists_) {
      Data list(Data::type::list);
      for (const auto& round : rounds) list.push_back(convert(round));
      data.set(name, list);
    }
    return data;
  }
};

std::string fill(std::string_view page, const Fields& fields) {
  kainjow::mustache::mustache made{std::string(page)};
  auto data = ToMustache::convert(fields);
  data.set("style", std::string(style));
  auto text = made.render(data);
  if (!made.is_valid()) throw std::logic_error("a page's template: " + made.error_message());
  return text;
}

}  // namespace report
