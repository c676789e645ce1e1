// See diagnosis.hpp.
#include "course/diagnosis.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "course/fields.hpp"
#include "course/likeness.hpp"

namespace course {
namespace {

constexpr const char* kSchema = "socklab/diagnoses/1";
constexpr double kNear = 0.25;          // below this likeness, a mistake is not meant
constexpr double kStillFits = 0.5;      // below it, what is stored no longer tells what a mistake shows
constexpr double kSharpness = 8;        // how much a nearer mistake outweighs one that is less near
constexpr double kWorthTelling = 0.05;  // less of the likeliest, and none is named
constexpr std::size_t kMost = 3;

/// What of `signature` the tests that ran can show.
Signature shown_by(const std::vector<Test>& tests, const Signature& signature) {
  Signature shown;
  for (const Test& test : tests) {
    if (const auto found = signature.find(key_of(test)); found != signature.end()) shown.insert(*found);
  }
  return shown;
}

/// Where little was seen, a mistake that nobody knows often shows the same as a known one: of one test that ran, a half
/// counts, of four 0.8; where one failed as the mistake lets it fail, two thirds of that, of four nine tenths.
double evidence(std::size_t ran, std::size_t failed) {
  const auto tests = static_cast<double>(ran);
  const auto common = static_cast<double>(failed);
  return tests / (tests + 1) * common / (common + 0.5);
}

std::size_t failed_in_both(const Signature& found, const Signature& shown) {
  return static_cast<std::size_t>(
      std::count_if(shown.begin(), shown.end(), [&](const auto& test) { return found.contains(test.first); }));
}

Known read_known(const Node& node, const std::string& what, Problems& problems) {
  Fields fields(node, what, problems);
  Known known{fields.text("mistake"), fields.text("exercise"), fields.text("believes"), {}};
  for (const std::string& line : fields.texts("shows")) {
    std::istringstream words(line);
    std::string test;
    words >> test;
    Traits& traits = known.signature[test];
    for (std::string trait; words >> trait;) traits.insert(trait);
  }
  fields.nothing_else();
  return known;
}

}  // namespace

std::vector<Diagnosis> diagnose(const ExerciseResult& exercise, const std::vector<Known>& known) {
  const Signature found = signature_of(exercise);
  std::vector<const Known*> peers;
  std::vector<Signature> shown;
  for (const Known& one : known) {
    if (one.exercise != exercise.id) continue;
    peers.push_back(&one);
    shown.push_back(shown_by(exercise.tests, one.signature));
  }
  const Commonness commonness(shown);
  std::vector<Diagnosis> near;
  double sum = 0;
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const double how_near = likeness(found, shown[i], commonness);
    if (how_near < kNear) continue;
    const double weight = std::pow(how_near, kSharpness);
    const double seen = evidence(exercise.tests.size(), failed_in_both(found, shown[i]));
    near.push_back({peers[i]->mistake, peers[i]->believes, seen * how_near * how_near * weight});
    sum += weight;
  }
  for (Diagnosis& one : near) one.confidence /= sum;
  std::stable_sort(near.begin(), near.end(),
                   [](const Diagnosis& one, const Diagnosis& other) { return one.confidence > other.confidence; });
  if (near.empty() || near.front().confidence < kWorthTelling) return {};
  if (near.size() > kMost) near.resize(kMost);
  return near;
}

std::vector<std::vector<std::string>> look_alikes(const std::vector<Known>& known) {
  std::map<std::pair<std::string, Signature>, std::vector<std::string>> groups;
  for (const Known& one : known) {
    if (!one.signature.empty()) groups[{one.exercise, one.signature}].push_back(one.mistake);
  }
  std::vector<std::vector<std::string>> alike;
  for (auto& [shown, mistakes] : groups) {
    if (mistakes.size() > 1) alike.push_back(std::move(mistakes));
  }
  return alike;
}

std::vector<std::string> out_of_date(const std::vector<Known>& stored, const std::vector<Known>& now) {
  std::map<std::string, const Known*> left;
  for (const Known& one : stored) left.emplace(one.mistake, &one);
  std::map<std::string, std::vector<Signature>> by_exercise;
  for (const Known& one : stored) by_exercise[one.exercise].push_back(one.signature);
  std::vector<std::string> names;
  for (const Known& one : now) {
    const auto found = left.extract(one.mistake);
    const bool fits =
        !found.empty() && found.mapped()->exercise == one.exercise && found.mapped()->believes == one.believes &&
        likeness(one.signature, found.mapped()->signature, Commonness(by_exercise[one.exercise])) >= kStillFits;
    if (!fits) names.push_back(one.mistake);
  }
  for (const auto& [name, gone] : left) names.push_back(name);
  return names;
}

std::string to_json(const std::vector<Known>& known) {
  List mistakes;
  for (const Known& one : known) {
    List shows;
    for (const auto& [test, traits] : one.signature) {
      std::string line = test;
      for (const std::string& trait : traits) line += " " + trait;
      shows.push_back({line});
    }
    mistakes.push_back({Table{{"mistake", {one.mistake}},
                              {"exercise", {one.exercise}},
                              {"believes", {one.believes}},
                              {"shows", {std::move(shows)}}}});
  }
  return json_text({Table{{"schema", {std::string(kSchema)}}, {"mistakes", {std::move(mistakes)}}}});
}

std::vector<Known> parse_diagnoses(const std::string& json, const std::string& name) {
  Problems problems(name);
  const Node node = parse_json(json, name);
  Fields fields(node, "", problems);
  if (const auto schema = fields.text("schema"); schema != kSchema)
    fields.problem("schema", "the schema is " + in_quotes(schema) + ", not " + kSchema);
  std::vector<Known> known;
  for (const Node* one : fields.tables("mistakes"))
    known.push_back(read_known(*one, "mistakes[" + std::to_string(known.size()) + "]", problems));
  fields.nothing_else();
  problems.check();
  return known;
}

std::vector<Known> load_diagnoses(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  return parse_diagnoses(read_text(file), short_name(file));
}

}  // namespace course
