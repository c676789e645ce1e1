// How often is a silent server asked in a minute: at regular times, and with waits that double?
#include <cstdio>

int main() {
  int regular = 0;
  for (int time = 0; time < 60'000; time += 100) ++regular;
  std::printf("every 100 ms: %d times\n", regular);

  std::printf("doubling, at");
  int doubling = 0;
  for (int time = 0, wait = 100; time < 60'000; time += wait, wait *= 2, ++doubling) std::printf(" %d", time);
  std::printf(" ms: %d times\n", doubling);
}
