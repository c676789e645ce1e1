// engine::read_archive, given any bytes as a submission's archive.
//
// What must hold: it ends; nothing comes out but what was asked for, no more of it than the limits say, and where
// something is refused nothing else. A name that leads elsewhere is none that was asked for.
#include "engine/archive.hpp"

#include <algorithm>

#include "fuzz.hpp"

namespace {

const std::set<std::string> wanted{"labs/01-a/a.cpp", "01-a/a.cpp", "a.cpp", "a.hpp"};

bool was_wanted(const std::string& name, const std::string& top) {
  return wanted.contains(name) || (name.starts_with(top) && wanted.contains(name.substr(top.size()))) ||
         wanted.contains(name.substr(std::min(name.find('/') + 1, name.size())));  // of several tops, the first
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  engine::Limits limits;  // small: so a small input is a bomb
  limits.entries = 20;
  limits.file = 4096;
  limits.unpacked = 1 << 20;
  limits.ratio_from = 64 * 1024;
  const engine::Contents contents = engine::read_archive(fuzz::Input(data, size).rest(), wanted, limits);
  if (!contents.refused.empty())
    fuzz::must(contents.files.empty() && contents.names.empty() && contents.top.empty(), "refused is refused whole");
  std::size_t count = contents.files.size();
  for (const auto& [name, found] : contents.files) {
    fuzz::must(was_wanted(name, contents.top), "only what was asked for is kept");
    fuzz::must(found.text.size() <= limits.file, "no file is larger than the limit");
    fuzz::must(found.refused.empty() || found.text.empty(), "a file is taken or refused");
  }
  for (const auto& [place, names] : contents.names) {
    count += names.size();
    for (const auto& name : names) fuzz::must(!name.empty() && name.size() <= 255, "names are as long as names may be");
  }
  fuzz::must(count <= limits.entries, "entries are counted");
  return 0;
}
