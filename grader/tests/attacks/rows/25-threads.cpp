// row: 25
// attack: starts threads until it may not
// stopped by: RLIMIT_NPROC, which counts threads
// verdict: failed
// together: yes
// says: threads: \d\d?, then EAGAIN
#include "told.hpp"

static void* idle(void*) {
  for (;;) ::pause();
  return nullptr;
}

static void start_threads() {
  pthread_attr_t small;
  ::pthread_attr_init(&small);
  ::pthread_attr_setstacksize(&small, 64 * 1024);
  for (int threads = 0; threads < 200; ++threads) {
    pthread_t thread;
    if (::pthread_create(&thread, &small, &idle, nullptr) == EAGAIN) ::_exit(threads);
  }
  ::_exit(255);
}

static std::string attack() {
  const int status = in_child(start_threads);
  if (!WIFEXITED(status)) return "threads: " + ended(status);
  return WEXITSTATUS(status) == 255 ? "threads: GOT THROUGH"
                                    : "threads: " + std::to_string(WEXITSTATUS(status)) + ", then EAGAIN";
}
