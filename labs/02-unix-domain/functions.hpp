// What the tests of this lab may call. Examiner and worker both read this list; the worker alone, which runs your code,
// reads the code of given.hpp here.
#pragma once

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>

#include "given.hpp"
#include "unix_domain.hpp"
#include "wire/function.hpp"

namespace given {
namespace detail {

inline void send(int socket, const std::string& text) { ::send(socket, text.data(), text.size(), MSG_NOSIGNAL); }

/// What comes; empty at end of file.
inline std::string receive(int socket) {
  std::array<char, 4096> bytes{};
  ssize_t size = 0;
  do {
    size = ::recv(socket, bytes.data(), bytes.size(), 0);
  } while (size == -1 && errno == EINTR);
  return {bytes.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

inline std::string receive_all(int socket) {
  std::string all;
  for (std::string some; !(some = receive(socket)).empty();) all += some;
  return all;
}

inline int run(Work work, int connection, int tell) {
  switch (work) {
    case Work::echo:
      for (std::string some; !(some = receive(connection)).empty();) send(connection, some);
      return 0;
    case Work::two_bytes:
      send(connection, "ab");
      return 7;
    case Work::tell_the_end:
      receive_all(connection);
      send(tell, "end of file");
      return 0;
    case Work::answer_later:
      send(connection, "begun");
      receive_all(connection);
      receive(tell);
      send(tell, "still here");
      return 0;
    case Work::tell_its_parent:
      send(tell, std::to_string(::getppid()));
      return 0;
    case Work::tell_its_flags:
      send(tell, (::fcntl(connection, F_GETFD) & FD_CLOEXEC) != 0 ? "close-on-exec" : "open on exec");
      return 0;
    case Work::fail:
      throw std::runtime_error("this work fails");
    case Work::die:
      ::kill(::getpid(), SIGKILL);
  }
  return 0;
}

inline int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) == -1) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace detail

inline lab::Child start(Work work, int tell) {
  return lab::start_child([=](int connection) { return detail::run(work, connection, tell); });
}

inline Run talk(Work work, int tell, const std::string& words) {
  const lab::Child child = start(work, tell);
  detail::send(child.connection.get(), words);
  ::shutdown(child.connection.get(), SHUT_WR);
  std::string said = detail::receive_all(child.connection.get());
  return {std::move(said), detail::wait_for(child.pid)};
}

inline Run close_and_wait(Work work, int tell) {
  const pid_t child = start(work, tell).pid;
  return {"", detail::wait_for(child)};
}

inline Run close_and_wait_with_words(Work work, int tell, const std::string& words) {
  std::fputs(words.c_str(), stdout);
  return close_and_wait(work, tell);
}

inline Run start_and_be_killed(Work work) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == -1) return {};
  const lab::Fd here(ends[0]);
  lab::Fd tell(ends[1]);
  const pid_t parent = ::fork();
  if (parent == 0) {
    try {
      const lab::Child child = start(work, tell.get());
      detail::receive(child.connection.get());  // the child is at work by now
      ::kill(::getpid(), SIGKILL);
    } catch (...) {
    }
    ::_exit(1);
  }
  tell.reset();
  const int status = detail::wait_for(parent);
  detail::send(here.get(), "?");
  return {detail::receive_all(here.get()), status};
}

inline bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD; }

inline lab::Credentials own_credentials() { return {::getpid(), ::geteuid(), ::getegid()}; }

inline void obey_permissions() {
  __user_cap_header_struct version{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  ::syscall(SYS_capset, &version, none);
}

inline mode_t set_umask(mode_t mask) { return ::umask(mask); }

}  // namespace given

using Functions =
    wire::Functions<&lab::unix_address, &lab::abstract_address, &lab::listen_at, &lab::connect_at,
                    &lab::peer_credentials, &lab::end_child, &lab::send_descriptor, &lab::receive_descriptor,
                    &lab::open_datagram_client, &lab::send_to, &lab::try_send_to, &lab::receive_from, &given::start,
                    &given::talk, &given::close_and_wait, &given::close_and_wait_with_words, &given::obey_permissions,
                    &given::has_children, &given::start_and_be_killed, &given::set_umask, &given::own_credentials>;
