// Does it matter to a listener where a client comes from, and does bind know addresses to come?
#include "own_network.hpp"

void call(const char* from, const char* to) {
  const Fd listener = listening_at({to}, 8080), client = new_socket(AF_INET);
  must(bind_to(client, ipv4(from, 0)), "bind");
  const Address server = ipv4(to, 8080);
  std::printf("bound to %s, called from %s: %s\n", to, from,
              outcome(::connect(client.get(), server.get(), server.length)).c_str());
}

int main() {
  enter_own_network();
  call("192.0.2.7", "127.0.0.1");
  call("127.0.0.1", "192.0.2.7");
  std::printf("bound to 192.0.2.8, which is another host's: %s\n",
              outcome(bind_to(new_socket(AF_INET), ipv4("192.0.2.8", 8080))).c_str());

  const Fd listener = listening_at({"0.0.0.0"}, 8080);
  add_to_lo("192.0.2.8", "lo:2");
  std::printf("bound to 0.0.0.0, and then this host gets 192.0.2.8: %s\n",
              is_reached(listener, "192.0.2.8", 8080) ? "reached" : "refused");
}
