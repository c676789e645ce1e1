// row: 67
// attack: puts links in the place of its own program and of what the build left, for someone outside to follow
// stopped by: the program's folder is mounted read-only; nothing is taken from it after the build
// verdict: failed
// together: yes
// says: unlink: E(ROFS|PERM|ACCES|BUSY), symlink: E(ROFS|PERM|ACCES), rename: E(ROFS|PERM|ACCES|XDEV)
// must not happen: a changed file
#include "told.hpp"

static std::string attack() {
  char program[512] = {};
  if (::readlink("/proc/self/exe", program, sizeof program - 1) == -1) return tried("readlink", -1);
  const std::string folder(program, std::strrchr(program, '/'));
  return tried("unlink", ::unlink(program)) + ", " +
         tried("symlink", ::symlink(precious, (folder + "/worker.o").c_str())) + ", " +
         tried("rename", ::rename(program, "/tmp/worker")) + ", " + opened(program, O_WRONLY);
}
