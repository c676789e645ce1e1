// See pack.hpp.
#include "engine/pack.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

#include "engine/utf8_locale.hpp"

namespace engine {
namespace {

using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

void check(int status, archive* a) {
  if (status >= ARCHIVE_OK) return;
  const char* why = archive_error_string(a);
  throw std::runtime_error(std::string("libarchive: ") + (why != nullptr ? why : "no reason told"));
}

la_ssize_t append(archive*, void* to, const void* bytes, std::size_t count) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), count);
  return static_cast<la_ssize_t>(count);
}

void set_form(archive* a, Packing how) {
  check(how == Packing::zip ? archive_write_set_format_zip(a) : archive_write_set_format_ustar(a), a);
  if (how != Packing::tar_gz) return;
  check(archive_write_add_filter_gzip(a), a);
  check(archive_write_set_filter_option(a, "gzip", "timestamp", nullptr), a);
}

}  // namespace

std::optional<Packing> packing_of(const Path& file) {
  const std::string name = file.filename().string();
  if (name.ends_with(".zip")) return Packing::zip;
  if (name.ends_with(".tar")) return Packing::tar;
  if (name.ends_with(".tar.gz") || name.ends_with(".tgz")) return Packing::tar_gz;
  return {};
}

std::string pack(const std::vector<Packed>& files, Packing how) {
  std::string bytes;
  const std::unique_ptr<archive, int (*)(archive*)> out(archive_write_new(), archive_write_free);
  archive* a = out.get();
  set_form(a, how);
  check(archive_write_set_bytes_in_last_block(a, 1), a);
  check(archive_write_open(a, &bytes, nullptr, append, nullptr), a);
  for (const Packed& file : files) {
    const Entry entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.executable ? 0755 : 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.text.size()));
    check(archive_write_header(a, entry.get()), a);
    if (archive_write_data(a, file.text.data(), file.text.size()) < 0) check(ARCHIVE_FATAL, a);
  }
  check(archive_write_close(a), a);
  return bytes;
}

std::vector<std::string> names_in(const std::string& archive_bytes) {
  const Utf8Locale utf8;
  const std::unique_ptr<archive, int (*)(archive*)> in(archive_read_new(), archive_read_free);
  archive* a = in.get();
  check(archive_read_support_format_zip(a), a);
  check(archive_read_support_format_tar(a), a);
  check(archive_read_support_filter_gzip(a), a);
  check(archive_read_open_memory(a, archive_bytes.data(), archive_bytes.size()), a);
  std::vector<std::string> names;
  archive_entry* entry = nullptr;
  for (int status = 0; (status = archive_read_next_header(a, &entry)) != ARCHIVE_EOF;) {
    check(status, a);
    if (archive_entry_filetype(entry) != AE_IFDIR) names.emplace_back(archive_entry_pathname(entry));
  }
  return names;
}

}  // namespace engine
