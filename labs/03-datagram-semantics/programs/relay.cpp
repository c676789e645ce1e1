// relay PORT [SEED] [LOSS]: a bad network before the UDP server at PORT of this host. It loses LOSS of 100 datagrams
// (30), sends some twice, and delays each by up to 100 ms, so that they overtake each other. The same seed makes the
// same network. It prints where it can be reached, then what it does: > on the way to the server, < on the way back,
// and the number that the datagram begins with. Given, and needs none of your functions. Ctrl-C ends it.
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <list>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "support/fd.hpp"
#include "udp.hpp"

namespace {

using Clock = std::chrono::steady_clock;

lab::Fd udp_socket() {
  lab::Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket");
  return socket;
}

/// On its way, to the server or back to a client.
struct Datagram {
  std::string bytes;
  bool to_server = false;
  lab::Address client;
};

class Relay {
 public:
  Relay(in_port_t server, unsigned long seed, unsigned long loss)
      : server_(lab::loopback(server)), random_(seed), loss_(static_cast<int>(loss)) {
    const lab::Address any_port = lab::loopback(0);
    if (::bind(front_.get(), any_port.get(), any_port.length) == -1) lab::throw_errno("bind");
  }

  [[noreturn]] void run() {
    std::cout << "relaying on " << to_text(local_address(front_.get())) << std::endl;
    for (;;) {
      std::vector<pollfd> waits{{front_.get(), POLLIN, 0}};
      for (const Back& back : backs_) waits.push_back({back.socket.get(), POLLIN, 0});
      if (::poll(waits.data(), waits.size(), until_next()) == -1 && errno != EINTR) lab::throw_errno("poll");
      if ((waits[0].revents & POLLIN) != 0) from_client();
      auto back = backs_.begin();
      for (std::size_t i = 1; i < waits.size(); ++i, ++back) {
        if (waits[i].revents != 0) from_server(*back);
      }
      send_what_is_due();
    }
  }

 private:
  /// A socket for each client, so that the server can tell them apart.
  struct Back {
    lab::Address client;
    lab::Fd socket;
  };

  void from_client() {
    Datagram datagram{std::string(65535, '\0'), true, {}};
    datagram.client.length = sizeof datagram.client.storage;
    const ssize_t size = ::recvfrom(front_.get(), datagram.bytes.data(), datagram.bytes.size(), 0,
                                    datagram.client.get(), &datagram.client.length);
    if (size < 0) return;
    datagram.bytes.resize(static_cast<std::size_t>(size));
    underway(datagram);
  }

  void from_server(const Back& back) {
    Datagram datagram{std::string(65535, '\0'), false, back.client};
    const ssize_t size = ::recv(back.socket.get(), datagram.bytes.data(), datagram.bytes.size(), 0);
    if (size < 0) return;  // refused: the server is not there; the client will ask again
    datagram.bytes.resize(static_cast<std::size_t>(size));
    underway(datagram);
  }

  void underway(const Datagram& datagram) {
    if (happens(loss_)) return tell(datagram, "lost");
    const bool twice = happens(20);
    const std::string first = delay(datagram);
    tell(datagram, twice ? "doubled, delayed " + first + " and " + delay(datagram) : "delayed " + first);
  }

  /// Sends a copy of it later. How much later: "57 ms".
  std::string delay(const Datagram& datagram) {
    const std::chrono::milliseconds time(std::uniform_int_distribution(0, 100)(random_));
    due_.emplace(Clock::now() + time, datagram);
    return std::to_string(time.count()) + " ms";
  }

  void send_what_is_due() {
    while (!due_.empty() && due_.begin()->first <= Clock::now()) {
      const Datagram datagram = due_.begin()->second;
      due_.erase(due_.begin());
      tell(datagram, "sent");
      const int socket = datagram.to_server ? back_of(datagram.client) : front_.get();
      const lab::Address& to = datagram.to_server ? server_ : datagram.client;
      ::sendto(socket, datagram.bytes.data(), datagram.bytes.size(), 0, to.get(), to.length);  // or it is lost
    }
  }

  int back_of(const lab::Address& client) {
    for (const Back& back : backs_) {
      if (to_text(back.client) == to_text(client)) return back.socket.get();
    }
    if (backs_.size() == 100) backs_.pop_front();
    backs_.push_back({client, udp_socket()});
    const lab::Fd& socket = backs_.back().socket;
    if (::connect(socket.get(), server_.get(), server_.length) == -1) lab::throw_errno("connect");
    return socket.get();
  }

  int until_next() const {
    if (due_.empty()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_.begin()->first - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
  }

  static void tell(const Datagram& datagram, const std::string& what) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4 && i < datagram.bytes.size(); ++i)
      number = number << 8 | static_cast<unsigned char>(datagram.bytes[i]);
    std::cout << (datagram.to_server ? "> " : "< ") << number << " " << what << std::endl;
  }

  bool happens(int percent) { return std::uniform_int_distribution(1, 100)(random_) <= percent; }

  lab::Address server_;
  std::mt19937_64 random_;
  int loss_;
  lab::Fd front_ = udp_socket();
  std::list<Back> backs_;
  std::multimap<Clock::time_point, Datagram> due_;
};

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count < 2) throw std::invalid_argument("before which port?");
    Relay relay(static_cast<in_port_t>(number_argument(count, arguments, 1, 0, 65535)),
                number_argument(count, arguments, 2, 1, ~0UL), number_argument(count, arguments, 3, 30, 100));
    relay.run();
  } catch (const std::exception& error) {
    std::cerr << "relay: " << error.what() << "\nusage: relay PORT [SEED] [LOSS]\n";
    return 1;
  }
}
