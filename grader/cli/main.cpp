// socklab: reads the command line, runs the command, says what went wrong.
#include <array>
#include <csignal>
#include <exception>
#include <iostream>
#include <string_view>
#include <utility>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "cli/options.hpp"
#include "report/encode.hpp"
#include "sandbox/process.hpp"

namespace {

using Command = int (*)(const cli::Options&);
constexpr std::array<std::pair<std::string_view, Command>, 19> commands{{{"check", cli::check},
                                                                         {"grade", cli::grade},
                                                                         {"grade-job", cli::grade_job},
                                                                         {"report", cli::report},
                                                                         {"watch", cli::watch},
                                                                         {"status", cli::status},
                                                                         {"next", cli::next},
                                                                         {"hint", cli::hint},
                                                                         {"reset", cli::reset},
                                                                         {"trace", cli::trace},
                                                                         {"debug", cli::debug},
                                                                         {"verify", cli::verify},
                                                                         {"handout", cli::handout},
                                                                         {"submit", cli::submit},
                                                                         {"bundle", cli::bundle},
                                                                         {"doctor", cli::doctor},
                                                                         {"new-lab", cli::new_lab},
                                                                         {"notes", cli::notes},
                                                                         {"test", cli::test}}};

// Processes are ended and work folders removed on the way out, so a signal must not end us on the spot; a second one
// may.
void unwind_on_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    action.sa_handler = [](int) { sandbox::interrupt(); };
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigaction(signal, &action, nullptr);
  }
}

int say(std::string_view what, int status) {
  std::cerr << report::ci_log(report::printable_lines("socklab: " + std::string(what))) << "\n";
  return status;
}

int run(const cli::Options& options) {
  try {
    for (const auto& [name, command] : commands) {
      if (name == options.command) return command(options);
    }
    return cli::usage;
  } catch (const cli::BadInput& error) {
    return say(error.what(), cli::usage);
  } catch (const cli::NoSandbox& error) {
    return say(error.what(), cli::no_sandbox);
  } catch (const sandbox::Interrupted& error) {
    return say(error.what(), cli::interrupted);
  } catch (const std::exception& error) {
    return say(error.what(), cli::our_fault);
  }
}

}  // namespace

int main(int count, char** arguments) {
  unwind_on_signals();
  const cli::Parsed parsed = cli::parse(count, arguments);
  if (parsed.end) return *parsed.end;
  const int status = run(parsed.options);
  std::cout.flush();
  return std::cout.good() ? status : say("standard output could not be written", cli::our_fault);
}
