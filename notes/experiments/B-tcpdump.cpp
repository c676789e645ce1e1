// Which packets does a small conversation make? In a network of its own, with tcpdump to watch.
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "tools.hpp"

/// Hands on the right to watch this network to the programs that this one starts (capabilities(7), "ambient").
void let_tcpdump_watch() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct rights[_LINUX_CAPABILITY_U32S_3]{};
  must(::syscall(SYS_capget, &header, rights), "capget");
  rights[0].inheritable = rights[0].permitted;
  must(::syscall(SYS_capset, &header, rights), "capset");
  must(::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0), "prctl");
}

int main() {
  need("tcpdump");
  enter_own_network();
  let_tcpdump_watch();
  const Fd listener = listening_at({"127.0.0.1"}, 7000);
  const std::string command =
      "tcpdump -i lo -n -t -l --immediate-mode -c 6 'tcp port 7000 and tcp[tcpflags] & (tcp-syn|tcp-push|tcp-fin) != "
      "0'";
  std::printf("$ %s\n", command.c_str());
  std::FILE* watcher = ::popen((command + " 2>&1").c_str(), "re");
  if (watcher == nullptr) lab::throw_errno("popen");
  std::array<char, 500> line{};
  do {
    if (std::fgets(line.data(), line.size(), watcher) == nullptr) cannot_be_done_here("tcpdump may not watch");
  } while (std::strstr(line.data(), "listening on") == nullptr);

  Fd client = new_socket(AF_INET);
  must(bind_to(client, address("127.0.0.1", 7999)), "bind");
  const Address server = address("127.0.0.1", 7000);
  must(::connect(client.get(), server.get(), server.length), "connect");
  Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  char bytes[7];
  must(::send(client.get(), "hello", 5, MSG_NOSIGNAL), "send");
  must(::recv(connection.get(), bytes, 5, MSG_WAITALL), "recv");
  must(::send(connection.get(), "welcome", 7, MSG_NOSIGNAL), "send");
  must(::recv(client.get(), bytes, 7, MSG_WAITALL), "recv");
  client.reset();
  must(::recv(connection.get(), bytes, 1, 0), "recv");
  connection.reset();

  while (std::fgets(line.data(), line.size(), watcher) != nullptr) {  // shown without sequence numbers and options
    const std::string packet = line.data();
    if (packet.rfind("IP ", 0) == 0)
      std::printf("%s%s", packet.substr(0, packet.find("], ") + 1).c_str(),
                  packet.substr(packet.rfind(", length")).c_str());
  }
  ::pclose(watcher);
}
