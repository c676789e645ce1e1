// Which addresses have the first ten bits of 100.64.0.0? (RFC 6598: shared address space.)
#include <bitset>

#include "families.hpp"

bool is_shared(std::uint32_t address) {            // in host byte order
  constexpr std::uint32_t first_ten = 0xFFC00000;  // ten ones, then 22 zeros
  return (address & first_ten) == 0x64400000;      // 100.64.0.0
}

int main() {
  for (const char* host : {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"}) {
    const std::uint32_t address = ntohl(read<sockaddr_in>(ipv4(host, 0)).sin_addr.s_addr);
    const std::string bits = std::bitset<32>(address).to_string();
    std::printf("%-16s %s %s|%s %s %s  %s\n", host, bits.substr(0, 8).c_str(), bits.substr(8, 2).c_str(),
                bits.substr(10, 6).c_str(), bits.substr(16, 8).c_str(), bits.substr(24).c_str(),
                is_shared(address) ? "inside" : "outside");
  }
}
