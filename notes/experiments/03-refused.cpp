// When does a program learn that nobody is there?
#include "datagrams.hpp"

void show(const char* call, const std::string& result) { std::printf("  %-22s %s\n", call, result.c_str()); }

int main() {
  const Fd server = nobody();  // not started yet
  const Address place = address_of(server.get());

  std::puts("not connected:");
  const Fd open_client = udp_socket();
  show("sendto \"one\":", outcome(send_text(open_client.get(), "one", place)));
  show("something to hear:", comes_within(open_client.get(), 20) ? "yes" : "no");
  show("sendto \"two\":", outcome(send_text(open_client.get(), "two", place)));

  std::puts("connected:");
  const Fd client = bound();
  must(::connect(client.get(), place.get(), place.length), "connect");
  const auto send = [&](const std::string& words) {
    return outcome(::send(client.get(), words.data(), words.size(), 0));
  };
  show("send \"one\":", send("one"));
  wait_for_refusal(client.get());
  show("recv:", receive_text(client.get()));
  show("recv, not waiting:", receive_text(client.get(), MSG_DONTWAIT));
  show("send \"two\":", send("two"));
  wait_for_refusal(client.get());

  std::puts("now the server starts:");
  const Address caller = address_of(client.get());
  must(::connect(server.get(), caller.get(), caller.length), "connect");  // It hears the client from now on.
  show("send \"three\":", send("three"));
  show("send \"four\":", send("four"));
  show("the server receives:", receive_text(server.get()));
}
