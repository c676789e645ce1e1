// hexdump_header [urgent] [reply] [channel=N] [kind=N] [length=N] [sent_at=N]: encodes such a header with your
// encode_header, shows its 16 bytes and what they mean, and reads them back with your decode_header. Numbers: decimal,
// or hexadecimal with 0x.
#include <algorithm>
#include <exception>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>

#include "network_byte_order.hpp"
#include "show.hpp"

namespace {

/// Thrown for what nobody can make a header of.
class Usage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

template <class Number>
Number read_number(const std::string& word, const std::string& digits) {
  try {
    std::size_t used = 0;
    const long long number = std::stoll(digits, &used, 0);
    const auto fits = static_cast<Number>(number);
    if (used == digits.size() && fits == number) return fits;
  } catch (const std::logic_error&) {
    // stoll: no number, or too large for any field
  }
  throw Usage(word + ": not a number for this field");
}

lab::Header read_arguments(int count, char** arguments) {
  lab::Header header;
  for (int i = 1; i < count; ++i) {
    const std::string word = arguments[i];
    const std::string field = word.substr(0, word.find('='));
    const std::string digits = word.substr(std::min(word.size(), field.size() + 1));
    if (word == "urgent") {
      header.urgent = true;
    } else if (word == "reply") {
      header.reply = true;
    } else if (field == "channel") {
      header.channel = read_number<std::uint8_t>(word, digits);
    } else if (field == "kind") {
      header.kind = read_number<std::uint16_t>(word, digits);
    } else if (field == "length") {
      header.length = read_number<std::uint32_t>(word, digits);
    } else if (field == "sent_at") {
      header.sent_at = read_number<std::int64_t>(word, digits);
    } else {
      throw Usage(word + ": no such field");
    }
  }
  return header;
}

void print_row(const std::string& bytes, std::span<const std::byte> part, const std::string& meaning) {
  std::cout << std::left << std::setw(12) << bytes << std::setw(25) << lab::hex(part) << meaning << "\n";
}

void show(const lab::Header& header) {
  const auto encoded = lab::encode_header(header);
  const std::span<const std::byte> bytes = encoded;
  const std::string flags = std::string(header.urgent ? ", urgent" : "") + (header.reply ? ", reply" : "");
  print_row("byte  0", bytes.subspan(0, 1), "version 1" + flags);
  print_row("byte  1", bytes.subspan(1, 1), "channel " + std::to_string(header.channel));
  print_row("bytes 2-3", bytes.subspan(2, 2), "kind " + std::to_string(header.kind));
  print_row("bytes 4-7", bytes.subspan(4, 4), "length " + std::to_string(header.length));
  print_row("bytes 8-15", bytes.subspan(8, 8), "sent_at " + std::to_string(header.sent_at));
  std::cout << "\non the wire " << lab::hex(bytes) << "\nread back   ";
  const auto decoded = lab::decode_header(bytes);
  if (!decoded) {
    std::cout << "no header\n";
  } else {
    std::cout << *decoded << (*decoded == header ? "" : " - not what went in") << "\n";
  }
}

}  // namespace

int main(int count, char** arguments) {
  try {
    show(read_arguments(count, arguments));
  } catch (const Usage& problem) {
    std::cerr << "hexdump_header: " << problem.what()
              << "\nusage: hexdump_header [urgent] [reply] [channel=N] [kind=N] [length=N] [sent_at=N]\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "hexdump_header: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
