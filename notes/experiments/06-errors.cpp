// How does one learn what getaddrinfo has against a question?
#include <unistd.h>

#include <cerrno>

#include "resolver.hpp"

int main() {
  const auto ask = [](const char* what, const char* service, const addrinfo& hints) {
    addrinfo* list = nullptr;
    const int error = ::getaddrinfo("nobody.invalid", service, &hints, &list);
    std::printf("%-20s %-13s %s\n", what, gai_name(error).c_str(), ::gai_strerror(error));
  };
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST;  // So the name is looked up nowhere, and is unknown.
  ::close(-1);                      // Some earlier failure: it leaves EBADF in errno.
  ask("an unknown name:", "80", hints);
  std::printf("  perror would say:  %s\n", std::strerror(errno));
  ask("an unknown service:", "no-such-service", hints);
  addrinfo wrong = hints;
  wrong.ai_family = AF_UNIX;
  ask("AF_UNIX:", "80", wrong);
  std::memset(&wrong, 0xA5, sizeof wrong);  // What may lie in hints that nobody has set to zero.
  ask("rubbish in hints:", "80", wrong);
}
