// watch: the exercise at hand, checked again on every save. One thread, one poll(2): signals, keys, saves, the check's
// output. It only shows what is true of the files as they are: a save ends the check that runs.
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/memory.hpp"
#include "engine/intake.hpp"
#include "support/errors.hpp"
#include "watch/changes.hpp"
#include "watch/keyboard.hpp"
#include "watch/page.hpp"
#include "watch/run.hpp"
#include "watch/session.hpp"

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kQuiet{50};  // a save is several events: so long after the last one, it is over

/// Signals that come as input, so that every way out unwinds.
lab::Fd signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT}) ::sigaddset(&set, signal);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // told by std::cout
  lab::Fd descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!descriptor) lab::throw_errno("signalfd");
  return descriptor;
}

std::size_t rows() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 40;
}

class Loop {
 public:
  Loop(const Options& options, const Course& course, const std::string& exercise)
      : options_(options), course_(course), signals_(signals()), screen_(::isatty(STDOUT_FILENO) == 1) {
    session_.labs = course.labs;
    session_.progress = load_progress(options, course);
    session_.exercise = exercise;
    take_up();
  }

  int run() {
    for (status_ = -1; status_ == -1;) {
      if (due_ && Clock::now() >= *due_) start();
      if (stale_page_) show();
      wait();
    }
    run_.reset();
    if (screen_) std::cout << "\n";
    std::cout << "To go on, type: ./grader/socklab watch\n";
    return status_;
  }

 private:
  // The exercise at hand is another one.
  void take_up() {
    const course::Lab& lab = session_.lab();
    changes_ =
        std::make_unique<watch::Changes>(course_.toolchain.source_root / "labs" / lab.id, lab.files, options_.poll);
    update_progress(options_, course_, [&](course::Progress& progress) { progress.current = session_.exercise; });
    session_.solution = solution_of(course_, session_.at_hand());
    again(milliseconds(0));
  }

  // What is known no longer holds: a check begins once it is quiet.
  void again(milliseconds quiet) {
    run_.reset();
    watch::begin(session_);
    due_ = Clock::now() + quiet;
    stale_page_ = screen_;
  }

  void start() {
    due_.reset();
    std::vector<std::string> command{std::filesystem::read_symlink("/proc/self/exe"), "check", session_.exercise,
                                     "--json", "--quiet"};
    if (!options_.out.empty()) command.insert(command.end(), {"--out", options_.out});
    if (!options_.sandbox.empty()) command.insert(command.end(), {"--sandbox", options_.sandbox});
    if (options_.seed) command.insert(command.end(), {"--seed", std::to_string(*options_.seed)});
    run_ = std::make_unique<watch::Run>(command);
  }

  void finish() {
    const std::string text = run_->text();
    run_.reset();
    watch::end(session_, text);
    stale_page_ = true;
    // A save that nobody told us of: the verdict is of a text that is no longer there.
    if (session_.verdict &&
        session_.verdict->labs.front().digest != engine::take(course_.toolchain.source_root, session_.lab()).digest)
      again(kQuiet);
  }

  void show() {
    stale_page_ = false;
    const watch::Look look{terminal(options_).colour, keyboard_.there(), place_of(course_, session_.at_hand()), rows()};
    // Not the lines that were scrolled out: they are the user's.
    std::cout << (screen_ ? "\x1b[H\x1b[2J" : "") << watch::page(session_, look) << std::flush;
    if (!std::cout.good()) status_ = our_fault;
  }

  void wait() {
    std::array<pollfd, 4> on{{{signals_.get(), POLLIN, 0},
                              {keyboard_.there() ? STDIN_FILENO : -1, POLLIN, 0},
                              {changes_->descriptor(), POLLIN, 0},
                              {run_ ? run_->descriptor() : -1, POLLIN, 0}}};
    auto most = changes_->interval();
    if (due_) most = std::clamp(std::chrono::ceil<milliseconds>(*due_ - Clock::now()), milliseconds(0), most);
    ::poll(on.data(), on.size(), static_cast<int>(most.count()));
    if (on[0].revents != 0) take_signal();
    if (changes_->seen()) {
      again(kQuiet);
    } else if (on[3].revents != 0 && run_->read()) {
      finish();
    }
    if (on[1].revents != 0 && status_ == -1) take_keys();
  }

  void take_signal() {
    signalfd_siginfo info{};
    if (::read(signals_.get(), &info, sizeof info) != sizeof info) return;
    if (info.ssi_signo == SIGTSTP) {
      keyboard_.leave();
      ::raise(SIGSTOP);  // here we stand until SIGCONT
    }
    if (info.ssi_signo == SIGTSTP || info.ssi_signo == SIGCONT) {
      keyboard_.enter();
      stale_page_ = screen_;
    } else {
      status_ = interrupted;
    }
  }

  void take_keys() {
    std::array<char, 64> bytes;
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count == 0 || (count == -1 && errno != EINTR && errno != EAGAIN)) status_ = done;  // the terminal went away
    if (count <= 0) return;
    for (const watch::Key key : watch::keys_in({bytes.data(), static_cast<std::size_t>(count)})) {
      if (status_ == -1) obey(watch::press(session_, key));
    }
  }

  void obey(watch::Wish wish) {
    stale_page_ = true;
    switch (wish) {
      case watch::Wish::check:
        return take_up();
      case watch::Wish::remember:
        update_progress(options_, course_, [&](course::Progress& progress) {
          progress.steps[session_.exercise].hints = session_.progress.of(session_.exercise).hints;
        });
        return;
      case watch::Wish::reset:
        return begin_anew();
      case watch::Wish::quit:
        status_ = done;
        return;
      case watch::Wish::nothing:
        return;
    }
  }

  void begin_anew() {
    run_.reset();  // it could record what is no longer so
    std::string say = "The skeleton is back.";
    try {
      for (const std::string& file : put_back(options_, course_, session_.lab()))
        say += " Your file is kept as " + file + ".";
      session_.progress = load_progress(options_, course_);
    } catch (const std::exception& error) {
      say = std::string("Nothing was put back: ") + error.what();
    }
    changes_->seen();  // our own writing
    again(kQuiet);
    session_.say = say;
  }

  const Options& options_;
  const Course& course_;
  lab::Fd signals_;
  watch::Keyboard keyboard_;
  watch::Session session_;
  std::unique_ptr<watch::Changes> changes_;
  std::unique_ptr<watch::Run> run_;
  std::optional<Clock::time_point> due_;
  bool screen_;
  bool stale_page_ = true;
  int status_ = -1;
};

// What was asked for, else where we were, else the first that has not passed.
std::string exercise_to_watch(const Options& options, const Course& course) {
  const course::Progress progress = load_progress(options, course);
  if (!options.what.empty()) {
    const std::string name = at_place(course, options.what.front());
    const course::Lab& lab = lab_named(course, name);
    if (lab.find(name) != nullptr) return name;
    const std::vector<course::Lab> alone{lab};
    const course::Exercise* open = course::next_exercise(alone, progress, "");
    return open != nullptr ? open->id : lab.exercises.front().id;
  }
  if (course::find_exercise(course.labs, progress.current) != nullptr) return progress.current;
  const course::Exercise* open = course::next_exercise(course.labs, progress, "");
  return open != nullptr ? open->id : course.labs.front().exercises.front().id;
}

}  // namespace

int watch(const Options& options) {
  const Course course = load(options);
  keep_skeletons(options, course);
  return Loop(options, course, exercise_to_watch(options, course)).run();
}

}  // namespace cli
