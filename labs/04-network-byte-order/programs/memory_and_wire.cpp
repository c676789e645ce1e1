// memory_and_wire [NUMBER]: shows a number's bytes as they lie in this machine's memory and as they go over the wire,
// before and after your to_network and from_network. The number may be decimal, or hexadecimal with 0x.
#include <array>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>

#include "network_byte_order.hpp"
#include "show.hpp"

namespace {

void print_row(const std::string& what, const std::string& number, const std::string& bytes) {
  std::cout << "  " << std::left << std::setw(22) << what << std::setw(21) << number << bytes << "\n";
}

template <class Number>
void show(std::uint64_t whole, Number (*to_network)(Number), Number (*from_network)(Number),
          void (*store)(std::span<std::byte>, Number)) {
  const auto number = static_cast<Number>(whole);
  const Number swapped = to_network(number);
  const Number back = from_network(swapped);
  std::array<std::byte, sizeof number> wire{};
  store(wire, number);
  std::cout << "\n" << 8 * sizeof number << " bits" << std::string(15, ' ') << "as a number          its bytes\n";
  print_row("before, in memory", lab::hex_number(number), lab::hex_in_memory(number));
  print_row("after to_network", lab::hex_number(swapped), lab::hex_in_memory(swapped));
  print_row("after from_network", lab::hex_number(back), lab::hex_in_memory(back));
  print_row("on the wire (store)", "", lab::hex(wire));
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t number = 0x0102030405060708;
  if (count > 1) {
    char* end = nullptr;
    number = std::strtoull(arguments[1], &end, 0);
    if (count > 2 || end == arguments[1] || *end != '\0') {
      std::cerr << "usage: memory_and_wire [NUMBER]\n";
      return 2;
    }
  }
  try {
    std::cout << "This machine is " << lab::host_order() << ".\n";
    show(number, lab::to_network16, lab::from_network16, lab::store16);
    show(number, lab::to_network32, lab::from_network32, lab::store32);
    show(number, lab::to_network64, lab::from_network64, lab::store64);
  } catch (const std::exception& error) {
    std::cerr << "memory_and_wire: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
