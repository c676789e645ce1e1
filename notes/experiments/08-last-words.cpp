// The board has much to say, and "bye" at the end. Then it ends the connection. What does the client hear?
#include <poll.h>

#include <array>
#include <cstdio>

#include "experiment.hpp"

void set(const Fd& socket, int option, int value) {
  must(::setsockopt(socket.get(), SOL_SOCKET, option, &value, sizeof value), "setsockopt");
}

/// A connection on which much is under way: the client has not read yet, and its kernel has not room for all.
Pair with_last_words() {
  Pair pair = connected_pair();
  set(pair.client, SO_RCVBUF, 65'536);
  set(pair.server, SO_SNDBUF, 400'000);
  const std::string words = std::string(200'000, '.') + "bye";
  must(::send(pair.server.get(), words.data(), words.size(), MSG_NOSIGNAL), "send");
  return pair;
}

void post(const Fd& client) { must(::send(client.get(), "post", 4, MSG_NOSIGNAL), "send"); }

void listen_to_the_end(const char* how, const Fd& client) {
  std::array<char, 65'536> buffer{};
  std::string heard;
  ssize_t size = 0;
  while ((size = ::recv(client.get(), buffer.data(), buffer.size(), 0)) > 0)
    heard.append(buffer.data(), static_cast<std::size_t>(size));
  const bool all = heard.size() == 200'003 && heard.ends_with("bye");
  std::printf("%-46s %s, recv: %s\n", how, all ? "all, and bye" : "not all", outcome(size).c_str());
}

int main() {
  {
    auto [client, board] = with_last_words();
    board.reset();
    listen_to_the_end("close:", client);
  }
  {
    auto [client, board] = with_last_words();
    post(client);
    pollfd entry{board.get(), POLLIN, 0};
    must(::poll(&entry, 1, -1), "poll");
    board.reset();
    listen_to_the_end("a post has come; close:", client);
  }
  {
    auto [client, board] = with_last_words();
    board.reset();
    post(client);
    listen_to_the_end("close; a post comes:", client);
  }
  {
    auto [client, board] = with_last_words();
    post(client);
    // region in-order
    must(::shutdown(board.get(), SHUT_WR), "shutdown");
    post(client);
    listen_to_the_end("posts before and after shutdown; reads on:", client);
    client.reset();
    std::array<char, 100> buffer{};
    while (must(::recv(board.get(), buffer.data(), buffer.size(), 0), "recv") > 0) {
    }
    board.reset();  // nothing is unread, and nothing more can come
    // endregion
  }
}
