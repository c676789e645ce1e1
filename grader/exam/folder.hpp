// Folder: a folder that the student's code and the examiner both see, for Unix domain sockets and other files. It lies
// in the worker's /tmp, which in a box is the worker's own (the examiner reaches it through /proc/PID/root), and
// without a box is everybody's. So each path has two names: path() for the student's code, address() for the examiner.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "support/address.hpp"
#include "support/fd.hpp"

namespace exam {

class Student;

/// Made empty, mode 0700, under a name by the run's seed; removed with all that is in it. The names below are those of
/// files in it, or in folders in it ("deep/socket"); no member follows a symbolic link but that of address().
class Folder {
 public:
  /// Throws std::system_error, as all members do, for the call that failed ("mkdirat (by the test)").
  explicit Folder(const Student& student);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// "/tmp/lab-1f3a9c/socket": as the student's code finds it.
  [[nodiscard]] std::string path(const std::string& name) const { return path_ + "/" + name; }
  /// For bind(2) and connect(2) by the examiner; of at most 107 bytes, so `name` is short. Valid while this lives.
  [[nodiscard]] lab::Address address(const std::string& name) const;
  /// What lstat(2) says; nothing if there is no such file.
  [[nodiscard]] std::optional<struct stat> look_at(const std::string& name) const;

  void write_file(const std::string& name, const std::string& text) const;  ///< mode 0644
  [[nodiscard]] std::string read_file(const std::string& name) const;
  void make_folder(const std::string& name) const;  ///< mode 0700
  void make_link(const std::string& name, const std::string& target) const;
  /// A socket file whose server has gone: bound by a socket of `type` that is closed already.
  void make_stale_socket(const std::string& name, int type) const;
  void set_mode(const std::string& name, mode_t mode) const;

 private:
  [[nodiscard]] std::string here(const std::string& name) const;
  lab::Fd above_;  // the worker's /tmp
  lab::Fd folder_;
  std::string path_;
};

}  // namespace exam
