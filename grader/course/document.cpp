// Files of the course: how messages call them, and their text.
#include "course/document.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace course {

std::string short_name(const std::filesystem::path& file) {
  const auto whole = std::filesystem::absolute(file).lexically_normal();
  const auto folder = whole.parent_path();
  return (folder.parent_path().filename() / folder.filename() / whole.filename()).string();
}

std::string read_text(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream from(file, std::ios::binary);
  std::ostringstream text;
  if (from) text << from.rdbuf();  // an empty file sets failbit here, which is no error
  if (!from || text.bad())
    throw Invalid(short_name(file) + ": cannot be read (" + std::generic_category().message(errno != 0 ? errno : EIO) +
                  "); put the file there");
  return std::move(text).str();
}

}  // namespace course
