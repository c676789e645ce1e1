// See archive_walk.hpp. What has to be unpacked is given out in small slices, and each time what was unpacked so far is
// counted: libarchive passes over gigabytes within one call otherwise.
#include "engine/archive_walk.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>

#include "engine/utf8_locale.hpp"

namespace engine {
namespace {

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

// What a Mac puts beside the files.
bool is_by_the_way(const std::string& name) {
  const std::string file = name.substr(name.rfind('/') + 1);
  return name.starts_with("__MACOSX/") || file.starts_with("._") || file == ".DS_Store";
}

}  // namespace

ArchiveWalk::ArchiveWalk(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}

std::optional<ArchiveProblem> ArchiveWalk::walk() {
  const Utf8Locale utf8;  // in which libarchive tells names; in "C" it loses those that are not ASCII
  archive* a = archive_.get();
  if (a == nullptr) throw std::bad_alloc();
  const int opened = open();
  // A second filter could blow up what the first gave out, where nobody counts.
  if (archive_filter_count(a) > 2) return ArchiveProblem::unknown;
  if (opened != ARCHIVE_OK) return opening_problem();
  archive_entry* entry = nullptr;
  std::size_t number = 0;
  for (;; ++number) {
    const int status = archive_read_next_header(a, &entry);
    if (status == ARCHIVE_EOF) break;
    if (status < ARCHIVE_WARN || status == ARCHIVE_RETRY) return problem();
    if (number == limits_.entries) return ArchiveProblem::too_many_entries;
    const auto name = plain(archive_entry_pathname(entry));
    if (name && is_by_the_way(*name)) continue;
    if (const auto found = look_at(*entry, name)) return found;
  }
  if (number == 0) return ArchiveProblem::holds_nothing;  // as some files seem to tar that are no archives
  if (too_much()) return ArchiveProblem::too_much;
  return {};
}

std::optional<ArchiveProblem> ArchiveWalk::read(std::string& text, std::size_t most, bool& is_larger) {
  std::array<char, 64 * 1024> part;
  is_larger = false;
  for (;;) {
    const la_ssize_t count = archive_read_data(archive_.get(), part.data(), part.size());
    if (count < 0) return problem();
    if (count == 0) return {};
    unpacked_ += static_cast<std::int64_t>(count);
    if (too_much()) return ArchiveProblem::too_much;
    text.append(part.data(), static_cast<std::size_t>(count));
    is_larger = text.size() > most;
    if (is_larger) return {};
  }
}

int ArchiveWalk::open() {
  archive* a = archive_.get();
  // Zip by its directory alone, as every other program reads it. 7z is left out: its unpacking cannot be watched.
  if (archive_read_support_format_zip_seekable(a) != ARCHIVE_OK) return ARCHIVE_FATAL;
  if (archive_read_support_format_tar(a) != ARCHIVE_OK) return ARCHIVE_FATAL;
  for (const auto filter : {archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
                            archive_read_support_filter_xz, archive_read_support_filter_zstd}) {
    if (filter(a) < ARCHIVE_WARN) return ARCHIVE_FATAL;
  }
  archive_read_set_callback_data(a, this);
  archive_read_set_read_callback(a, read_callback);
  archive_read_set_seek_callback(a, seek_callback);
  const int status = archive_read_open1(a);
  if (archive_filter_count(a) <= 1) slice_ = 64 * 1024;
  return status;
}

bool ArchiveWalk::too_much() const {
  // Zip unpacks within an entry, tar below all of them.
  const std::int64_t all = std::max<std::int64_t>(unpacked_, archive_filter_bytes(archive_.get(), 0));
  const auto packed = static_cast<std::int64_t>(bytes_.size());
  return all > limits_.unpacked || (all > limits_.ratio_from && all / limits_.ratio > packed);
}

// Why open did not work. (Whether entries are encrypted must not be asked then: libarchive has no format to ask.)
ArchiveProblem ArchiveWalk::opening_problem() const {
  if (too_much()) return ArchiveProblem::too_much;
  // A zip's directory is at its end.
  return bytes_.substr(0, 2) == "PK" ? ArchiveProblem::damaged : ArchiveProblem::unknown;
}

// Why reading cannot go on, after that.
ArchiveProblem ArchiveWalk::problem() const {
  if (too_much()) return ArchiveProblem::too_much;
  return archive_read_has_encrypted_entries(archive_.get()) > 0 ? ArchiveProblem::encrypted : ArchiveProblem::damaged;
}

la_ssize_t ArchiveWalk::read_callback(archive* a, void* walk, const void** part) {
  ArchiveWalk& self = *static_cast<ArchiveWalk*>(walk);
  if (self.too_much()) {
    archive_set_error(a, EFBIG, "too much");
    return ARCHIVE_FATAL;
  }
  const std::string_view next = self.bytes_.substr(self.at_, self.slice_);
  self.at_ += next.size();
  *part = next.data();
  return static_cast<la_ssize_t>(next.size());
}

la_int64_t ArchiveWalk::seek_callback(archive*, void* walk, la_int64_t offset, int whence) {
  ArchiveWalk& self = *static_cast<ArchiveWalk*>(walk);
  const auto end = static_cast<la_int64_t>(self.bytes_.size());
  const auto from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(self.at_) : end;
  // Offsets are the archive's own word.
  if (offset > end - from || offset < -from) return ARCHIVE_FATAL;
  self.at_ = static_cast<std::size_t>(from + offset);
  return from + offset;
}

bool is_regular(archive_entry& entry) {
  return archive_entry_hardlink(&entry) == nullptr && archive_entry_symlink(&entry) == nullptr &&
         archive_entry_filetype(&entry) == AE_IFREG;
}

}  // namespace engine
