// row: 51
// attack: TIOCSTI: types a command on the terminal of whoever grades
// stopped by: a session without a terminal; seccomp
// verdict: failed
// together: yes
// says: 0: E[A-Z]+, 1: E[A-Z]+, 2: E[A-Z]+, open /dev/tty: E[A-Z]+
// must not happen: anything typed on the caller's terminal
#include "told.hpp"

static std::string attack() {
  std::string said;
  for (int number = 0; number < 3; ++number) {
    const char key = '!';
    said += tried(std::to_string(number), ::ioctl(number, TIOCSTI, &key)) + ", ";
    ::ioctl(number, TIOCSCTTY, 1);
  }
  return said + opened("/dev/tty", O_RDWR) + ", " + opened("/dev/pts/0", O_RDWR);
}
