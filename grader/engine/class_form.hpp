// A class as an instructor gets it: which entry of the folder is whose, told by the names that a platform gives them.
#pragma once

#include <string>
#include <vector>

namespace engine {

/// What lies at the top of the class's folder.
struct Entry {
  std::string name;  ///< a stranger's: any bytes
  bool is_folder = false;
};

/// A file or folder of a submission: `entry` in the class's folder, `name` as its student called it. A folder that is
/// the submission itself has no name.
struct Piece {
  std::string entry;
  std::string name;
};

struct Member {
  std::string name;           ///< as the platform tells it: "doejane", "Jane Doe", "submission_123", a folder's name
  std::string id;             ///< the platform's number for it, where its form has one
  bool late = false;          ///< where the form tells it
  std::vector<Piece> pieces;  ///< one folder, one archive, or single files
  std::string refused;        ///< why it cannot be known what was handed in; whole sentences, for the instructor
};

enum class ClassForm {
  folders,     ///< a folder or an archive for each; Git clones too
  canvas,      ///< lastfirst_ID_ATTACHMENT_name, lastfirst_LATE_ID_ATTACHMENT_name
  moodle,      ///< Name_ID_assignsubmission_file, folders or files with the name behind it
  gradescope,  ///< submission_ID
};
/// "Canvas", "Moodle", "Gradescope", "a folder or an archive for each student".
std::string to_text(ClassForm form);

struct ClassList {
  ClassForm form = ClassForm::folders;
  std::vector<Member> members;      ///< by name
  std::vector<std::string> passed;  ///< entries that are no submission in this form, except what systems leave behind
};

/// The form that at least half of the entries have decides for all of them. Nothing is guessed: two submissions under
/// one name make one member that is `refused` and names both.
ClassList sort_out(const std::vector<Entry>& entries);

}  // namespace engine
