// exam::describe_crash, given any wait status and any output: sanitizer reports that are forged, lines without end.
//
// What must hold: what is told is short and harmless on a terminal, whatever the worker wrote.
#include "exam/crash.hpp"

#include <algorithm>

#include "fuzz.hpp"

// The input: a wait status, how often to repeat the beginning, how long that is, and the output.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most_output = 64 * 1024;  // the witness keeps no more
  fuzz::Input input(data, size);
  std::optional<int> status = input.number<std::int32_t>();
  if (*status == -1) status.reset();
  const auto times = input.number<std::uint8_t>();
  const std::string_view again = input.take(input.number<std::uint8_t>());
  std::string output;
  for (unsigned i = 0; i < 8U * times; ++i) output += again;
  output += input.rest();
  output.resize(std::min(output.size(), most_output));
  const std::string text = exam::describe_crash(status, output);
  fuzz::must(!text.empty() && text.size() < 4096, "a crash is told, and shortly");
  fuzz::must(fuzz::is_harmless(text, true), "what is told does no harm");
  return 0;
}
