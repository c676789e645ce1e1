// mistakes.toml → Mistakes, and a mistake made in a solution.
#include "course/mistakes.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "course/fields.hpp"

namespace course {
namespace {

const std::regex kName("[a-z0-9]+(-[a-z0-9]+)*");

void check_test(const std::string& test, const Lab& lab, Fields& fields) {
  const auto dot = test.find('.');
  if (dot == std::string::npos || dot + 1 == test.size())
    fields.problem("fails", in_quotes(test) + " names no test; write Suite.Test");
  else if (lab.find_suite(test.substr(0, dot)) == nullptr)
    fields.problem("fails", in_quotes(test) + ": no exercise has this suite; see lab.toml");
}

std::vector<Edit> read_edits(Fields& fields, const std::string& what, Problems& problems) {
  std::vector<Edit> edits;
  for (const Node* node : fields.tables("edits")) {
    Fields edit(*node, what + ", edit " + std::to_string(edits.size() + 1), problems);
    edits.push_back({edit.text("replace"), edit.text_or_empty("with")});
    edit.nothing_else();
    if (!edits.back().replace.empty() && edits.back().replace == edits.back().with)
      edit.problem("with", "with is the same as replace; make the mistake in it");
  }
  if (fields.has("edits") && edits.empty()) fields.problem("edits", "edits is empty; say what the mistake replaces");
  return edits;
}

Mistake read_mistake(const Node& node, const std::string& what, const Lab& lab, Problems& problems) {
  Fields fields(node, what, problems);
  Mistake mistake;
  mistake.name = fields.text("name");
  mistake.exercise = fields.text("exercise");
  if (fields.has("row")) mistake.row = fields.integer("row", 1, 999);
  mistake.believes = fields.text("believes");
  if (fields.has("fails")) mistake.fails = fields.texts("fails");
  mistake.edits = read_edits(fields, what, problems);
  mistake.where = problems.name() + ":" + std::to_string(node.line);
  fields.nothing_else();

  if (!mistake.name.empty() && (mistake.name.size() > 255 || !std::regex_match(mistake.name, kName)))
    fields.problem("name", "the name " + in_quotes(mistake.name) + " is none; use small letters, digits and -");
  if (!mistake.exercise.empty() && lab.find(mistake.exercise) == nullptr)
    fields.problem("exercise", "lab " + lab.id + " has no exercise " + in_quotes(mistake.exercise) + "; see lab.toml");
  for (const auto& test : mistake.fails) check_test(test, lab, fields);
  return mistake;
}

/// Where `replace` stands in the solution. Throws Invalid unless it is there exactly once.
std::size_t place_of(const Edit& edit, const Mistake& mistake, const std::string& solution) {
  const auto first_line = edit.replace.substr(0, edit.replace.find('\n'));
  const auto complain = [&](const std::string& what) {
    throw Invalid(mistake.where + ": mistake " + mistake.name + ": " + in_quotes(first_line) +
                  (first_line.size() < edit.replace.size() ? " …" : "") + " " + what);
  };
  const auto at = edit.replace.empty() ? std::string::npos : solution.find(edit.replace);
  if (at == std::string::npos) complain("is not in the solution; copy the text to replace from there");
  if (solution.find(edit.replace, at + 1) != std::string::npos)
    complain("is in the solution more than once; take in more of its surroundings");
  return at;
}

}  // namespace

std::vector<Mistake> load_mistakes(const std::filesystem::path& file, const Lab& lab) {
  return parse_mistakes(file, read_text(file), lab);
}

std::vector<Mistake> parse_mistakes(const std::filesystem::path& file, const std::string& toml, const Lab& lab) {
  Problems problems(short_name(file));
  const Node node = parse_toml(toml, problems.name());
  Fields fields(node, "", problems);
  std::vector<Mistake> mistakes;
  std::set<std::string> names;
  for (const Node* entry : fields.tables("mistake")) {
    mistakes.push_back(read_mistake(*entry, "mistake " + std::to_string(mistakes.size() + 1), lab, problems));
    const auto& name = mistakes.back().name;
    if (!name.empty() && !names.insert(name).second)
      problems.add(entry->line, "the mistake " + in_quotes(name) + " is there twice; choose another name");
  }
  fields.nothing_else();
  problems.check();
  return mistakes;
}

std::string apply(const Mistake& mistake, const std::string& solution) {
  std::vector<std::pair<std::size_t, const Edit*>> places;
  for (const auto& edit : mistake.edits) places.emplace_back(place_of(edit, mistake, solution), &edit);
  std::sort(places.begin(), places.end());

  std::string wrong;
  std::size_t done = 0;
  for (const auto& [at, edit] : places) {
    if (at < done)
      throw Invalid(mistake.where + ": mistake " + mistake.name + ": two of its edits overlap; make them one");
    wrong += solution.substr(done, at - done) + edit->with;
    done = at + edit->replace.size();
  }
  return wrong + solution.substr(done);
}

}  // namespace course
