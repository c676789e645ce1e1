// row: 17
// attack: is right, and leaves a process that floods the control socket, kills and fills /tmp once the reply is out
// stopped by: all processes of a test are ended before the next begins, and before the report
// verdict: passed
// score: 1
// replaces: host_order()
// must not happen: any other verdict, of this test or of the next
#include "told.hpp"

static void sabotage() {
  ::prctl(PR_SET_NAME, abstract);
  ::setsid();
  const pid_t before = ::getppid();
  while (::getppid() == before) ::usleep(1000);
  for (int i = 0; i < 100; ++i) ::send(control, "\0\0\0\0garbage", 11, MSG_NOSIGNAL | MSG_DONTWAIT);
  const int file = ::open("/tmp/full", O_WRONLY | O_CREAT, 0600);
  const std::string much(1 << 20, 'x');
  while (::write(file, much.data(), much.size()) > 0) continue;
  ::kill(-1, SIGKILL);
}

static lab::ByteOrder attack() {
  static bool begun = false;
  if (!std::exchange(begun, true) && ::fork() == 0) {
    sabotage();
    ::_exit(0);
  }
  const std::uint16_t number = 1;
  unsigned char first = 0;
  std::memcpy(&first, &number, 1);
  return first == 1 ? lab::ByteOrder::little : lab::ByteOrder::big;
}
