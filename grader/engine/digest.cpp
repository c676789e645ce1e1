// See digest.hpp.
#include "engine/digest.hpp"

#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace engine {
namespace {

std::string sha256(const std::string& text) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> bytes;
  sha256_digest(&context, bytes.size(), bytes.data());
  std::string digits;
  for (const std::uint8_t byte : bytes) {
    digits += "0123456789abcdef"[byte >> 4];
    digits += "0123456789abcdef"[byte & 0xF];
  }
  return digits;
}

}  // namespace

std::string digest(const std::vector<File>& files) {
  std::string list;
  for (const File& file : files) list += sha256(file.text) + "  " + file.name + "\n";
  return sha256(list);
}

}  // namespace engine
