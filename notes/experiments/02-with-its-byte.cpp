// To which byte of a stream does a descriptor belong, and what happens when recv(2) takes that byte?
#include <cstdio>

#include "control.hpp"

const std::array<int, 1> some{0};
constexpr std::size_t room = CMSG_SPACE(sizeof(int));

/// "a", "b" and "c" are sent, one after the other, and a descriptor with the "b".
UnixPair with_three_bytes() {
  UnixPair pair = unix_pair();
  must(::send(pair.first.get(), "a", 1, MSG_NOSIGNAL), "send");
  must(send_with(pair.first, "b", some), "sendmsg");
  must(::send(pair.first.get(), "c", 1, MSG_NOSIGNAL), "send");
  return pair;
}

void receive(const Fd& connection, std::size_t size) {
  const Parcel parcel = receive_with(connection, size, room);
  std::printf("recvmsg, room for %2zu: \"%s\", descriptors: %zu, msg_controllen: %zu, then %zu\n", size,
              parcel.bytes.c_str(), parcel.descriptors.size(), room, parcel.control_length);
  for (const int number : parcel.descriptors) ::close(number);
}

int main() {
  const UnixPair much = with_three_bytes();
  receive(much.second, 10);
  receive(much.second, 10);

  std::puts("");
  const UnixPair exact = with_three_bytes();
  for (int i = 0; i < 3; ++i) receive(exact.second, 1);

  std::puts("");
  const UnixPair lost = with_three_bytes();
  std::array<char, 2> buffer{};
  must(::recv(lost.second.get(), buffer.data(), buffer.size(), MSG_WAITALL), "recv");
  std::printf("recv,    room for  2: \"%c%c\"\n", buffer[0], buffer[1]);
  receive(lost.second, 10);

  std::puts("");
  const auto [here, there] = unix_pair();
  std::printf("sendmsg, 0 bytes and a descriptor: %s; ", outcome(send_with(here, "", some)).c_str());
  std::printf("recvmsg: %s\n", outcome(receive_with(there, 1, room, MSG_DONTWAIT).size).c_str());
}
