// Archives made in memory, honest ones and others.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace packing {

struct Item {
  std::string name;
  std::string text = "int x;\n";
  mode_t kind = AE_IFREG;
  std::string link = {};  ///< where a symbolic link leads, or of which file a hard one is
};

/// The bytes of an archive: format "zip", "pax", "gnutar" or "7zip"; filter "none", "gzip", "bzip2", "xz", "zstd".
inline std::string packed(const std::vector<Item>& items, const char* format = "zip", const char* filter = "none",
                          const char* options = "", const char* password = nullptr) {
  const std::unique_ptr<archive, int (*)(archive*)> a(archive_write_new(), archive_write_free);
  std::string bytes;
  const auto check = [&](int status) {
    if (status < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(a.get()));
  };
  check(archive_write_set_format_by_name(a.get(), format));
  if (filter != std::string("none")) check(archive_write_add_filter_by_name(a.get(), filter));
  check(archive_write_set_options(a.get(), options));
  if (password != nullptr) check(archive_write_set_passphrase(a.get(), password));
  check(archive_write_set_bytes_per_block(a.get(), 0));
  const auto write = [](archive*, void* to, const void* part, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(part), size);
    return static_cast<la_ssize_t>(size);
  };
  check(archive_write_open(a.get(), &bytes, nullptr, write, nullptr));
  for (const Item& item : items) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), item.name.c_str());
    archive_entry_set_filetype(entry.get(), static_cast<unsigned>(item.kind));
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(),
                           item.kind == AE_IFREG && item.link.empty() ? static_cast<la_int64_t>(item.text.size()) : 0);
    if (item.kind == AE_IFLNK) archive_entry_set_symlink(entry.get(), item.link.c_str());
    if (item.kind == AE_IFREG && !item.link.empty()) archive_entry_set_hardlink(entry.get(), item.link.c_str());
    check(archive_write_header(a.get(), entry.get()));
    if (archive_entry_size(entry.get()) > 0 &&
        archive_write_data(a.get(), item.text.data(), item.text.size()) != static_cast<la_ssize_t>(item.text.size()))
      throw std::runtime_error(archive_error_string(a.get()));
  }
  check(archive_write_close(a.get()));
  return bytes;
}

/// One file behind a filter, and no archive.
inline std::string filtered(const std::string& text, const char* filter) {
  return packed({{"-", text}}, "raw", filter);
}

}  // namespace packing
