// row: 36
// attack: prints without end by calls that nobody watches: vmsplice, splice, pwritev2, copy_file_range
// stopped by: seccomp, and the same cap on output
// verdict: failed, crashed, timed-out
// must not happen: a result of a megabyte
#include "told.hpp"

static std::string attack() {
  const std::string much(1 << 20, 'x');
  iovec part{const_cast<char*>(much.data()), much.size()};
  long sent = 0;
  for (;;) {
    const long spliced = ::vmsplice(1, &part, 1, 0);
    const long written = spliced > 0 ? spliced : ::pwritev2(1, &part, 1, -1, 0);
    if (written < 0)
      return "vmsplice and pwritev2: " + std::string(::strerrorname_np(errno)) + " after " + std::to_string(sent);
    sent += written;
  }
}
