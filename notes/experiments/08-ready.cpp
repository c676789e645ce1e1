// What does poll(2) say of a connection, and what does recv(2) say then?
#include <poll.h>

#include <array>
#include <cstdio>
#include <string>

#include "experiment.hpp"

void wait_for(const Fd& socket, short events) {
  pollfd entry{socket.get(), events, 0};
  must(::poll(&entry, 1, -1), "poll");
}

void show(const char* what, const Fd& socket) {
  pollfd entry{socket.get(), POLLIN | POLLOUT, 0};
  must(::poll(&entry, 1, 0), "poll");
  std::string events;
  if ((entry.revents & POLLIN) != 0) events += " POLLIN";
  if ((entry.revents & POLLOUT) != 0) events += " POLLOUT";
  if ((entry.revents & POLLERR) != 0) events += " POLLERR";
  if ((entry.revents & POLLHUP) != 0) events += " POLLHUP";
  std::array<char, 100> buffer{};
  std::string answers;
  for (ssize_t size = 1; size > 0;) {
    size = ::recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    answers += (answers.empty() ? "" : ", then ") + outcome(size);
  }
  std::printf("%-34s%-32s recv: %s\n", what, events.c_str(), answers.c_str());
}

/// Sends until there is no room, and for 50 ms none comes.
void fill(const Fd& socket) {
  const std::string much(1 << 20, '.');
  for (pollfd entry{socket.get(), POLLOUT, 0}; must(::poll(&entry, 1, 50), "poll") == 1;)
    while (::send(socket.get(), much.data(), much.size(), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) {
    }
}

void send_three(const Fd& socket) { must(::send(socket.get(), "abc", 3, MSG_NOSIGNAL), "send"); }

int main() {
  {
    auto [peer, here] = connected_pair();
    show("nothing has come:", here);
    fill(here);
    show("and no room is left to send:", here);
  }
  {
    auto [peer, here] = connected_pair();
    send_three(peer);
    wait_for(here, POLLIN);
    show("3 bytes have come:", here);
    send_three(peer);
    peer.reset();
    wait_for(here, POLLRDHUP);
    show("3 bytes, and the peer has closed:", here);
    must(::shutdown(here.get(), SHUT_WR), "shutdown");
    show("our side has ended, too:", here);
  }
  {
    auto [peer, here] = connected_pair();
    send_three(peer);
    const linger reset{1, 0};
    must(::setsockopt(peer.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "setsockopt");
    peer.reset();
    wait_for(here, 0);  // POLLERR comes unasked
    show("3 bytes, and a reset:", here);
  }
  const Fd listener = listening();
  const Fd caller = connected(address_of(listener.get()));
  wait_for(listener, POLLIN);
  show("a listener, and somebody calls:", listener);
}
