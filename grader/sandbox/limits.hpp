// What each kind of box may use: one table.
#pragma once

#include <sys/resource.h>

#include <array>

#include "sandbox/filter.hpp"
#include "sandbox/watchdog.hpp"

namespace sandbox {

struct Limit {
  __rlimit_resource resource;
  rlim_t most;
};

inline constexpr rlim_t MiB = 1024 * 1024;

/// What a worker has where its lab asks for nothing else, and the most that a lab may ask for.
inline constexpr rlim_t workers_descriptors = 128;
inline constexpr rlim_t most_descriptors = 2048;

struct Limits {
  std::array<Limit, 6> each;  ///< of one process, by setrlimit(2); NPROC counts all of the box
  Bounds all;                 ///< of all together, by the watchdog
};

/// CORE is 1, not 0: to a core_pattern that is a pipe, 0 means no limit (core(5)).
constexpr Limits limits(Role role) {
  if (role == Role::compiler) {
    return {{{{RLIMIT_CORE, 1},
              {RLIMIT_CPU, 20},
              {RLIMIT_FSIZE, 128 * MiB},
              {RLIMIT_NOFILE, 256},
              {RLIMIT_NPROC, 64},
              {RLIMIT_AS, 768 * MiB}}},
            {1024 * MiB, 30, 10'000}};
  }
  // No limit on address space: AddressSanitizer reserves terabytes. The control socket stands at 100, so NOFILE must be
  // above; each pair of TCP sockets can hold about 10 MiB in the kernel's buffers, so not far above, but where a lab
  // asks for more (lab.toml, descriptors).
  return {{{{RLIMIT_CORE, 1},
            {RLIMIT_CPU, 120},
            {RLIMIT_FSIZE, 8 * MiB},
            {RLIMIT_NOFILE, workers_descriptors},
            {RLIMIT_NPROC, 64},
            {RLIMIT_MEMLOCK, MiB}}},
          {512 * MiB, 150, 4'000}};
}

/// What a box may use as a whole, with our own processes in it, where it has a control group (cgroup.hpp).
struct GroupLimits {
  rlim_t memory;     ///< bytes of all kinds
  rlim_t processes;  ///< and threads
};

/// More than the limits above come to: they speak first, since they can tell what happened.
constexpr GroupLimits group_limits(Role role) {
  const Limits within = limits(role);
  rlim_t processes = 32;
  for (const Limit& limit : within.each) processes += limit.resource == RLIMIT_NPROC ? limit.most : 0;
  // The watchdog does not see files in tmpfs, the kernel's buffers, and what stands outside: the examiner and the
  // inits.
  return {within.all.memory + 384 * MiB, processes};
}

}  // namespace sandbox
