// Two listeners want the same address and port. Which call refuses the second one, with which option?
#include "places.hpp"

void try_both(const char* what, int option) {
  const Address where = loopback(free_port());
  const Fd one = new_socket(AF_INET), other = new_socket(AF_INET);
  if (option != 0) {
    must(set(one, SOL_SOCKET, option), "setsockopt");
    must(set(other, SOL_SOCKET, option), "setsockopt");
  }
  must(bind_to(one, where), "bind");
  std::printf("%-18s bind: %s", what, outcome(bind_to(other, where)).c_str());
  if (port_of(other) != 0) {  // it is bound
    must(::listen(one.get(), 16), "listen");
    std::printf(", listen: %s", outcome(::listen(other.get(), 16)).c_str());
  }
  std::puts("");
}

int main() {
  try_both("no option", 0);
  try_both("SO_REUSEADDR, both", SO_REUSEADDR);
  try_both("SO_REUSEPORT, both", SO_REUSEPORT);
}
