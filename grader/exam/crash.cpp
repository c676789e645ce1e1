#include "exam/crash.hpp"

#include <sys/wait.h>

#include <csignal>
#include <cstring>
#include <regex>
#include <sstream>

namespace exam {
namespace {

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// Not the library's, the sanitizer's, or the worker's own.
bool is_students(const std::string& path) {
  for (const char* elsewhere :
       {"/usr/", "/libsanitizer/", "/sanitizer", "/grader/worker/", "/grader/wire/", "/sysdeps/", "/csu/", "/nptl/"}) {
    if (path.find(elsewhere) != std::string::npos) return false;
  }
  return !path.starts_with("./");
}

/// "in lab::send_all, socket_syscalls.cpp:42": the first frame of a stack that lies in the student's code.
std::string first_frame(const std::string& output) {
  static const std::regex frame(R"(#\d+ 0x[0-9a-f]+ in ([^\n]+?) ([^\s()]+):(\d+)(?::\d+)?)");
  for (std::sregex_iterator it(output.begin(), output.end(), frame), end; it != end; ++it) {
    const std::string path = (*it)[2];
    if (!is_students(path)) continue;
    std::string function = (*it)[1];
    function = function.substr(0, function.find('('));
    return " in " + function + ", " + file_name(path) + ":" + (*it)[3].str();
  }
  return {};
}

std::string sanitizer_report(const std::string& output) {
  std::smatch match;
  static const std::regex undefined(R"(([^\s:]+):(\d+):\d+: runtime error: ([^\n]*))");
  if (std::regex_search(output, match, undefined)) {
    return "Undefined behaviour: " + match[3].str() + " (" + file_name(match[1]) + ":" + match[2].str() + ").";
  }
  static const std::regex address(R"(ERROR: AddressSanitizer:? ([^\n]*))");
  if (!std::regex_search(output, match, address)) return {};
  std::string what = match[1];
  what = what.substr(0, what.find(" on "));
  static const std::regex access(R"((READ|WRITE) of size (\d+))");
  std::smatch size;
  std::string how;
  if (std::regex_search(output, size, access)) {
    how = std::string(size[1] == "READ" ? ": it read " : ": it wrote ") + size[2].str() + " bytes where it may not";
  }
  return "Memory error, " + what + first_frame(output) + how + ".";
}

}  // namespace

std::string describe_crash(std::optional<int> status, const std::string& output) {
  if (std::string report = sanitizer_report(output); !report.empty()) return report;
  std::string how = "How the process ended is not known.";
  if (status && WIFSIGNALED(*status)) {
    const int number = WTERMSIG(*status);
    how = "The process was ended by SIG" + std::string(::sigabbrev_np(number)) + " (" + ::strsignal(number) + ")";
    how += number == SIGPIPE ? ": it sent to a connection whose other side was gone." : ".";
  } else if (status && WIFEXITED(*status)) {
    how = "The process ended itself with exit status " + std::to_string(WEXITSTATUS(*status)) +
          " before the function came back.";
  }
  static const std::regex terminated(R"((terminate called[^\n]*|what\(\):[^\n]*))");
  std::string said;
  for (std::sregex_iterator it(output.begin(), output.end(), terminated), end; it != end; ++it)
    said += "\n  " + it->str();
  return how + said;
}

}  // namespace exam
