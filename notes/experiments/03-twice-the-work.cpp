// What does it cost to ask again when it was the answer that was lost?
#include "datagrams.hpp"

int balance = 1000;

/// A server without a memory: takes a question, works, answers.
void serve(int server) {
  std::array<char, 100> buffer{};
  Address from;
  from.length = sizeof from.storage;
  must(::recvfrom(server, buffer.data(), buffer.size(), 0, from.get(), &from.length), "recvfrom");
  balance -= 100;  // the work
  must(send_text(server, "done, " + std::to_string(balance) + " left", from), "sendto");
}

int main() {
  const Fd server = bound(), client = udp_socket();
  const Address place = address_of(server.get());
  must(send_text(client.get(), "7 draw 100", place), "sendto");
  serve(server.get());
  std::printf("lost by the network: %s\n", receive_text(client.get()).c_str());  // so the client never sees it

  must(send_text(client.get(), "7 draw 100", place), "sendto");
  serve(server.get());
  std::printf("the client asked again, and hears: %s\n", receive_text(client.get()).c_str());
}
