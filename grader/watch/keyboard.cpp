// See keyboard.hpp.
#include "watch/keyboard.hpp"

#include <termios.h>
#include <unistd.h>

#include <csignal>

namespace watch {
namespace {

termios before;  // for the handler, too
volatile std::sig_atomic_t changed = 0;

void put_back() {
  if (changed != 0) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before);  // async-signal-safe
  changed = 0;
}

constexpr int kFatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

void on_crash(int signal) {
  put_back();
  ::raise(signal);  // SA_RESETHAND: it ends us now
}

}  // namespace

Keyboard::Keyboard() : there_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before) == 0) {
  if (!there_) return;
  for (const int signal : kFatal) {
    struct sigaction action {};
    action.sa_handler = on_crash;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(signal, &action, nullptr);
  }
  enter();
}

Keyboard::~Keyboard() { leave(); }

void Keyboard::leave() { put_back(); }

void Keyboard::enter() {
  if (!there_) return;
  termios keys = before;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  changed = 1;
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &keys);
}

}  // namespace watch
