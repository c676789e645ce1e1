// exam::describe: a trapped system call, with any arguments and any memory behind them. The process that is looked at
// is this one; its memory ends where the input ends.
//
// What must hold: whatever the arguments say, what is told is short and harmless on a terminal.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "exam/witness/decode.hpp"
#include "fuzz.hpp"

namespace {

constexpr std::size_t page = 4096;

/// One page, and behind it none.
char* memory() {
  static char* const start = [] {
    void* pages = ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    fuzz::must(pages != MAP_FAILED && ::mprotect(static_cast<char*>(pages) + page, page, PROT_NONE) == 0, "mmap");
    return static_cast<char*>(pages);
  }();
  return start;
}

/// An argument: a number as it stands, a pointer to the memory or to near its end, a pointer to nowhere.
std::uint64_t argument(fuzz::Input& input) {
  const auto kind = input.number<std::uint8_t>();
  const auto start = reinterpret_cast<std::uint64_t>(memory());
  switch (kind % 6) {
    case 0:
      return input.number<std::uint64_t>();
    case 1:
      return input.number<std::uint8_t>();
    case 2:
      return start + input.number<std::uint16_t>() % page;
    case 3:
      return start + page - input.number<std::uint8_t>();
    case 4:
      return start + page;
    default:
      return ~std::uint64_t{0} - kind;
  }
}

}  // namespace

// The input: which call, its six arguments, and what lies at the end of the memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const exam::Target self(::getpid());
  fuzz::Input input(data, size);
  exam::Trapped call;
  call.call = &wire::watched[input.number<std::uint8_t>() % std::size(wire::watched)];
  for (auto& one : call.arguments) one = argument(input);
  const std::string_view content = input.take(page);
  std::memset(memory(), 0, page);
  if (!content.empty()) std::memcpy(memory() + page - content.size(), content.data(), content.size());

  const std::string text = exam::describe(call, self);
  fuzz::must(text.size() < 4096 && fuzz::is_harmless(text, false), "a call is told shortly, and does no harm");
  const std::string address = exam::describe_address(content.data(), content.size());
  fuzz::must(address.size() < 1024 && fuzz::is_harmless(address, false), "so is an address");
  const std::string quoted = exam::quote(std::string(content));
  fuzz::must(quoted.size() <= 4 * content.size() + 2 && fuzz::is_harmless(quoted, false), "so are bytes");
  const std::string error = exam::errno_name(static_cast<int>(call.arguments[0]));
  fuzz::must(error.size() < 64 && fuzz::is_harmless(error, false), "so is an errno");
  return 0;
}
