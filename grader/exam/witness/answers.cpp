// How the witness answers: what it makes of a trapped call at once, what waits until it can be answered, and the
// stopped clock that both go by. See witness.hpp; what is trapped, and what is done to it, stands in witness.cpp.
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "exam/witness/witness.hpp"

namespace exam {

void Witness::answer_open(const seccomp_notif& request, const Known& known, const wire::Watched& watched) {
  const auto& arguments = request.data.args;
  const std::size_t at = watched.number == SYS_openat ? 1 : 0;  // the path, then the flags
  const auto is_asked_for = [&](const auto& file) {
    std::string path(file.first.size() + 1, '\0');
    return known.target->read(arguments[at], path.data(), path.size()) && path.c_str() == file.first;
  };
  const auto& files = known.session->files;
  const auto found = std::find_if(files.begin(), files.end(), is_asked_for);
  if (found == files.end() || (arguments[at + 1] & O_ACCMODE) != O_RDONLY) return let_go(request);
  // Sealed, so that it is no memory to write in.
  const lab::Fd file(::memfd_create("replaced", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  const std::string& text = found->second;
  const bool written = ::pwrite(file.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  if (!written || ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == -1 ||
      add_descriptor(request.id, file.get(), (arguments[at + 1] & O_CLOEXEC) != 0, -1) < 0)
    respond(request.id, 0, errno, 0);
}

void Witness::answer_clock(const seccomp_notif& request, const Known& known, const wire::Watched& watched) {
  Session& session = *known.session;
  if (++session.looks % 10 == 0) ++session.calls_made;  // code that only looks at the clock shall end, too
  end_if_too_many(session, *known.target);
  const bool with_number = watched.number == SYS_clock_gettime;
  const auto& arguments = request.data.args;
  if (session.report_seen || !session.clock.stopped()) return let_go(request);
  const auto now = session.clock.look(with_number ? static_cast<clockid_t>(arguments[0]) : CLOCK_REALTIME);
  if (!now) return let_go(request);
  const std::int64_t whole = *now / std::chrono::seconds(1);
  const std::int64_t rest = (*now % std::chrono::seconds(1)).count();
  std::array<std::int64_t, 2> value{whole, watched.number == SYS_gettimeofday ? rest / 1000 : rest};
  const bool is_time = !with_number && watched.number != SYS_gettimeofday;
  const std::uint64_t to = arguments[with_number ? 1 : 0];
  const bool written = to == 0 || known.target->write(to, value.data(), is_time ? sizeof whole : sizeof value);
  respond(request.id, is_time ? whole : 0, written ? 0 : EFAULT, 0);
}

void Witness::start(Pending pending) {
  Session& session = *pending.session;
  if (const auto limit = pending.operation->time_limit) pending.until = session.clock.now() + *limit;
  if (finish_if_ready(pending)) return;
  ++session.events;
  pending_.push_back(std::move(pending));
  if (session.time_flows) let_time_flow(session);
}

bool Witness::finish_if_ready(Pending& pending) {
  pending.operation->time_is_up = pending.until && pending.session->clock.now() >= *pending.until;
  std::optional<Answer> result = pending.operation->attempt();
  if (!result) {
    if (pending.operation->time_is_up) {
      result = std::move(pending.operation->when_time_is_up);
    } else {
      // Still there? Otherwise drop it, and the duplicates that it holds.
      return ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &pending.id) == -1;
    }
  }
  answer(pending, std::move(*result));
  return true;
}

bool Witness::waits_in_kernel(const Session& session) {
  return std::any_of(session.in_kernel.begin(), session.in_kernel.end(),
                     [](const auto& entry) { return sleeps_in(entry.first) == std::to_string(entry.second.number); });
}

bool Witness::move_clock(Session& session, Clock::time_point then) {
  for (;;) {
    std::optional<Clock::time_point> next = session.clock.next_timer();
    for (const Pending& pending : pending_) {
      if (pending.session == &session && pending.until && (!next || *pending.until < *next)) next = pending.until;
    }
    if (!next && then == Clock::time_point::max()) return false;
    const bool is_next = next && *next <= then;
    const bool reads = waits_in_kernel(session);  // perhaps a timer
    session.clock.move_to(is_next ? *next : then);
    if (!is_next) return true;
    for (const Pending& pending : pending_) {
      if (pending.session == &session && pending.until && *pending.until <= *next)
        session.timeline.note(pending.step, "nothing came, the time passed");
    }
    const bool went_on = std::erase_if(pending_, [&](Pending& pending) {
                           return pending.session == &session && finish_if_ready(pending);
                         }) > 0;
    if (went_on || reads) return false;
  }
}

void Witness::let_time_flow(Session& session) {
  const bool has_limit = session.clock.next_timer() ||
                         std::any_of(pending_.begin(), pending_.end(),
                                     [&](auto& pending) { return pending.session == &session && pending.until; });
  if (has_limit && state(session) != State::running) move_clock(session, Clock::time_point::max());
}

bool Witness::interrupt(Session& session) {
  const auto waiting =
      std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.session == &session; });
  if (waiting == pending_.end()) return false;
  session.timeline.note(waiting->step, "interrupted");
  answer(*waiting, Answer::failure(EINTR));
  pending_.erase(waiting);
  return true;
}

void Witness::answer(const Pending& pending, Answer answer) {
  Session& session = *pending.session;
  ++session.events;
  if (answer.let_it_go) {
    session.timeline.settle(pending.step, -1, EPIPE);
    return respond(pending.id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
  }
  if (answer.error == 0 && answer.value > 0) session.clock.works();
  if (answer.error == EAGAIN) {
    session.starved = !pending.operation->time_is_up;
    if (pending.shortened != nullptr) --pending.shortened->seen;  // nothing moved: the next one is cut
  }
  if (answer.new_descriptor) {
    const int number = add_descriptor(pending.id, answer.new_descriptor.get(), answer.close_on_exec, -1);
    const int error = number < 0 ? errno : 0;
    session.timeline.settle(pending.step, number, error);
    if (error != 0) respond(pending.id, 0, error, 0);
    return;
  }
  session.timeline.settle(pending.step, answer.value, answer.error, answer.bytes);
  respond(pending.id, answer.value, answer.error, 0);
}

void Witness::let_go(const seccomp_notif& request) const {
  respond(request.id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
}

void Witness::respond(std::uint64_t id, std::int64_t value, int error, unsigned flags) const {
  seccomp_notif_resp response{};
  response.id = id;
  response.val = error == 0 ? value : 0;
  response.error = -error;
  response.flags = flags;
  ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_SEND, &response);  // ENOENT: it died, and needs no answer
}

int Witness::add_descriptor(std::uint64_t id, int descriptor, bool close_on_exec, int at) const {
  seccomp_notif_addfd request{};
  request.id = id;
  request.srcfd = static_cast<std::uint32_t>(descriptor);
  request.newfd_flags = close_on_exec ? O_CLOEXEC : 0;
  request.flags = at < 0 ? SECCOMP_ADDFD_FLAG_SEND : SECCOMP_ADDFD_FLAG_SETFD;
  request.newfd = at < 0 ? 0 : static_cast<std::uint32_t>(at);
  return ::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ADDFD, &request);
}

}  // namespace exam
