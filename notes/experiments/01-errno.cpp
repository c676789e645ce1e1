// When is errno worth reading, and until when?
#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd listener = listening();
  const Address taken = address_of(listener.get());

  const Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  if (::bind(socket.get(), taken.get(), taken.length) == -1) {
    const int error = errno;  // first of all
    ::close(-1);              // any clean-up may fail too, and says so in errno
    std::printf("bind failed with %s; errno now says %s\n", name_of(error).c_str(), name_of(errno).c_str());
  }

  must(::getppid(), "getppid");
  std::printf("after a call that succeeded, errno still says %s\n", name_of(errno).c_str());

  try {
    if (::bind(socket.get(), taken.get(), taken.length) == -1) lab::throw_errno("bind");
  } catch (const std::system_error& error) {
    std::printf("thrown: \"%s\", code %s\n", error.what(), name_of(error.code().value()).c_str());
  }

  const std::size_t length = static_cast<std::size_t>(::recv(-1, nullptr, 0, 0));
  std::printf("a failed recv, kept in a size_t: %zu\n", length);
}
