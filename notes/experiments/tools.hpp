// What the experiments of appendix B share: commands, run as a shell runs them, and what they print.
#pragma once

#include <sys/wait.h>

#include <vector>

#include "own_network.hpp"

/// Ends the experiment if this machine has no such program.
inline void need(const std::string& tool) {
  if (std::system(("command -v " + tool + " >/dev/null 2>&1").c_str()) != 0)
    cannot_be_done_here((tool + " is not installed").c_str());
}

/// What a command prints, and its errors, line by line; several blanks become one, and none is left at the end.
inline std::vector<std::string> output_of(const std::string& command) {
  std::FILE* pipe = ::popen(("(" + command + ") 2>&1").c_str(), "re");
  if (pipe == nullptr) lab::throw_errno("popen");
  std::vector<std::string> lines(1);
  for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) {
    std::string& line = lines.back();
    if (letter == '\n') {
      if (!line.empty() && line.back() == ' ') line.pop_back();
      lines.emplace_back();
    } else if (letter != ' ' || (!line.empty() && line.back() != ' ')) {
      line += static_cast<char>(letter);
    }
  }
  lines.pop_back();
  ::pclose(pipe);
  return lines;
}

/// Shows a command as one types it, and what it prints.
inline void run(const std::string& command) {
  std::printf("$ %s\n", command.c_str());
  for (const std::string& line : output_of(command)) std::printf("%s\n", line.c_str());
}
