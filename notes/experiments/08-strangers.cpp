// Other programs call at our port. What do their first bytes mean to a reader of frames?
#include <cstdint>
#include <cstdio>
#include <string>

// region fields
/// Version, type, two zeros, and a length of four bytes: each is there when its last byte has come.
void show(const char* who, const std::string& received) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(received[i]); };
  std::uint32_t length = 0;
  for (std::size_t i = 4; i < 8 && i < received.size(); ++i) length = length << 8 | byte(i);
  std::printf("%-30s %3zu bytes   version %-3d  zeros %02x %02x  length %s\n", who, received.size(), byte(0), byte(2),
              byte(3), received.size() < 8 ? "not there yet" : std::to_string(length).c_str());
}
// endregion

int main() {
  using std::string_literals::operator""s;
  show("our client, 2 bytes of text:", "\x01\x01\0\0\0\0\0\x02hi"s);
  show("the same, in host order:", "\x01\x01\0\0\x02\0\0\0hi"s);
  show("a web browser:", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  show("a web browser, by TLS:", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s);
  show("somebody with nc, who waits:", "hello\n");
}
