#include "exam/own_network.hpp"

#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstring>

#include "support/errors.hpp"
#include "support/fd.hpp"

namespace exam {
namespace {

void write_file(const char* path, const std::string& text) {
  const lab::Fd file(::open(path, O_WRONLY | O_CLOEXEC));
  if (!file || ::write(file.get(), text.data(), text.size()) == -1) lab::throw_errno(path);
}

/// Everybody is there who he was here; nobody else is there.
void unshare_users_and_network() {
  const std::string user = std::to_string(::geteuid());
  const std::string group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) == -1) lab::throw_errno("unshare");
  write_file("/proc/self/setgroups", "deny");  // before gid_map, says user_namespaces(7)
  write_file("/proc/self/gid_map", group + " " + group + " 1");
  write_file("/proc/self/uid_map", user + " " + user + " 1");
}

/// ip link set lo up
void start_lo() {
  const lab::Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq lo{};
  std::strcpy(lo.ifr_name, "lo");
  if (::ioctl(socket.get(), SIOCGIFFLAGS, &lo) == -1) lab::throw_errno("SIOCGIFFLAGS");
  lo.ifr_flags = static_cast<short>(lo.ifr_flags | IFF_UP);
  if (::ioctl(socket.get(), SIOCSIFFLAGS, &lo) == -1) lab::throw_errno("SIOCSIFFLAGS");
}

/// ip address add ADDRESS dev lo: rtnetlink(7). Returns an errno, 0 when it is done.
int add_to_lo(int netlink, const lab::Address& address) {
  struct {
    nlmsghdr header{};
    ifaddrmsg about{};
    rtattr attribute{};
    std::array<std::byte, sizeof(in6_addr)> bytes{};
  } request;
  const bool ipv4 = address.family() == AF_INET;
  const std::size_t size = ipv4 ? sizeof(in_addr) : sizeof(in6_addr);
  const std::size_t at = ipv4 ? offsetof(sockaddr_in, sin_addr) : offsetof(sockaddr_in6, sin6_addr);
  std::memcpy(request.bytes.data(), reinterpret_cast<const std::byte*>(address.get()) + at, size);
  request.attribute.rta_type = IFA_LOCAL;
  request.attribute.rta_len = static_cast<unsigned short>(sizeof request.attribute + size);
  request.about.ifa_family = static_cast<unsigned char>(address.family());
  request.about.ifa_prefixlen = static_cast<unsigned char>(8 * size);
  request.about.ifa_flags = IFA_F_NODAD;  // at once, without asking who else has it
  request.about.ifa_index = ::if_nametoindex("lo");
  request.header.nlmsg_type = RTM_NEWADDR;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
  request.header.nlmsg_len =
      static_cast<std::uint32_t>(sizeof request.header + sizeof request.about + request.attribute.rta_len);
  struct {
    nlmsghdr header{};
    nlmsgerr said{};
    std::array<std::byte, sizeof request> again{};
  } reply;
  if (::send(netlink, &request, request.header.nlmsg_len, 0) == -1) return errno;
  if (::recv(netlink, &reply, sizeof reply, 0) == -1) return errno;
  return reply.header.nlmsg_type == NLMSG_ERROR ? -reply.said.error : EPROTO;
}

/// The kernel makes the route to a new IPv6 address a moment after the address itself. Until then a packet to it is
/// lost: so sends it one until one arrives.
void wait_until_reached(const lab::Address& address) {
  const lab::Fd socket(::socket(address.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket || ::bind(socket.get(), address.get(), address.length) == -1) return;
  lab::Address itself;
  itself.length = sizeof itself.storage;
  ::getsockname(socket.get(), itself.get(), &itself.length);
  pollfd arrived{socket.get(), POLLIN, 0};
  for (int tries = 0; tries < 5000; ++tries) {
    ::sendto(socket.get(), "", 1, MSG_DONTWAIT, itself.get(), itself.length);
    if (::poll(&arrived, 1, 1) > 0) return;
  }
}

void enter(const std::vector<lab::Address>& addresses) {
  unshare_users_and_network();
  start_lo();
  const lab::Fd netlink(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
  if (!netlink) lab::throw_errno("socket (netlink)");
  for (const lab::Address& address : addresses) {
    const int error = add_to_lo(netlink.get(), address);
    if (error != 0 && address.family() != AF_INET6) lab::throw_errno("RTM_NEWADDR", error);
    if (error == 0) wait_until_reached(address);
  }
}

}  // namespace

std::optional<std::string> enter_own_network(const std::vector<lab::Address>& addresses) {
  // A child tries, so that this process never ends up in a network that is not whole.
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      enter(addresses);
    } catch (const std::system_error&) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = -1;
  if (child > 0) ::waitpid(child, &status, 0);
  if (status == 0) {
    enter(addresses);
    return std::nullopt;
  }
  return "this machine lets no program make a network of its own, with addresses beside loopback; see what "
         "socklab doctor says of user namespaces";
}

bool is_this_hosts(const lab::Address& address) {
  const lab::Fd socket(::socket(address.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return socket && ::bind(socket.get(), address.get(), address.length) == 0;
}

}  // namespace exam
