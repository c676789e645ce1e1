// Given: what runs in the process of your code for the tests, since it cannot come over from theirs: work for a child,
// and what a parent does with it. functions.hpp has the code.
#pragma once

#include "unix_domain.hpp"

namespace given {

/// What a child does with its end of the connection. `tell` is a socket to the test.
enum class Work : int {
  echo,             ///< sends back what comes; at end of file it returns 0
  two_bytes,        ///< sends "ab", and returns 7
  tell_the_end,     ///< reads until end of file, sends "end of file" to `tell`, and returns 0
  answer_later,     ///< sends "begun", reads until end of file, waits for a byte from `tell`, sends "still here" to it
  tell_its_parent,  ///< sends its parent's pid to `tell`, as text, and returns 0
  tell_its_flags,   ///< sends "close-on-exec" or "open on exec" to `tell`, and returns 0
  fail,             ///< throws a std::runtime_error
  die,              ///< ends itself by SIGKILL
};

/// What came of a child: what it sent, and its exit status, or 128 and the number of the signal that ended it.
struct Run {
  std::string said;
  int status = -1;
};

/// lab::start_child with this work.
lab::Child start(Work work, int tell);
/// Starts it, sends `words`, ends the parent's direction, reads until end of file, and waits for the child.
Run talk(Work work, int tell, const std::string& words);
/// Starts it, closes the parent's end, and waits for the child.
Run close_and_wait(Work work, int tell);
/// The same, when stdio has words that are not written yet.
Run close_and_wait_with_words(Work work, int tell, const std::string& words);
/// Starts it in a process that is killed when the child has sent something, so that the child has lost its parent;
/// sends a byte to its `tell`. `said` is what comes from there until the child ends.
Run start_and_be_killed(Work work);
/// True if there is a child that was not waited for.
bool has_children();
/// This process, as it sees itself.
lab::Credentials own_credentials();
/// From now on the permissions of files hold for root, too (capset(2)).
void obey_permissions();
/// Sets the umask; returns the one before.
mode_t set_umask(mode_t mask);

}  // namespace given
