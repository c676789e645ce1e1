// Three clients speak when they like. Can one thread hear them all?
#include <fcntl.h>
#include <poll.h>

#include <array>
#include <cstdio>
#include <vector>

#include "folder.hpp"

struct Client {
  int number;
  Fd socket;
};

/// Takes what has come. When that is the end, or a failure, the client's socket is closed.
void hear(Client& client) {
  std::array<char, 100> buffer{};
  const ssize_t size = ::recv(client.socket.get(), buffer.data(), buffer.size(), 0);
  if (size == -1 && errno == EAGAIN) return;  // ready it was; it is so no more
  if (size > 0) {
    std::printf("  client %d says \"%.*s\"", client.number, static_cast<int>(size), buffer.data());
    return;
  }
  std::printf("  client %d has ended", client.number);
  client.socket.reset();
}

void welcome(const Fd& listener, std::vector<Client>& clients) {
  static int number = 0;
  Fd socket(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!socket) return;  // it has gone again
  clients.push_back({++number, std::move(socket)});
  std::printf("  client %d comes", number);
}

// region turn
/// Waits until somebody is ready, and serves everybody who is: each once.
void turn(const Fd& listener, std::vector<Client>& clients) {
  std::vector<pollfd> entries{{listener.get(), POLLIN, 0}};
  for (const Client& client : clients) entries.push_back({client.socket.get(), POLLIN, 0});
  must(::poll(entries.data(), entries.size(), -1), "poll");  // writes into each entry's revents

  for (std::size_t i = 0; i < clients.size(); ++i)
    if (entries[i + 1].revents != 0) hear(clients[i]);
  if (entries[0].revents != 0) welcome(listener, clients);
  std::erase_if(clients, [](const Client& client) { return !client.socket; });  // now, and no sooner
}
// endregion

int main() {
  const Folder folder;
  const Fd listener = listening_at("board");
  must(::fcntl(listener.get(), F_SETFL, O_NONBLOCK), "fcntl");
  std::vector<Client> clients;
  std::array<Fd, 3> people;
  const auto say = [&](std::size_t who, const char* words) {
    must(::send(people[who - 1].get(), words, std::strlen(words), MSG_NOSIGNAL), "send");
  };
  auto play = [&, number = 0]() mutable {
    std::printf("turn %d:", ++number);
    turn(listener, clients);
    std::puts("");
  };

  for (Fd& person : people) {
    person = unix_socket();
    must(connect_to(person, at("board")), "connect");
    if (&person != people.data()) play();  // the first one waits a little
  }
  say(2, "hello");
  play();
  say(3, "c");
  say(1, "a");
  people[1].reset();
  play();
}
