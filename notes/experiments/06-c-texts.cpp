// What is a text to C's functions? An address in memory, and whatever stands there up to a NUL.
#include <cerrno>
#include <string_view>

#include "resolver.hpp"

void show(const char* what, std::string_view view) {
  in_addr address{};
  const int result = ::inet_pton(AF_INET, view.data(), &address);  // the mistake: data() is no C string
  std::printf("%s inet_pton: %d, %s\n", what, result, text(address).c_str());
}

int main() {
  using namespace std::string_view_literals;
  show("the first 7 characters of \"1.2.3.45\":", "1.2.3.45"sv.substr(0, 7));
  show("\"1.2.3.4\", a NUL, \".example\":        ", "1.2.3.4\0.example"sv);

  in_addr first{}, last{};
  ::inet_pton(AF_INET, "192.0.2.1", &first);
  ::inet_pton(AF_INET, "255.255.255.255", &last);
  for (const socklen_t room : {15U, 16U}) {
    char buffer[16];
    const char* written = ::inet_ntop(AF_INET, &last, buffer, room);
    std::printf("inet_ntop, 15 characters, room for %u: %s\n", room,
                written != nullptr ? written : ::strerrorname_np(errno));
  }
  const char* from = ::inet_ntoa(first);
  const char* to = ::inet_ntoa(last);
  std::printf("inet_ntoa of 192.0.2.1, then of another: %s-%s\n", from, to);
}
