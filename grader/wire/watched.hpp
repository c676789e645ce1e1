// The system calls that the witness sees: one table, for the filter (launcher) and for the names (exam).
#pragma once

#include <sys/syscall.h>

namespace wire {

/// The kinds of call that a test can name. Several calls of the kernel are one kind where they do the same thing.
enum class Syscall {
  socket,       ///< socket
  socketpair,   ///< socketpair
  bind,         ///< bind
  listen,       ///< listen
  accept,       ///< accept, accept4
  connect,      ///< connect
  recv,         ///< read, readv, recvfrom (recv), recvmsg, recvmmsg
  send,         ///< write, writev, sendto (send), sendmsg, sendmmsg, sendfile
  wait,         ///< poll, ppoll, select, pselect6, epoll_wait, epoll_pwait, epoll_pwait2
  shutdown,     ///< shutdown
  close,        ///< close, close_range
  setsockopt,   ///< setsockopt
  getsockopt,   ///< getsockopt
  getsockname,  ///< getsockname
  getpeername,  ///< getpeername
  fcntl,        ///< fcntl
  ioctl,        ///< ioctl
  dup,          ///< dup, dup2, dup3
  epoll,        ///< epoll_create1, epoll_ctl
  unlink,       ///< unlink, unlinkat
  chmod,        ///< chmod, fchmod, fchmodat
  umask,        ///< umask
  fork,         ///< fork, vfork, clone, clone3: a process or a thread
  reap,         ///< wait4 (wait, waitpid), waitid
  sleep,        ///< nanosleep, clock_nanosleep
  timer,        ///< timerfd_settime
  open,         ///< open, openat: answered where a test has replaced the file, never recorded or made to fail
  clock,        ///< clock_gettime, gettimeofday, time: answered by the student's clock, never recorded or made to fail
  any,          ///< every one of the above, but for open and clock
};

struct Watched {
  int number;
  const char* name;
  Syscall kind;
  bool takes_descriptor;  ///< its first argument is a descriptor
};

#define WATCH(name, kind, takes) \
  Watched { __NR_##name, #name, Syscall::kind, takes }
inline constexpr Watched watched[] = {
    WATCH(socket, socket, false),
    WATCH(socketpair, socketpair, false),
    WATCH(bind, bind, true),
    WATCH(listen, listen, true),
    WATCH(accept4, accept, true),
    WATCH(connect, connect, true),
    WATCH(read, recv, true),
    WATCH(readv, recv, true),
    WATCH(recvfrom, recv, true),
    WATCH(recvmsg, recv, true),
    WATCH(recvmmsg, recv, true),
    WATCH(write, send, true),
    WATCH(writev, send, true),
    WATCH(sendto, send, true),
    WATCH(sendmsg, send, true),
    WATCH(sendmmsg, send, true),
    WATCH(sendfile, send, true),
    WATCH(ppoll, wait, false),
    WATCH(pselect6, wait, false),
    WATCH(epoll_pwait, wait, true),
    WATCH(epoll_pwait2, wait, true),
    WATCH(shutdown, shutdown, true),
    WATCH(close, close, true),
    WATCH(close_range, close, false),
    WATCH(setsockopt, setsockopt, true),
    WATCH(getsockopt, getsockopt, true),
    WATCH(getsockname, getsockname, true),
    WATCH(getpeername, getpeername, true),
    WATCH(fcntl, fcntl, true),
    WATCH(ioctl, ioctl, true),
    WATCH(dup, dup, true),
    WATCH(dup3, dup, true),
    WATCH(epoll_create1, epoll, false),
    WATCH(epoll_ctl, epoll, true),
    WATCH(unlinkat, unlink, false),
    WATCH(fchmod, chmod, true),
    WATCH(fchmodat, chmod, false),
    WATCH(umask, umask, false),
    WATCH(clone, fork, false),
    WATCH(clone3, fork, false),
    WATCH(wait4, reap, false),
    WATCH(waitid, reap, false),
    WATCH(nanosleep, sleep, false),
    WATCH(clock_nanosleep, sleep, false),
    WATCH(timerfd_settime, timer, true),
    WATCH(openat, open, false),
    WATCH(clock_gettime, clock, false),
    WATCH(gettimeofday, clock, false),
// The older calls, which some architectures (arm64, s390x) do not have.
#ifdef __NR_accept
    WATCH(accept, accept, true),
#endif
#ifdef __NR_poll
    WATCH(poll, wait, false),
#endif
#ifdef __NR_select
    WATCH(select, wait, false),
#endif
#ifdef __NR_epoll_wait
    WATCH(epoll_wait, wait, true),
#endif
#ifdef __NR_dup2
    WATCH(dup2, dup, true),
#endif
#ifdef __NR_epoll_create
    WATCH(epoll_create, epoll, false),
#endif
#ifdef __NR_fork
    WATCH(fork, fork, false),
#endif
#ifdef __NR_vfork
    WATCH(vfork, fork, false),
#endif
#ifdef __NR_unlink
    WATCH(unlink, unlink, false),
#endif
#ifdef __NR_chmod
    WATCH(chmod, chmod, false),
#endif
#ifdef __NR_open
    WATCH(open, open, false),
#endif
#ifdef __NR_time
    WATCH(time, clock, false),
#endif
};
#undef WATCH

}  // namespace wire
