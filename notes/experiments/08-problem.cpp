// A notice for three clients, of whom the second does not read. Does the third one get it?
#include <poll.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

#include "folder.hpp"

using Clients = std::vector<Fd>;

// region in-turn
void tell_in_turn(const Clients& clients, const std::string& notice, bool poll_first) {
  for (const Fd& client : clients) {
    pollfd entry{client.get(), POLLOUT, 0};
    if (poll_first) must(::poll(&entry, 1, -1), "poll");
    ::send(client.get(), notice.data(), notice.size(), MSG_NOSIGNAL);
  }
}
// endregion

// region loop
void tell_all(const Clients& clients, const std::string& notice) {
  std::vector<std::string_view> rest(clients.size(), notice);  // what is still to be sent to each
  while (!std::all_of(rest.begin(), rest.end(), [](auto text) { return text.empty(); })) {
    std::vector<pollfd> entries;
    for (std::size_t i = 0; i < rest.size(); ++i)
      entries.push_back({rest[i].empty() ? -1 : clients[i].get(), POLLOUT, 0});  // poll passes over -1
    must(::poll(entries.data(), entries.size(), -1), "poll");                    // here, and only here, it waits
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (entries[i].revents == 0) continue;
      const ssize_t taken = ::send(clients[i].get(), rest[i].data(), rest[i].size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (taken > 0) rest[i].remove_prefix(static_cast<std::size_t>(taken));
      if (taken == -1 && errno != EAGAIN) rest[i] = {};  // it has gone
    }
  }
}
// endregion

template <class Tell>
void play(const char* how, const Tell& tell) {
  const std::string notice(4 << 20, '.');  // more than any socket has room for
  Clients servers_ends, clients;
  for (int i = 0; i < 3; ++i) {
    auto [one, other] = unix_pair();
    servers_ends.push_back(std::move(one));
    clients.push_back(std::move(other));
  }
  std::thread server([&] { tell(servers_ends, notice); });
  auto reads = [&, room = std::string(notice.size(), '\0')](const Fd& client) mutable {
    const ssize_t size = ::recv(client.get(), room.data(), room.size(), MSG_WAITALL);
    return size == static_cast<ssize_t>(room.size()) ? "has it" : "has only a part";
  };
  std::printf("%-35s client 1 %s", how, reads(clients[0]));
  pollfd third{clients[2].get(), POLLIN, 0};
  if (must(::poll(&third, 1, 100), "poll") == 0) {
    std::printf("; client 3 waits; client 2 leaves");
    clients[1].reset();
  }
  std::printf("; client 3 %s\n", reads(clients[2]));
  clients[1].reset();
  server.join();
}

int main() {
  play("send:", [](const Clients& clients, const std::string& notice) { tell_in_turn(clients, notice, false); });
  play("poll, then send:",
       [](const Clients& clients, const std::string& notice) { tell_in_turn(clients, notice, true); });
  play("poll, send what there is room for:", tell_all);
}
