// What does connect(2) do to a UDP socket?
#include "datagrams.hpp"

int main() {
  const Fd server = bound(), stranger = bound(), client = bound();
  const Address place = address_of(server.get()), here = address_of(client.get());

  // region connect
  must(send_text(stranger.get(), "before", here), "sendto");
  must(::connect(client.get(), place.get(), place.length), "connect");
  must(send_text(stranger.get(), "believe me", here), "sendto");
  must(send_text(server.get(), "answer", here), "sendto");
  // endregion
  std::printf("the server has received:  %s\n", receive_text(server.get(), MSG_DONTWAIT).c_str());
  std::printf("the client receives:      %s\n", receive_text(client.get()).c_str());
  std::printf("the client receives:      %s\n", receive_text(client.get()).c_str());
  std::printf("the client receives:      %s\n", receive_text(client.get(), MSG_DONTWAIT).c_str());

  must(::send(client.get(), "to you", 6, 0), "send");  // no address: it has one
  std::printf("send; the server receives %s\n", receive_text(server.get()).c_str());

  const sockaddr unspecified{AF_UNSPEC, {}};
  must(::connect(client.get(), &unspecified, sizeof unspecified), "connect");
  std::printf("disconnected; send:       %s\n", outcome(::send(client.get(), "to whom?", 8, 0)).c_str());
}
