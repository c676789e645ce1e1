// What happens to datagrams that nobody receives yet, and can poll(2) tell when there is room again?
#include <poll.h>
#include <sys/time.h>

#include <csignal>
#include <cstdio>

#include "folder.hpp"

ssize_t send_number(const Fd& client, int number, int flags) {
  const Address where = at("server");
  return ::sendto(client.get(), &number, sizeof number, flags, where.get(), where.length);
}

const char* writable(const Fd& socket) {
  pollfd wait{socket.get(), POLLOUT, 0};
  return must(::poll(&wait, 1, 0), "poll") == 1 && (wait.revents & POLLOUT) != 0 ? "yes" : "no";
}

/// Clients come and send, until one comes that cannot send at all: the queue is full. Returns how much was sent.
int fill_the_queue() {
  int sent = 0;
  for (int before = -1; before != sent;) {
    before = sent;
    const Fd client = unix_socket(SOCK_DGRAM);
    while (send_number(client, sent, MSG_DONTWAIT) > 0) ++sent;
  }
  return sent;
}

int main() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  must(::sigaction(SIGALRM, &action, nullptr), "sigaction");
  const Folder folder;
  const Fd server = mailbox_at("server");
  const int sent = fill_the_queue();

  const Fd client = unix_socket(SOCK_DGRAM);  // a client that has never sent anything
  std::printf("send, not waiting:                %s\n", outcome(send_number(client, sent, MSG_DONTWAIT)).c_str());
  const itimerval every_20_ms{{0, 20'000}, {0, 20'000}}, never{};
  must(::setitimer(ITIMER_REAL, &every_20_ms, nullptr), "setitimer");
  std::printf("send, waiting; then a signal:     %s\n", outcome(send_number(client, sent, 0)).c_str());
  must(::setitimer(ITIMER_REAL, &never, nullptr), "setitimer");

  std::printf("poll, can it send?                %s\n", writable(client));
  const Fd connected = unix_socket(SOCK_DGRAM);
  must(connect_to(connected, at("server")), "connect");
  std::printf("poll, a client that is connected: %s\n", writable(connected));

  int number = -1, next = 1;
  must(::recv(server.get(), &number, sizeof number, 0), "recv");
  std::printf("the server has received one; send: %s\n", outcome(send_number(client, sent, MSG_DONTWAIT)).c_str());
  while (::recv(server.get(), &number, sizeof number, MSG_DONTWAIT) > 0 && number == next) ++next;
  std::printf("and in the end it has all, each once, in order: %s\n", next == sent + 1 ? "yes" : "no");
}
