// The session as text: the check's output first, then what to do next, the bar, the exercise, the keys.
#pragma once

#include <string>

#include "watch/session.hpp"

namespace watch {

struct Look {
  bool colour = false;
  bool keys = true;       ///< can keys be pressed? Else commands are named in their place
  std::string place;      ///< where to begin in the student's file: "labs/01-…/socket_syscalls.cpp:17"
  std::size_t rows = 40;  ///< of the terminal
};

/// Whole lines, no wider than 100 columns; nothing of a stranger's text but what report has encoded.
std::string page(const Session& session, const Look& look);

}  // namespace watch
