// At which colon does the service begin?
#include "resolver.hpp"

std::string split(const std::string& typed, std::size_t colon) {
  if (colon == typed.npos) return "-";
  return typed.substr(0, colon) + " | " + typed.substr(colon + 1);
}

int main() {
  std::printf("%-16s %-17s %-17s %s\n", "", "at the first", "at the last", "all of it an address");
  for (const std::string typed : {"localhost:http", "::1:80", "[::1]:80", "[::1]"}) {
    in6_addr address{};
    std::printf("%-16s %-17s %-17s %s\n", typed.c_str(), split(typed, typed.find(':')).c_str(),
                split(typed, typed.rfind(':')).c_str(),
                ::inet_pton(AF_INET6, typed.c_str(), &address) == 1 ? "yes" : "no");
  }
}
