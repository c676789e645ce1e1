// Which destinations lead to a socket at which place? In a network of its own, where nothing else is.
#include "own_network.hpp"

int main() {
  enter_own_network();
  const char* const destinations[] = {"127.0.0.1", "127.0.0.2", "192.0.2.7", "::1", "2001:db8::7", "0.0.0.0", "::"};
  const Place places[] = {{"127.0.0.1"}, {"192.0.2.7"}, {"0.0.0.0"},          {"::1"},           {"2001:db8::7"},
                          {"::", true},  {"::"},        {"::ffff:192.0.2.7"}, {"::ffff:0.0.0.0"}};
  std::printf("bound to \\ called");
  for (const char* to : destinations) std::printf(" %-11s", to);
  std::puts("");
  for (const Place& place : places) {
    const Fd listener = listening_at(place, 8080);
    std::printf("%-17s", name_of(place).c_str());
    for (const char* to : destinations) std::printf(" %-11s", is_reached(listener, to, 8080) ? "reached" : "-");
    std::puts("");
  }
}
