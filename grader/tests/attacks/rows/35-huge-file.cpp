// row: 35
// attack: a file of one terabyte, with holes
// stopped by: RLIMIT_FSIZE
// verdict: failed
// together: yes
// says: ftruncate: EFBIG, pwrite: SIGXFSZ
#include "told.hpp"

static std::string attack() {
  const int file = ::open("/tmp/huge", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ::signal(SIGXFSZ, SIG_IGN);
  const std::string said = tried("ftruncate", ::ftruncate(file, 1L << 40));
  const int status = in_child([file] {
    ::signal(SIGXFSZ, SIG_DFL);
    ::pwrite(file, "x", 1, 1L << 40);
  });
  ::close(file);
  ::unlink("/tmp/huge");
  return said + ", pwrite: " + (WIFSIGNALED(status) ? ended(status) : "GOT THROUGH");
}
