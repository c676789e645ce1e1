#include "exam/witness/witness.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>

#include "exam/mode.hpp"
#include "exam/witness/decode.hpp"

namespace exam {
namespace {

const wire::Watched* find_watched(int number) {
  static const auto table = [] {
    std::array<const wire::Watched*, 512> by_number{};
    for (const wire::Watched& call : wire::watched) by_number.at(static_cast<std::size_t>(call.number)) = &call;
    return by_number;
  }();
  const auto index = static_cast<std::size_t>(number);
  return number >= 0 && index < table.size() ? table[index] : nullptr;
}

// Lets the kernel hand the processor over from the trapped thread to the witness and back, which is several times
// faster. Linux 6.6 and later; elsewhere the call fails and nothing is lost. (The C library's headers here are older
// than that.)
constexpr unsigned long set_flags = _IOW(SECCOMP_IOC_MAGIC, 4, std::uint64_t);
constexpr std::uint64_t wake_up_at_once = 1;

constexpr std::size_t most_output = 64 * 1024;

/// A sanitizer's first words. Code that only pretends gains nothing: when it comes back all the same, its test has
/// failed.
bool begins_a_report(const Trapped& call, const Target& target) {
  std::string text(std::min<std::uint64_t>(call.arguments[2], 1000), '\0');
  if (!target.read(call.arguments[1], text.data(), text.size())) return false;
  return text.find("ERROR: AddressSanitizer") != std::string::npos || text.find("runtime error: ") != std::string::npos;
}

bool may_wait(wire::Syscall kind) {
  using wire::Syscall;
  return kind == Syscall::recv || kind == Syscall::send || kind == Syscall::wait || kind == Syscall::connect ||
         kind == Syscall::reap;
}

/// What sleeps_in says of a thread that runs, or that the kernel holds up for a moment: a page that comes (-1), memory,
/// a thread that begins.
bool is_busy(const std::string& call) {
  static const auto brief = [] {
    std::set<std::string> names{"running", "-1"};
    for (const int number : {SYS_mmap, SYS_munmap, SYS_mprotect, SYS_madvise, SYS_brk, SYS_clone, SYS_clone3})
      names.insert(std::to_string(number));
    return names;
  }();
  return brief.contains(call);
}

/// Does its socket have SO_RCVTIMEO or SO_SNDTIMEO?
bool has_time_limit(const Target& target, const Trapped& call) {
  if (!call.call->takes_descriptor) return false;
  const lab::Fd socket = target.duplicate(call.descriptor());
  const auto is_set = [&](int option) {
    timeval limit{};
    socklen_t length = sizeof limit;
    return ::getsockopt(socket.get(), SOL_SOCKET, option, &limit, &length) == 0 && (limit.tv_sec | limit.tv_usec) != 0;
  };
  return is_set(SO_RCVTIMEO) || is_set(SO_SNDTIMEO);
}

}  // namespace

Witness::Witness(lab::Fd listener, lab::Fd output)
    : listener_(std::move(listener)), output_(std::move(output)), wake_(::eventfd(0, EFD_CLOEXEC)) {
  ::ioctl(listener_.get(), set_flags, wake_up_at_once);
  thread_ = std::thread([this] { run(); });
}

Witness::~Witness() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  ::eventfd_write(wake_.get(), 1);
  thread_.join();
}

void Witness::add(pid_t pid, Session& session) {
  const std::lock_guard lock(mutex_);
  sessions_.emplace_back(pid, &session);
  known_[pid] = {std::make_shared<const Target>(pid), &session};
}

void Witness::remove(Session& session) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& entry) { return entry.second == &session; });
  std::erase_if(known_, [&](const auto& entry) { return entry.second.session == &session; });
  std::erase_if(pending_, [&](const Pending& pending) { return pending.session == &session; });
}

std::shared_ptr<const Target> Witness::target(const Session& session) const {
  for (const auto& [pid, other] : sessions_) {
    const auto found = known_.find(pid);
    if (other == &session && found != known_.end()) return found->second.target;
  }
  return nullptr;
}

Witness::State Witness::state(const Session& session) const {
  State state = State::running;
  for (const Pending& pending : pending_) {
    if (pending.session != &session) continue;
    auto waits = pending.operation->waits_for;
    if (::poll(waits.data(), waits.size(), 0) > 0) return State::running;
    if (pending.until && !session.clock.stopped()) return State::waits;
    state = State::for_ever;
  }
  for (const auto& [thread, call] : session.in_kernel) {
    if (sleeps_in(thread) != std::to_string(call.number)) continue;  // it has come back meanwhile
    if (call.has_limit) return State::waits;
    state = State::for_ever;
  }
  if (state == State::for_ever && others_run(session)) return State::running;
  return state;
}

bool Witness::others_run(const Session& session) const {
  if (!session.has_branched) return false;
  for (const auto& [thread, known] : known_) {
    if (known.session != &session || thread != known.target->pid()) continue;
    std::error_code gone;  // the process may have ended
    auto task = std::filesystem::directory_iterator("/proc/" + std::to_string(thread) + "/task", gone);
    for (; !gone && task != std::filesystem::directory_iterator(); task.increment(gone))
      if (is_busy(sleeps_in(std::stoi(task->path().filename())))) return true;
  }
  // Who made a call that was trapped just now is about to be answered. Looked at last: a thread that was seen asleep
  // may have been woken since, by one that then made such a call.
  pollfd trapped{listener_.get(), POLLIN, 0};
  return ::poll(&trapped, 1, 0) == 1;
}

std::string Witness::waiting_call(const Session& session) const {
  for (const Pending& pending : pending_) {
    if (pending.session == &session) return describe(pending.call, *pending.target);
  }
  for (const auto& [thread, call] : session.in_kernel) {
    if (sleeps_in(thread) == std::to_string(call.number)) return call.text;
  }
  return {};
}

void Witness::collect_output() {
  std::array<char, 4096> buffer{};
  for (;;) {
    pollfd ready{output_.get(), POLLIN, 0};
    if (::poll(&ready, 1, 0) <= 0) return;
    const ssize_t count = ::read(output_.get(), buffer.data(), buffer.size());
    if (count <= 0) return;
    if (mode().patient && ::write(STDOUT_FILENO, buffer.data(), static_cast<std::size_t>(count)) == -1) return;
    if (sessions_.empty()) continue;
    Session& session = *sessions_.back().second;
    session.printed += static_cast<std::size_t>(count);
    if (session.printed > most_printed) {
      if (const auto printing = target(session)) printing->kill(SIGKILL);
    }
    std::string& output = session.output;
    output.append(buffer.data(),
                  std::min(static_cast<std::size_t>(count), most_output - std::min(most_output, output.size())));
  }
}

void Witness::run() {
  for (;;) {
    std::vector<pollfd> waits{{listener_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}, {output_.get(), POLLIN, 0}};
    int timeout = -1;
    {
      const std::lock_guard lock(mutex_);
      if (stop_) return;
      for (const Pending& pending : pending_) {
        waits.insert(waits.end(), pending.operation->waits_for.begin(), pending.operation->waits_for.end());
        timeout = 20;  // also notices a process that died while it waited
        if (!pending.until || pending.session->clock.stopped()) continue;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*pending.until - Clock::now()).count();
        timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, timeout));
      }
    }
    if (::poll(waits.data(), waits.size(), timeout) == -1 && errno != EINTR) return;
    if ((waits[0].revents & POLLIN) != 0) {
      receive();
    } else if (waits[0].revents != 0) {
      return;  // nobody is left under the filter
    }
    const std::lock_guard lock(mutex_);
    if ((waits[2].revents & POLLIN) != 0) collect_output();
    if ((waits[2].revents & POLLIN) == 0 && waits[2].revents != 0) output_ = lab::Fd(::eventfd(0, EFD_CLOEXEC));
    std::erase_if(pending_, [this](Pending& pending) { return finish_if_ready(pending); });
    // Once more: a thread may have ended, so that the others only wait for time to pass.
    for (const auto& [pid, session] : sessions_)
      if (session->time_flows && session->has_branched) let_time_flow(*session);
  }
}

void Witness::receive() {
  const std::lock_guard lock(mutex_);  // whoever holds it sees each call either waiting here, or known
  seccomp_notif request{};
  if (::ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, &request) == -1) return;  // it died meanwhile
  handle(request);
}

const Witness::Known* Witness::look_up(pid_t thread) {
  if (const auto found = known_.find(thread); found != known_.end()) return &found->second;
  // A thread or a child of a process that is known belongs to the same test.
  const auto number = [](const std::string& text) { return text.empty() ? 0 : std::stoi(text); };
  const pid_t process = number(status_field(thread, "Tgid:"));
  if (process <= 0) return nullptr;
  auto relative = known_.find(process);
  std::shared_ptr<const Target> target;
  if (relative != known_.end()) {
    target = relative->second.target;
  } else {
    relative = known_.find(number(status_field(thread, "PPid:")));
    if (relative == known_.end()) return nullptr;
    target = std::make_shared<const Target>(process);
    known_[process] = {target, relative->second.session};
  }
  return &(known_[thread] = {target, relative->second.session});
}

Fault* Witness::next_fault(Session& session, wire::Syscall kind, const std::string& text) {
  Fault* found = nullptr;
  for (Fault& fault : session.faults) {
    if (fault.call != kind && fault.call != wire::Syscall::any) continue;
    if (text.find(fault.which.only) == std::string::npos) continue;
    ++fault.seen;
    if (found == nullptr && fault.seen >= fault.which.first && fault.seen <= fault.which.last) found = &fault;
  }
  return found;
}

void Witness::handle(const seccomp_notif& request) {
  const wire::Watched* watched = find_watched(request.data.nr);
  const Known* known = look_up(static_cast<pid_t>(request.pid));
  if (watched == nullptr || known == nullptr || !known->session->in_call) return let_go(request);
  Session& session = *known->session;
  const auto thread = static_cast<pid_t>(request.pid);
  if (const auto before = session.in_kernel.extract(thread); before && before.mapped().has_limit) {
    // The kernel has waited for real. (Calls that did not wait take no time.)
    const auto taken = Clock::now() - before.mapped().since;
    if (taken > std::chrono::milliseconds(5)) session.clock.move_to(session.clock.now() + taken);
  }
  if (watched->kind == wire::Syscall::clock) return answer_clock(request, *known, *watched);
  if (watched->kind == wire::Syscall::open) return answer_open(request, *known, *watched);
  ++session.events;
  if (watched->kind == wire::Syscall::fork) session.has_branched = true;

  Trapped call;
  call.call = watched;
  std::copy(std::begin(request.data.args), std::end(request.data.args), std::begin(call.arguments));
  if (watched->number == SYS_write && call.descriptor() == 2 && begins_a_report(call, *known->target))
    session.report_seen = true;
  if (session.report_seen) return let_go(request);
  bool open = true;
  if (watched->takes_descriptor) {  // files and pipes are none of the witness's business; a sanitizer's are among them
    const lab::Fd descriptor = known->target->duplicate(call.descriptor());
    open = static_cast<bool>(descriptor);
    if (open && is_file(descriptor.get()) && !session.tombstones.contains(call.descriptor()) &&
        !session.watched_files.contains(inode_of(descriptor.get())))
      return let_go(request);
  }
  Call record;
  record.kind = watched->kind;
  record.name = watched->name;
  record.descriptor = watched->takes_descriptor ? call.descriptor() : -1;
  std::copy(std::begin(call.arguments), std::end(call.arguments), std::begin(record.arguments));
  const std::string text = describe(call, *known->target);
  record.text = text;
  const std::size_t step = session.timeline.add(std::move(record));
  ++session.calls_made;
  end_if_too_many(session, *known->target);
  if (session.too_many) return let_go(request);

  Fault* fault = next_fault(session, watched->kind, text);
  if (fault != nullptr && apply(*fault, request, *known, call, step)) return;
  if (watched->kind == wire::Syscall::connect && !session.half_connected.empty()) {
    const lab::Fd socket = known->target->duplicate(call.descriptor());
    if (session.half_connected.contains(inode_of(socket.get()))) {
      session.timeline.settle(step, -1, EALREADY);
      return respond(request.id, 0, EALREADY, 0);
    }
  }
  if (session.peer && watched->kind == wire::Syscall::getsockopt) {
    if (const auto error = introduce_peer(call, *known->target, *session.peer)) {
      session.timeline.settle(step, 0, *error);
      return respond(request.id, 0, *error, 0);
    }
  }
  const bool shorten = fault != nullptr && fault->kind == Fault::Kind::shorten;
  if (watched->kind == wire::Syscall::timer && session.clock.stopped() &&
      session.clock.set_timer(*known->target, call.arguments)) {
    session.timeline.settle(step, 0, 0);
    return respond(request.id, 0, 0, 0);
  }
  auto operation = make_operation(call, *known->target, shorten ? fault->bytes : no_limit, session.clock);
  if (operation == nullptr) {
    if (watched->kind == wire::Syscall::close && watched->takes_descriptor) {
      session.timeline.settle(step, open ? 0 : -1, open ? 0 : EBADF);
    }
    return leave_to_kernel(request, *known, call);
  }
  start({request.id, step, thread, known->target, &session, call, std::move(operation), shorten ? fault : nullptr});
}

void Witness::end_if_too_many(Session& session, const Target& target) {
  if (session.calls_made <= session.most_calls) return;
  session.too_many = true;
  target.kill(SIGKILL);
}

void Witness::leave_to_kernel(const seccomp_notif& request, const Known& known, const Trapped& call) {
  using wire::Syscall;
  Session& session = *known.session;
  if (may_wait(call.call->kind)) {
    const bool has_limit = call.call->kind == Syscall::wait || has_time_limit(*known.target, call);
    session.in_kernel[static_cast<pid_t>(request.pid)] = {call.call->number, has_limit, describe(call, *known.target),
                                                          Clock::now()};
  }
  let_go(request);
  // What it reads may be a timer of its own.
  const auto timer = session.clock.next_timer();
  if (session.time_flows && timer && call.call->kind == Syscall::recv &&
      !is_socket(known.target->duplicate(call.descriptor()).get()))
    move_clock(session, *timer);
}

bool Witness::apply(Fault& fault, const seccomp_notif& request, const Known& known, const Trapped& call,
                    std::size_t step) {
  Session& session = *known.session;
  switch (fault.kind) {
    case Fault::Kind::prepare: {
      const lab::Fd duplicate = known.target->duplicate(call.descriptor());
      fault.before(duplicate.get());
      return false;
    }
    case Fault::Kind::shorten:
      session.timeline.note(step, "cut to " + std::to_string(fault.bytes));
      return false;
    case Fault::Kind::fail:
      session.timeline.settle(step, -1, fault.error);
      session.timeline.note(step, "made to fail");
      respond(request.id, 0, fault.error, 0);
      return true;
    case Fault::Kind::interrupt:
      break;
  }
  if (call.call->kind == wire::Syscall::connect) {
    const lab::Fd socket = known.target->duplicate(call.descriptor());
    if (socket_option(socket.get(), SO_DOMAIN) != AF_UNIX) {  // there, an interrupted connect has not begun
      const int error = begin_connect(call, *known.target);
      if (error != 0 && error != EINPROGRESS) return false;  // nothing to interrupt: it fails at once
      session.half_connected.insert(inode_of(socket.get()));
    }
  } else if (call.call->kind == wire::Syscall::close) {
    // The kernel has closed it all the same: something harmless takes the number, so that nothing else gets it.
    const lab::Fd tombstone(::memfd_create("closed", MFD_CLOEXEC));
    if (add_descriptor(request.id, tombstone.get(), true, call.descriptor()) < 0) return false;
    session.tombstones.insert(call.descriptor());
  }
  session.timeline.settle(step, -1, EINTR);
  session.timeline.note(step, "interrupted");
  respond(request.id, 0, EINTR, 0);
  return true;
}

}  // namespace exam
