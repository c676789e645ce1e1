// The output is the student's: it may be forged, or one line of 64 KiB. So it is read line by line, once through, and
// what is told of it is short and printable. (std::regex recurses for every character, and would end this process.)
#include "exam/crash.hpp"

#include <string.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <string_view>

#include "exam/witness/decode.hpp"

namespace exam {
namespace {

constexpr std::size_t longest_line = 4000;  // what a line holds beyond that is not looked at
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_text = 200;
constexpr int most_last_words = 3;
constexpr std::string_view digits = "0123456789";

/// Calls `look` with each line, until it says true.
template <class Look>
bool any_line(std::string_view output, Look look) {
  while (!output.empty()) {
    const std::size_t size = std::min(output.find('\n'), output.size());
    if (look(output.substr(0, std::min(size, longest_line)))) return true;
    output.remove_prefix(std::min(size + 1, output.size()));
  }
  return false;
}

/// What follows `words` in the line; nothing where they are not in it.
std::optional<std::string_view> after(std::string_view line, std::string_view words) {
  const std::size_t at = line.find(words);
  if (at == std::string_view::npos) return std::nullopt;
  return line.substr(at + words.size());
}

std::string_view leading_number(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of(digits), text.size()));
}

/// Takes ":42" off the end of `text`, and returns "42"; empty where there is none.
std::string_view take_number(std::string_view& text) {
  const std::size_t colon = text.find_last_not_of(digits);
  if (colon == std::string_view::npos || text[colon] != ':') return {};
  const std::string_view number = text.substr(colon + 1);
  if (!number.empty()) text = text.substr(0, colon);
  return number;
}

struct Place {
  std::string_view path;
  std::string_view line;
  std::size_t begin;  ///< where the path begins in the text

  /// "socket_syscalls.cpp:42"
  [[nodiscard]] std::string text() const {
    return printable(path.substr(path.rfind('/') + 1), longest_name) + ":" + printable(line, 10);
  }
};

/// The place with which a text ends: "… /w/file.cpp:42:7", or without the column.
std::optional<Place> place_at_end(std::string_view text) {
  std::string_view line = take_number(text);
  if (const std::string_view number = take_number(text); !number.empty()) line = number;
  const std::size_t begin = text.find_last_of(" \t()") + 1;
  if (line.empty() || begin == text.size()) return std::nullopt;
  return Place{text.substr(begin), line, begin};
}

/// Not the library's, the sanitizer's, or the worker's own.
bool is_students(std::string_view path) {
  for (const char* elsewhere :
       {"/usr/", "/libsanitizer/", "/sanitizer", "/grader/worker/", "/grader/wire/", "/sysdeps/", "/csu/", "/nptl/"}) {
    if (path.find(elsewhere) != std::string_view::npos) return false;
  }
  return !path.starts_with("./");
}

/// " in lab::send_all, socket_syscalls.cpp:42": the first frame of a stack that lies in the student's code. A frame is
/// "    #0 0x55d4 in lab::send_all(int) /w/socket_syscalls.cpp:42".
std::string first_frame(std::string_view output) {
  std::string found;
  any_line(output, [&](std::string_view line) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos || line[begin] != '#') return false;
    const auto frame = after(line, " in ");
    if (!frame) return false;
    const auto place = place_at_end(*frame);
    if (!place || place->begin == 0 || !is_students(place->path)) return false;
    std::string function(frame->substr(0, place->begin - 1));
    constexpr std::string_view unnamed = "(anonymous namespace)::";
    if (const std::size_t at = function.find(unnamed); at != std::string::npos) function.erase(at, unnamed.size());
    function = function.substr(0, function.find('('));
    found = " in " + printable(function, longest_name) + ", " + place->text();
    return true;
  });
  return found;
}

/// "Undefined behaviour: …", from "/w/file.cpp:42:7: runtime error: …".
std::string undefined_behaviour(std::string_view output) {
  std::string found;
  any_line(output, [&](std::string_view line) {
    constexpr std::string_view words = ": runtime error: ";
    const auto what = after(line, words);
    if (!what) return false;
    const auto place = place_at_end(line.substr(0, line.size() - what->size() - words.size()));
    if (place) found = "Undefined behaviour: " + printable(*what, longest_text) + " (" + place->text() + ").";
    return place.has_value();
  });
  return found;
}

/// ": it read 4 bytes where it may not".
std::string forbidden_access(std::string_view output) {
  std::string found;
  any_line(output, [&](std::string_view line) {
    for (const auto& [words, verb] : {std::pair{"READ of size ", "read"}, std::pair{"WRITE of size ", "wrote"}}) {
      const std::string_view size = leading_number(after(line, words).value_or(""));
      if (size.empty()) continue;
      found = std::string(": it ") + verb + " " + printable(size, 20) + " bytes where it may not";
      return true;
    }
    return false;
  });
  return found;
}

std::string memory_error(std::string_view output) {
  std::string what;
  const bool told = any_line(output, [&](std::string_view line) {
    const auto report = after(line, "ERROR: AddressSanitizer");
    if (!report) return false;
    const std::string_view text = report->substr(std::min(report->find_first_not_of(": "), report->size()));
    what = printable(text.substr(0, text.find(" on ")), longest_text);
    return true;
  });
  if (!told) return {};
  return "Memory error, " + what + first_frame(output) + forbidden_access(output) + ".";
}

/// What the C++ library says before it aborts.
std::string last_words(std::string_view output) {
  std::string said;
  int lines = 0;
  any_line(output, [&](std::string_view line) {
    for (const char* words : {"terminate called", "what():"}) {
      if (const std::size_t at = line.find(words); at != std::string_view::npos) {
        said += "\n  " + printable(line.substr(at), longest_text);
        return ++lines == most_last_words;
      }
    }
    return false;
  });
  return said;
}

std::string signal_name(int number) {
  const char* name = ::sigabbrev_np(number);  // real-time signals have none
  if (name == nullptr) return "signal " + std::to_string(number);
  return "SIG" + std::string(name) + " (" + ::strsignal(number) + ")";
}

}  // namespace

std::string describe_crash(std::optional<int> status, const std::string& output) {
  if (std::string report = undefined_behaviour(output); !report.empty()) return report;
  if (std::string report = memory_error(output); !report.empty()) return report;
  std::string how = "How the process ended is not known.";
  if (status && WIFSIGNALED(*status)) {
    const int number = WTERMSIG(*status);
    how = "The process was ended by " + signal_name(number);
    how += number == SIGPIPE ? ": it sent to a connection whose other side was gone." : ".";
  } else if (status && WIFEXITED(*status)) {
    how = "The process ended itself with exit status " + std::to_string(WEXITSTATUS(*status)) +
          " before the function came back.";
  }
  return how + last_words(output);
}

}  // namespace exam
