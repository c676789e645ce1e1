// See archive.hpp.
#include "engine/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>

#include "engine/utf8_locale.hpp"

namespace engine {
namespace {

constexpr const char* damaged = "The archive is cut short or damaged. Pack it again, and hand in the new one.";
constexpr const char* unknown = "This is no archive that can be read here. Hand in a folder, a .zip or a .tar.gz.";
constexpr const char* holds_nothing = "The archive holds nothing. Pack it again, and hand in the new one.";
constexpr const char* encrypted = "The archive is encrypted. Pack it again without a password.";
constexpr const char* unpacks_to_too_much =
    "The archive unpacks to far more than labs need. Hand in the labs' source files alone.";
constexpr const char* too_many_entries =
    "The archive holds more files than can be looked at. Hand in the labs' source files alone.";

// An archive in memory, as libarchive's callbacks want it. What has to be unpacked is given out in small slices, and
// each time what was unpacked so far is counted: libarchive passes over gigabytes within one call otherwise.
class Stream {
 public:
  Stream(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}

  int open() {
    archive* a = get();
    // Zip by its directory alone, as every other program reads it. 7z is left out: its unpacking cannot be watched.
    if (archive_read_support_format_zip_seekable(a) != ARCHIVE_OK) return ARCHIVE_FATAL;
    if (archive_read_support_format_tar(a) != ARCHIVE_OK) return ARCHIVE_FATAL;
    for (const auto filter : {archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
                              archive_read_support_filter_xz, archive_read_support_filter_zstd}) {
      if (filter(a) < ARCHIVE_WARN) return ARCHIVE_FATAL;
    }
    archive_read_set_callback_data(a, this);
    archive_read_set_read_callback(a, read);
    archive_read_set_seek_callback(a, seek);
    const int status = archive_read_open1(a);
    if (archive_filter_count(a) <= 1) slice_ = 64 * 1024;
    return status;
  }

  [[nodiscard]] archive* get() const { return archive_.get(); }
  void unpacked(std::size_t bytes) { unpacked_ += static_cast<std::int64_t>(bytes); }
  [[nodiscard]] bool too_much() const {
    // Zip unpacks within an entry, tar below all of them.
    const std::int64_t all = std::max<std::int64_t>(unpacked_, archive_filter_bytes(get(), 0));
    const auto packed = static_cast<std::int64_t>(bytes_.size());
    return all > limits_.unpacked || (all > limits_.ratio_from && all / limits_.ratio > packed);
  }
  /// Why open did not work. (Whether entries are encrypted must not be asked then: libarchive has no format to ask.)
  [[nodiscard]] const char* opening_problem() const {
    if (too_much()) return unpacks_to_too_much;
    return bytes_.substr(0, 2) == "PK" ? damaged : unknown;  // a zip's directory is at its end
  }
  /// Why reading cannot go on, after that.
  [[nodiscard]] const char* problem() const {
    if (too_much()) return unpacks_to_too_much;
    return archive_read_has_encrypted_entries(get()) > 0 ? encrypted : damaged;
  }

 private:
  static la_ssize_t read(archive* a, void* stream, const void** part) {
    Stream& self = *static_cast<Stream*>(stream);
    if (self.too_much()) {
      archive_set_error(a, EFBIG, "%s", unpacks_to_too_much);
      return ARCHIVE_FATAL;
    }
    const std::string_view next = self.bytes_.substr(self.at_, self.slice_);
    self.at_ += next.size();
    *part = next.data();
    return static_cast<la_ssize_t>(next.size());
  }
  static la_int64_t seek(archive*, void* stream, la_int64_t offset, int whence) {
    Stream& self = *static_cast<Stream*>(stream);
    const auto end = static_cast<la_int64_t>(self.bytes_.size());
    const auto from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(self.at_) : end;
    // Offsets are the archive's own word.
    if (offset > end - from || offset < -from) return ARCHIVE_FATAL;
    self.at_ = static_cast<std::size_t>(from + offset);
    return from + offset;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t slice_ = 512;  // in which bzip2 may hide 600 MB; more, once it is known that nothing is to be unpacked
  std::int64_t unpacked_ = 0;
  const Limits& limits_;
  std::unique_ptr<archive, int (*)(archive*)> archive_{archive_read_new(), archive_read_free};
};

// The name without a leading "./"; absent where it is none that could be wanted.
std::optional<std::string> plain(const char* pathname) {
  if (pathname == nullptr) return {};
  std::string_view name(pathname);
  if (name.substr(0, 2) == "./") name.remove_prefix(2);
  if (name.size() > 4096 || name.find('\\') != std::string_view::npos) return {};
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string_view part = name.substr(at, end - at);
    const bool folder_s_slash = part.empty() && at == name.size() && at > 0;
    if ((part.empty() && !folder_s_slash) || part == "." || part == "..") return {};
    at = end + 1;
  }
  return std::string(name);
}

// "labs/01-topic/": all up to the last slash.
std::string place_of(const std::string& name) { return name.substr(0, name.rfind('/') + 1); }

// What a Mac puts beside the files.
bool is_by_the_way(const std::string& name) {
  const std::string file = name.substr(name.rfind('/') + 1);
  return name.starts_with("__MACOSX/") || file.starts_with("._") || file == ".DS_Store";
}

class Reading {
 public:
  Reading(std::string_view bytes, const std::set<std::string>& wanted, const Limits& limits)
      : stream_(bytes, limits), wanted_(wanted), limits_(limits) {
    for (const std::string& name : wanted) places_.insert(place_of(name));
  }

  Contents all() {
    if (stream_.get() == nullptr) throw std::bad_alloc();
    const int opened = stream_.open();
    // A second filter could blow up what the first gave out, where nobody counts.
    if (archive_filter_count(stream_.get()) > 2) return refused(unknown);
    if (opened != ARCHIVE_OK) return refused(stream_.opening_problem());
    archive_entry* entry = nullptr;
    std::size_t number = 0;
    for (;; ++number) {
      const int status = archive_read_next_header(stream_.get(), &entry);
      if (status == ARCHIVE_EOF) break;
      if (status < ARCHIVE_WARN || status == ARCHIVE_RETRY) return refused(stream_.problem());
      if (number == limits_.entries) return refused(too_many_entries);
      if (const char* problem = look_at(*entry)) return refused(problem);
    }
    if (number == 0) return refused(holds_nothing);  // as some files seem to tar that are no archives
    if (stream_.too_much()) return refused(unpacks_to_too_much);
    if (several_folders_) contents_.top.clear();
    return std::move(contents_);
  }

 private:
  static Contents refused(const char* why) {
    Contents contents;
    contents.refused = why;
    return contents;
  }

  // Why reading ends here; null: it goes on.
  const char* look_at(archive_entry& entry) {
    const auto name = plain(archive_entry_pathname(&entry));
    if (!name || is_by_the_way(*name)) return nullptr;
    const std::size_t slash = name->find('/');
    const std::string top = name->substr(0, slash == std::string::npos ? 0 : slash + 1);
    if (!top.empty() && contents_.top.empty()) contents_.top = top;
    if (!top.empty() && contents_.top != top) several_folders_ = true;

    const bool in_top = !top.empty() && contents_.top == top;
    if (wanted_.contains(*name) || (in_top && wanted_.contains(name->substr(top.size())))) return keep(entry, *name);
    const std::string place = place_of(*name);
    if (places_.contains(place) || (in_top && places_.contains(place.substr(top.size())))) note(*name, place);
    return nullptr;
  }

  void note(const std::string& name, const std::string& place) {
    if (name.size() > place.size() && name.size() - place.size() <= 255)
      contents_.names[place].push_back(name.substr(place.size()));
  }

  const char* keep(archive_entry& entry, const std::string& name) {
    const auto [at, is_new] = contents_.files.try_emplace(name);
    Found& found = at->second;
    if (!is_new) {
      found = {{}, "is in the archive twice. Pack it again, with each file once."};
      return nullptr;
    }
    const auto kind = archive_entry_filetype(&entry);
    if (archive_entry_hardlink(&entry) != nullptr || archive_entry_symlink(&entry) != nullptr || kind == AE_IFLNK)
      found.refused = "is a link. Hand in the file itself.";
    else if (kind == AE_IFDIR)
      found.refused = "is a folder. Hand in a file of this name.";
    else if (kind != AE_IFREG)
      found.refused = "is no regular file. Hand in the source text itself.";
    else if (archive_entry_is_encrypted(&entry) != 0)
      return encrypted;
    else
      return read(found);
    return nullptr;
  }

  const char* read(Found& found) {
    std::array<char, 64 * 1024> part;
    for (;;) {
      const la_ssize_t count = archive_read_data(stream_.get(), part.data(), part.size());
      if (count < 0) return stream_.problem();
      if (count == 0) return nullptr;
      stream_.unpacked(static_cast<std::size_t>(count));
      if (stream_.too_much()) return unpacks_to_too_much;
      found.text.append(part.data(), static_cast<std::size_t>(count));
      if (found.text.size() > limits_.file) {
        found = {{}, "is larger than 1 MiB. Hand in the source text alone."};
        return nullptr;
      }
    }
  }

  Stream stream_;
  const std::set<std::string>& wanted_;
  std::set<std::string> places_;
  const Limits& limits_;
  Contents contents_;
  bool several_folders_ = false;
};

}  // namespace

Contents read_archive(std::string_view bytes, const std::set<std::string>& wanted, const Limits& limits) {
  const Utf8Locale utf8;  // in which libarchive tells names; in "C" it loses those that are not ASCII
  return Reading(bytes, wanted, limits).all();
}

}  // namespace engine
