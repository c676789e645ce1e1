// A template and what goes into it (mustache(5); libkainjow-mustache). All values are made printable and escaped for
// HTML here, whoever wrote them; only a page's own style is not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace report {

/// The values for a template, or for one round of a section in it. A name that is not set here is looked up outside, so
/// a section's fields have names of their own.
class Fields {
 public:
  /// {{name}}; as a section, {{#name}}, an empty text is false.
  Fields& set(const std::string& name, std::string_view text);
  /// {{#name}} or {{^name}}
  Fields& when(const std::string& name, bool holds);
  /// One more round of {{#name}}; valid until the next.
  Fields& add(const std::string& name);

 private:
  friend std::string fill(std::string_view, const Fields&);
  friend struct ToMustache;
  std::map<std::string, std::string> texts_;
  std::map<std::string, bool> conditions_;
  std::map<std::string, std::vector<Fields>> lists_;
};

/// The page, with page.css where it says {{{style}}}. Throws std::logic_error if the template is none.
std::string fill(std::string_view page, const Fields& fields);

}  // namespace report
