// How and with what student code is built, as Meson decided it: toolchain.json, written when this tree was configured.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "course/status.hpp"
#include "sandbox/probe.hpp"

namespace engine {

using Path = std::filesystem::path;

struct Toolchain {
  Path source_root;
  Path build_root;
  std::vector<std::string> compiler;  ///< the command's first words
  std::vector<std::string> compile;
  std::vector<std::string> link;
  std::vector<std::string> debug;  ///< after `compile`, where a debugger is to look at it
  bool sanitized = true;

  [[nodiscard]] Path launcher() const { return build_root / "grader/worker/launcher"; }
  /// What the boxes need of ours.
  [[nodiscard]] sandbox::Programs boxes() const { return {build_root / "grader/sandbox"}; }
  /// What is linked with every submission's own objects.
  [[nodiscard]] std::vector<Path> worker_objects(const course::Lab& lab) const;
  /// The folder of the precompiled contracts.
  [[nodiscard]] Path precompiled() const { return build_root / (sanitized ? "labs" : "solutions"); }
  [[nodiscard]] Path examiner(const course::Lab& lab, course::Visibility visibility) const;
  /// What its known mistakes show; may not be there.
  [[nodiscard]] Path diagnoses(const course::Lab& lab) const {
    return source_root / "labs" / lab.id / "diagnoses.json";
  }
  /// False in the hand-out, where there are no hidden tests.
  [[nodiscard]] bool has_hidden(const course::Lab& lab) const;
};

/// Of the tree that this program was built from. Throws std::runtime_error.
Toolchain load_toolchain();

/// The same, but without sanitizers: compiles in half of the time.
Toolchain without_sanitizers(Toolchain toolchain);

}  // namespace engine
