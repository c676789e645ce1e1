// See toolchain.hpp.
#include "engine/toolchain.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace engine {

std::vector<Path> Toolchain::worker_objects(const course::Lab& lab) const {
  return {build_root / "labs" / (lab.id + ".worker.o"), build_root / "grader/worker/serve.o",
          build_root / "grader/worker/hooks.o", build_root / "grader/worker/clock.o",
          build_root / "grader/worker/message.o"};
}

Path Toolchain::examiner(const course::Lab& lab, course::Visibility visibility) const {
  if (visibility == course::Visibility::public_test) return build_root / "labs" / (lab.id + ".public");
  return build_root / "solutions" / (lab.id + ".hidden");
}

bool Toolchain::has_hidden(const course::Lab& lab) const {
  // The sources, not a program that an earlier build may have left.
  return std::filesystem::exists(source_root / "solutions" / lab.id / "hidden_test.cpp");
}

Toolchain without_sanitizers(Toolchain toolchain) {
  std::erase_if(toolchain.compile, [](const std::string& word) { return word.find("sanitize") != std::string::npos; });
  toolchain.sanitized = false;
  return toolchain;
}

Toolchain load_toolchain() {
  std::ifstream file(SOCKLAB_TOOLCHAIN);
  try {
    const auto json = nlohmann::json::parse(file);
    return {json.at("source_root").get<std::string>(),
            json.at("build_root").get<std::string>(),
            json.at("compiler"),
            json.at("compile"),
            json.at("link"),
            json.at("debug"),
            true};
  } catch (const nlohmann::json::exception& error) {
    throw std::runtime_error(std::string(SOCKLAB_TOOLCHAIN) + ": " + error.what() + "; configure the build again");
  }
}

}  // namespace engine
