// What do htons and htonl do, on any machine?
#include <arpa/inet.h>

#include "bytes.hpp"

int main() {
  // region order
  show("htons(0x0102):", memory_of(htons(0x0102)));
  show("htonl(0x01020304):", memory_of(htonl(0x01020304)));
  std::printf("ntohl(htonl(1000)): %u\n", ntohl(htonl(1000)));
  std::printf("htonl(1000), taken for a number: %u\n", htonl(1000));
  // endregion
}
