// Whether this machine can confine a process. Asked before anything is graded: there is no grade without a box, and no
// silent way around.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sandbox {

/// Where our own programs are that run in boxes.
struct Programs {
  std::filesystem::path folder;
  [[nodiscard]] std::filesystem::path init() const { return folder / "init"; }
  [[nodiscard]] std::filesystem::path self_test() const { return folder / "self_test"; }
};

struct Unavailable {
  std::string cause;
  std::string mend;  ///< what to type, or to ask an administrator for
};

/// Tries all that must be denied in the boxes (self_test.cpp has the table), made as grading makes them. Empty: they
/// hold what they promise. Takes some 50 ms.
std::optional<Unavailable> probe(const Programs& programs);

}  // namespace sandbox
