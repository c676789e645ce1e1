// See filter.hpp. What is allowed stands in make_filter.cpp, which made filter.inc.
#include "sandbox/filter.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <cerrno>

namespace sandbox {
namespace {

#include "filter.inc"

template <unsigned short N>
int load(const sock_filter (&instructions)[N]) {
  const sock_fprog program{N, const_cast<sock_filter*>(instructions)};  // the kernel only reads them
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1 ? errno : 0;
}

}  // namespace

int install_filter(Role role) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) return errno;
  if (const int error = load(lists); error != 0) return error;
  return role == Role::worker ? load(refused_to_workers) : load(refused_to_compilers);
}

}  // namespace sandbox
