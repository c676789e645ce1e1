// Student: the process that runs the student's code for one test. Functions of the contract are called as if they
// were local; faults are ordered before the call; the timeline tells what happened.
//
//   auto [here, there] = stream_pair();
//   student.interrupt(Syscall::recv, nth(1));
//   auto reply = student.start<&lab::receive_exactly>(there, room(4));
//   here.send("abcd");
//   EXPECT_EQ(reply.get().bytes, "abcd");
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "exam/outcome.hpp"
#include "exam/script.hpp"
#include "exam/timeline.hpp"
#include "wire/call.hpp"
#include "wire/function.hpp"

namespace exam {

/// What to lend for a std::span<std::byte>: so many bytes of filler, or these bytes.
struct Room {
  std::string bytes;
  [[nodiscard]] const char* data() const { return bytes.data(); }
  [[nodiscard]] std::size_t size() const { return bytes.size(); }
};
inline Room room(std::size_t size) { return {std::string(size, '\xA5')}; }

/// An object that lives in the worker, made by Student::make.
template <class C>
struct Object {
  wire::Handle handle = 0;
};

class Process;  // what is behind a Student: process.hpp

template <auto F>
class Running;

class Student {
 public:
  /// Forks a process for this test. Throws Crashed when the worker does not start.
  Student();
  ~Student();
  Student(const Student&) = delete;
  Student& operator=(const Student&) = delete;

  /// Calls F and waits for it. Throws NotStarted, Crashed or TimedOut; what F itself throws is in the outcome.
  /// Arguments: an lab::Fd for a plain int lends that descriptor (an rvalue: gives it away, so that no copy stays
  /// here); text or bytes for a span of const bytes; room(n) or a container of bytes for a span that is written. A
  /// non-const lvalue given for a reference or for a written span takes on what the call changed.
  template <auto F, class... A>
  auto call(A&&... arguments) {
    return start<F>(std::forward<A>(arguments)...).get();
  }
  /// The same in the background: the test goes on as the other end, then asks for get(). One call at a time.
  template <auto F, class... A>
  Running<F> start(A&&... arguments);
  /// A member function of an object in the worker.
  template <auto F, class C, class... A>
  auto call_on(const Object<C>& object, A&&... arguments);
  /// Calls F once for each tuple of arguments, all in one round trip. No descriptors.
  template <auto F, class... A>
  auto call_each(const std::vector<std::tuple<A...>>& arguments);
  /// Makes a C in the worker: make<lab::FrameReader, std::size_t>(100).
  template <class C, class... P, class... A>
  Object<C> make(A&&... arguments);

  /// Faults, from now on. `which` counts calls of that kind from this order on, made within calls into student code.
  void interrupt(Syscall call, Which which);
  void fail(Syscall call, Which which, int error);
  void shorten(Syscall call, Which which, std::size_t bytes);
  /// A signal comes now: once the code waits, its wait ends with EINTR. False if the call has ended.
  bool interrupt_now();
  /// Before such a call is made, runs `before` on the witness's thread with a duplicate of its descriptor.
  void prepare(Syscall call, Which which, std::function<void(int)> before);
  /// From now on the code that opens the file `path` for reading finds this text there, whatever is really there. (What
  /// stat(2) says of it is still the truth.) `path` as the code names it: "/etc/hosts".
  void replace_file(const std::string& path, const std::string& text);
  /// From now on reads and writes of this regular file are seen, too, and can be made to fail or be shortened. (Files
  /// are none of the witness's business else.)
  void watch_file(const lab::Fd& file);
  /// From now on the peer of every connection is this one: SO_PEERCRED says so. (In a box all processes have one user.)
  void introduce_peer(pid_t pid, uid_t uid, gid_t gid);
  /// The code's own clock, and its waits with a time limit. From stop_the_clock() on the clock moves only
  ///  - by pass(): once the code waits, the clock moves on by so much; or to the end of the code's wait (or sleep), if
  ///    that comes first. True: all of it has passed. False: the code went on before, or its call has ended; elapsed()
  ///    tells when.
  ///  - while get() or call() waits for the end of a call: nothing more will come from the test then, so a wait with a
  ///    time limit ends at once, and the clock moves on by it. After let_time_pass(): at any time.
  /// Nothing waits for real. What the code reads from its clock is exact: a poll(2) of 250 ms takes 250 ms. Code that
  /// reads it a hundred times, and does nothing else, sees it move by 1 ms each time after that.
  /// Works for the clocks (clock_gettime, gettimeofday, time, std::chrono), poll, ppoll, select, pselect, epoll_wait
  /// and its kin, SO_RCVTIMEO and SO_SNDTIMEO, nanosleep, clock_nanosleep and all sleeps over them, timerfd. Not for
  /// alarm, setitimer, timer_create (signals), condition variables with a time limit, and recvmmsg: these wait for
  /// real.
  void stop_the_clock();
  void let_time_pass();
  bool pass(std::chrono::nanoseconds time);
  /// How far the code's clock has moved since it was stopped.
  [[nodiscard]] std::chrono::nanoseconds elapsed() const;
  /// More system calls than this within one call into student code end the test as failed ("repeats itself"). 20,000 if
  /// not set.
  void at_most(int calls);
  /// Calls into student code from now on run with descriptor 0 free.
  void close_standard_input();

  /// Waits until the student's code waits for something (or was told EAGAIN), or its call has ended. True: it waits.
  bool until_it_waits();
  /// The system calls of a kind so far (Syscall::any: all).
  [[nodiscard]] std::vector<Call> calls(Syscall kind = Syscall::any) const;
  [[nodiscard]] int count(Syscall kind) const { return static_cast<int>(calls(kind).size()); }
  /// The numbers of the descriptors that its process has open, sorted, by /proc.
  [[nodiscard]] std::vector<int> descriptors() const;
  /// The lines SigIgn and SigCgt of its /proc/PID/status: how it handles signals.
  [[nodiscard]] std::string signal_handling() const;
  /// Its umask, by /proc/PID/status.
  [[nodiscard]] int umask() const;
  /// Its process, in the examiner's numbering; and as it sees itself (getpid), which may be another number.
  [[nodiscard]] pid_t pid() const;
  [[nodiscard]] pid_t own_pid() const;
  /// What it has written to standard output and error so far.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] Timeline& timeline();
  [[nodiscard]] const Timeline& timeline() const;
  /// True while a call runs: no reply has come yet.
  [[nodiscard]] bool busy() const;
  /// True while the student's code may still do something by itself: its call runs, and it does not wait without limit
  /// for what is not there. For whoever waits at the other end.
  [[nodiscard]] bool may_go_on() const;
  /// Throws NotStarted when the call that runs has ended so: whoever waits at the other end need not wait.
  void throw_if_not_started() const;
  /// Forgets that the code was told EAGAIN: something is about to come (see until_it_waits).
  void something_comes();

 private:
  template <auto F>
  friend class Running;
  wire::Message send_and_wait(wire::Writer request);  // for make and call_each
  void begin(wire::Writer request);
  /// The reply to the call that runs, and what Outcome says of descriptors.
  wire::Message finish(int& leaked, int& inherited);
  wire::Message receive();

  std::unique_ptr<Process> process_;
};

namespace detail {

template <class R>
using ValueOf = std::conditional_t<std::is_void_v<R>, NoValue, R>;

template <auto F>
using OutcomeOf = Outcome<ValueOf<typename wire::Signature<F>::Result>>;

/// Where the changes that a call made to one argument go: an lvalue of the test's, or nowhere.
template <class P>
struct Back {
  using Value = std::remove_cvref_t<P>;
  Value* target = nullptr;
  void read(wire::Reader& from, std::string&) {
    if constexpr (wire::Changeable<P>) {
      Value changed = wire::get<Value>(from);
      if (target != nullptr) *target = std::move(changed);
    }
  }
};
template <wire::WritableBytes P>
struct Back<P> {
  void* target = nullptr;
  std::size_t room = 0;
  void read(wire::Reader& from, std::string& bytes) {
    bytes = wire::get<std::string>(from);
    if (target != nullptr && bytes.size() == room && room > 0) std::memcpy(target, bytes.data(), room);
  }
};

template <class P, class A>
Back<P> back(A&& argument) {
  Back<P> result;
  if constexpr (wire::WritableBytes<P>) {
    if constexpr (std::is_lvalue_reference_v<A> && !std::same_as<std::remove_cvref_t<A>, Room> &&
                  !std::is_const_v<std::remove_reference_t<A>>) {
      result.target = std::data(argument);
      result.room = std::size(argument) * sizeof(*std::data(argument));
    }
  } else if constexpr (wire::Changeable<P> && std::is_lvalue_reference_v<A>) {
    if constexpr (std::same_as<std::remove_reference_t<A>, typename Back<P>::Value>) result.target = &argument;
  }
  return result;
}

template <class Parameters>
struct BackAll;
template <class... P>
struct BackAll<std::tuple<P...>> {
  using type = std::tuple<Back<P>...>;
  template <class... A>
  static type make(A&&... arguments) {
    static_assert(sizeof...(A) == sizeof...(P), "as many arguments as the function has parameters");
    return type(back<P>(std::forward<A>(arguments))...);
  }
  template <class... A>
  static void put(wire::Writer& to, const A&... arguments) {
    (wire::put_argument<P>(to, arguments), ...);
  }
};

/// What `read` makes of a reply. Throws Crashed where it makes no sense.
template <class Read>
auto decode(wire::Message message, Read read) {
  wire::Reader from(message);
  try {
    return read(from);
  } catch (const wire::Malformed&) {
    throw_no_reply();
  }
}

/// Throws for a status that is no result: a function that the worker's list lacks is our fault, anything else the
/// worker's.
[[noreturn]] void refuse(wire::Status status);

/// Throws NotStarted for what a skeleton throws.
void throw_if_not_started(const wire::Thrown& thrown);

/// Reads one reply, the changes included. Throws NotStarted.
template <auto F, class Backs>
OutcomeOf<F> read_outcome(wire::Reader& from, Backs& backs) {
  OutcomeOf<F> outcome;
  const auto status = wire::get<wire::Status>(from);
  if (status == wire::Status::returned) {
    outcome.result.emplace();
    if constexpr (!std::is_void_v<typename wire::Signature<F>::Result>) wire::get(from, *outcome.result);
  } else if (status == wire::Status::threw) {
    outcome.thrown = wire::get<wire::Thrown>(from);
  } else {
    refuse(status);
  }
  std::apply([&](auto&... back) { (back.read(from, outcome.bytes), ...); }, backs);
  if (outcome.thrown) throw_if_not_started(*outcome.thrown);
  return outcome;
}

/// Descriptors that a call gives away are closed here once they have been sent.
template <class A>
void close_if_given(A&& argument) {
  if constexpr (std::same_as<A, lab::Fd>) argument.reset();
}

}  // namespace detail

/// A call in the background. What it was given by lvalue must outlive get().
template <auto F>
class [[nodiscard]] Running {
 public:
  /// Waits for the end of the call. Throws NotStarted, Crashed, TimedOut.
  detail::OutcomeOf<F> get() {
    int leaked = 0;
    int inherited = 0;
    wire::Message message = student_->finish(leaked, inherited);
    auto outcome = detail::decode(std::move(message),
                                  [this](wire::Reader& from) { return detail::read_outcome<F>(from, backs_); });
    outcome.leaked = leaked;
    outcome.inherited = inherited;
    return outcome;
  }

 private:
  friend class Student;
  using Backs = detail::BackAll<typename wire::Signature<F>::Parameters>;
  Running(Student& student, typename Backs::type backs) : student_(&student), backs_(backs) {}
  Student* student_;
  typename Backs::type backs_;
};

template <auto F, class... A>
Running<F> Student::start(A&&... arguments) {
  using Backs = detail::BackAll<typename wire::Signature<F>::Parameters>;
  wire::Writer request;
  put(request, wire::Request::call);
  put(request, wire::name_of<F>());
  Backs::put(request, arguments...);
  begin(std::move(request));
  auto backs = Backs::make(std::forward<A>(arguments)...);
  (detail::close_if_given(std::forward<A>(arguments)), ...);
  return Running<F>(*this, backs);
}

template <auto F, class C, class... A>
auto Student::call_on(const Object<C>& object, A&&... arguments) {
  using Backs = detail::BackAll<typename wire::Signature<F>::Parameters>;
  wire::Writer request;
  put(request, wire::Request::call);
  put(request, wire::name_of<F>());
  put(request, object.handle);
  Backs::put(request, arguments...);
  begin(std::move(request));
  return Running<F>(*this, Backs::make(std::forward<A>(arguments)...)).get();
}

template <auto F, class... A>
auto Student::call_each(const std::vector<std::tuple<A...>>& arguments) {
  using Backs = detail::BackAll<typename wire::Signature<F>::Parameters>;
  wire::Writer request;
  put(request, wire::Request::batch);
  put(request, wire::name_of<F>());
  put(request, static_cast<std::uint64_t>(arguments.size()));
  for (const auto& one : arguments) {
    std::apply([&](const auto&... argument) { Backs::put(request, argument...); }, one);
  }
  return detail::decode(send_and_wait(std::move(request)), [&](wire::Reader& from) {
    std::vector<detail::OutcomeOf<F>> outcomes;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      typename Backs::type nowhere;
      outcomes.push_back(detail::read_outcome<F>(from, nowhere));
    }
    return outcomes;
  });
}

template <class C, class... P, class... A>
Object<C> Student::make(A&&... arguments) {
  wire::Writer request;
  put(request, wire::Request::call);
  put(request, wire::name_of<wire::constructor<C, P...>>());
  (wire::put_argument<P>(request, arguments), ...);
  return detail::decode(send_and_wait(std::move(request)), [](wire::Reader& from) -> Object<C> {
    const auto status = wire::get<wire::Status>(from);
    if (status == wire::Status::returned) return {wire::get<wire::Handle>(from)};
    if (status != wire::Status::threw) detail::refuse(status);
    const auto thrown = wire::get<wire::Thrown>(from);
    detail::throw_if_not_started(thrown);
    throw Threw("its constructor threw " + to_text(thrown));
  });
}

/// True if the student's code closed a descriptor once more whose close(2) had been interrupted. (Its number is kept
/// from other uses.)
bool closed_again(const Student& student);

}  // namespace exam
