// See new_lab.hpp.
#include "course/new_lab.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <regex>

#include "course/document.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;

struct NewFile {
  fs::path path;  ///< relative to the tree
  std::string text;
};

/// What stands for @NAME@ in the templates.
std::map<std::string, std::string> words_of(const std::string& id) {
  std::string topic = id.substr(3);
  std::string title = topic;
  std::replace(topic.begin(), topic.end(), '-', '_');
  std::replace(title.begin(), title.end(), '-', ' ');
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return {{"ID", id}, {"NUMBER", id.substr(0, 2)}, {"TOPIC", topic}, {"TITLE", title}};
}

std::string filled_in(std::string text, const std::map<std::string, std::string>& words) {
  for (const auto& [name, word] : words) {
    const std::string mark = "@" + name + "@";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + word.size())) {
      text.replace(at, mark.size(), word);
    }
  }
  return text;
}

/// "topic.cpp.in" of the part "lab" becomes labs/05-my-topic/my_topic.cpp.
fs::path place_of(const fs::path& from, const std::string& id, const std::string& topic) {
  fs::path inner;
  for (auto part = std::next(from.begin()); part != from.end(); ++part) inner /= *part;
  inner.replace_extension();  // .in
  if (inner.stem() == "topic") inner.replace_filename(topic + inner.extension().string());
  const std::string part = *from.begin();
  if (part == "notes") return fs::path("notes") / (id + ".md");
  return fs::path(part == "lab" ? "labs" : "solutions") / id / inner;
}

std::vector<NewFile> files_of(const fs::path& templates, const std::string& id) {
  const auto words = words_of(id);
  std::vector<NewFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(templates)) {
    if (!entry.is_regular_file()) continue;
    const fs::path from = fs::relative(entry.path(), templates);
    files.push_back({place_of(from, id, words.at("TOPIC")), filled_in(read_text(entry.path()), words)});
  }
  std::sort(files.begin(), files.end(), [](const NewFile& a, const NewFile& b) { return a.path < b.path; });
  return files;
}

void write(const fs::path& file, const std::string& text) {
  std::error_code failed;  // seen below: the file cannot be opened
  fs::create_directories(file.parent_path(), failed);
  std::ofstream out(file, std::ios::binary);
  out << text << std::flush;
  if (!out) throw Invalid(file.string() + ": could not be written; is there room, and are you allowed to?");
}

void refuse_what_cannot_be(const fs::path& root, const std::string& id) {
  if (!std::regex_match(id, std::regex("[0-9]{2}-[a-z][a-z0-9]*(-[a-z0-9]+)*"))) {
    throw Invalid("\"" + id + "\" is no name for a lab; it is two digits and a topic, such as 09-raw-sockets");
  }
  if (!fs::is_directory(root / "solutions")) {
    throw Invalid("this tree has no solutions/, where the other half of a lab stands; use the course's whole tree");
  }
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(root / "labs", none)) {
    const std::string other = entry.path().filename().string();
    if (other.substr(0, 3) == id.substr(0, 3) || (other.size() > 3 && other.substr(3) == id.substr(3))) {
      throw Invalid("labs/" + other + " is there already; choose another number and another topic than its own");
    }
  }
  for (const fs::path& place : {root / "labs" / id, root / "solutions" / id, root / "notes" / (id + ".md")}) {
    if (fs::symlink_status(place).type() != fs::file_type::not_found) {
      throw Invalid(short_name(place) + " is there already; move it away, or choose another name");
    }
  }
}

}  // namespace

std::vector<fs::path> make_lab(const fs::path& root, const std::string& id) {
  refuse_what_cannot_be(root, id);
  std::vector<fs::path> made;
  try {
    for (const NewFile& file : files_of(root / "grader/course/new-lab", id)) {
      write(root / file.path, file.text);
      made.push_back(file.path);
    }
  } catch (...) {
    std::error_code ignored;
    for (const fs::path& place : {root / "labs" / id, root / "solutions" / id, root / "notes" / (id + ".md")}) {
      fs::remove_all(place, ignored);
    }
    throw;
  }
  return made;
}

}  // namespace course
