// How does an address get into the kernel, and how does one come out again?
#include "families.hpp"

int main() {
  const Fd socket = udp_socket();
  // region both-ways
  sockaddr_in wish{};  // every byte is zero now
  wish.sin_family = AF_INET;
  wish.sin_port = htons(0);  // any free port
  wish.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  must(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&wish), sizeof wish), "bind");

  sockaddr_storage room{};         // room for every family
  socklen_t length = sizeof room;  // in: the room; out: the length of the address
  must(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&room), &length), "getsockname");
  if (room.ss_family == AF_INET && length == sizeof(sockaddr_in)) {  // the family first
    sockaddr_in got;
    std::memcpy(&got, &room, sizeof got);
    std::printf("%u bytes, 127.0.0.1:%d\n", length, ntohs(got.sin_port));
  }
  // endregion
}
