// Where a submission's files are looked for: a folder on disk, or what an archive held.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace engine {

using Path = std::filesystem::path;

constexpr std::size_t largest_file = 1024 * 1024;  ///< bytes of one file that is handed in
constexpr std::size_t most_names = 10'000;         ///< entries that are looked at, of a folder or an archive

/// A file that was looked for and is there: its text, or the reason why it cannot be taken.
struct Found {
  std::string text;
  std::string refused;  ///< the end of a sentence that begins with the file's name: "is a folder. Hand in …"
};

/// Names are relative, without "." or "..": "labs/01-topic/topic.cpp". A place is a folder's name with a slash behind
/// it ("labs/01-topic/"), or empty.
class Source {
 public:
  Source() = default;
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// Absent where there is no such file.
  [[nodiscard]] virtual std::optional<Found> look_for(const std::string& name) const = 0;
  /// What lies in a place, at most `most_names` of it, in no order; nothing where there is no such place. The names are
  /// a stranger's: any bytes.
  [[nodiscard]] virtual std::vector<std::string> names_in(const std::string& place) const = 0;
  /// The one folder that holds everything, as in an archive of a folder: "alice/"; else empty.
  [[nodiscard]] virtual std::string top() const { return {}; }
};

/// One of both.
struct Opened {
  std::unique_ptr<Source> source;
  std::string refused;  ///< whole sentences, for whoever handed it in
};

/// Opens a folder, or reads an archive to its end. `path` has no symbolic link in it (realpath(3)): where one is put
/// since, it is refused. Of an archive only the `wanted` names are kept, from its root or its top folder. Never waits,
/// and opens nothing but regular files and folders.
Opened open_source(const Path& path, const std::set<std::string>& wanted);

}  // namespace engine
