// What does strace show of a program, and what does the program do when strace makes one of its calls fail?
#include <filesystem>

#include "tools.hpp"

int main(int, char** arguments) {
  need("strace");
  std::filesystem::current_path(std::filesystem::path(arguments[0]).parent_path());  // the other experiments are there
  if (output_of("strace -o /dev/null true && echo yes || echo no").back() != "yes")
    cannot_be_done_here("strace may not trace");
  run("strace -e trace=socket,bind,listen ./01-before-accept 2>&1 >/dev/null");
  run("strace -e trace=sendto,shutdown ./01-half-close 2>&1 >/dev/null");
  run("strace -o /dev/null -e trace=recvfrom -e inject=recvfrom:error=ETIMEDOUT:when=1 ./01-no-receipt");
}
