// The worker's loops. The first process waits for "fork" and forks; the forked one serves the calls of one test.
// Student code runs only between reading a request and writing its reply.
#include <cxxabi.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <typeinfo>

#include "support/errors.hpp"
#include "worker/dispatch.hpp"

namespace worker {
namespace {

constexpr int control = wire::control_descriptor;

void reply(const wire::Writer& what) { wire::send_message(control, what.bytes, what.descriptors); }

void reply_done() {
  wire::Writer to;
  put(to, wire::Status::done);
  reply(to);
}

const Entry* find(const std::vector<Entry>& functions, const std::string& name) {
  for (const Entry& entry : functions) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

bool is_not_started(const wire::Writer& written) { return written.bytes.find("lab::NotStarted") != std::string::npos; }

void call(const std::vector<Entry>& functions, State& state, wire::Reader& from, bool batch) {
  const wire::Writer to = answer(functions, state, from, batch);
  std::fflush(nullptr);
  reply(to);
}

[[noreturn]] void serve_test(const std::vector<Entry>& functions) {
  State state;
  wire::Message message;
  while (wire::receive_message(control, message) == wire::Received::message) {
    wire::Reader from(message);
    switch (wire::get<wire::Request>(from)) {
      case wire::Request::call:
        call(functions, state, from, false);
        break;
      case wire::Request::batch:
        call(functions, state, from, true);
        break;
      case wire::Request::close_stdin:
        ::close(0);
        reply_done();
        break;
      case wire::Request::clean_up:
        state.held.clear();
        reply_done();
        break;
      case wire::Request::fork:
        break;
    }
  }
  ::_exit(0);
}

struct Child {
  pid_t pid;
  lab::Fd alive;  // a pidfd: readable when the process has ended
};

void fork_for_test(const std::vector<Entry>& functions, wire::Reader& from, std::vector<Child>& children) {
  auto its_control = wire::get<lab::Fd>(from);
  const pid_t pid = ::fork();
  if (pid == -1) lab::throw_errno("fork");
  if (pid == 0) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // whatever happens to the examiner, nothing of this outlives it
    ::dup2(its_control.get(), control);
    its_control.reset();
    children.clear();
    wire::Writer hello;
    put(hello, wire::Status::done);
    put(hello, static_cast<std::int32_t>(::getpid()));
    reply(hello);
    serve_test(functions);
  }
  children.push_back({pid, lab::Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)))});
}

void report_end(const Child& child) {
  int status = 0;
  if (::waitpid(child.pid, &status, 0) == -1) return;
  ::kill(-child.pid, SIGKILL);  // whatever it left behind
  wire::Writer to;
  put(to, wire::Status::exited);
  put(to, static_cast<std::int32_t>(child.pid));
  put(to, static_cast<std::int32_t>(status));
  reply(to);
}

}  // namespace

void describe_exception(wire::Writer& to) {
  wire::Thrown thrown;
  if (const std::type_info* type = abi::__cxa_current_exception_type()) {
    int failed = 0;
    char* name = abi::__cxa_demangle(type->name(), nullptr, nullptr, &failed);
    thrown.type = failed == 0 ? name : type->name();
    std::free(name);
  }
  try {
    throw;
  } catch (const std::system_error& error) {
    thrown.code = error.code().value();
    thrown.what = error.what();
  } catch (const std::exception& error) {
    thrown.what = error.what();
  } catch (...) {
    thrown.what = "(no text)";
  }
  put(to, thrown);
}

wire::Writer answer(const std::vector<Entry>& functions, State& state, wire::Reader& from, bool batch) {
  state.held.clear();
  wire::Writer to;
  const Entry* entry = find(functions, wire::get<std::string>(from));
  if (entry == nullptr) {
    put(to, wire::Status::no_such);
  } else if (!batch) {
    entry->invoke(state, from, to);
  } else {
    const auto count = wire::get<std::uint64_t>(from);
    for (std::uint64_t i = 0; i < count; ++i) {
      wire::Writer one;
      entry->invoke(state, from, one);
      to.bytes += one.bytes;
      state.held.clear();
      if (is_not_started(one)) break;  // so are all the others
    }
  }
  return to;
}

int serve(const std::vector<Entry>& functions) {
  // What global objects opened would pass a state from test to test.
  ::syscall(SYS_close_range, 3, control - 1, 0);
  ::syscall(SYS_close_range, control + 1, ~0U, 0);
  std::vector<Child> children;
  reply_done();  // loaded, constructors and all
  for (;;) {
    std::vector<pollfd> waiting{{control, POLLIN, 0}};
    for (const Child& child : children) waiting.push_back({child.alive.get(), POLLIN, 0});
    if (::poll(waiting.data(), waiting.size(), -1) == -1) continue;
    for (std::size_t i = waiting.size() - 1; i >= 1; --i) {
      if (waiting[i].revents == 0) continue;
      report_end(children[i - 1]);
      children.erase(children.begin() + static_cast<std::ptrdiff_t>(i - 1));
    }
    if (waiting[0].revents == 0) continue;
    wire::Message message;
    if (wire::receive_message(control, message) != wire::Received::message) return 0;
    wire::Reader from(message);
    if (wire::get<wire::Request>(from) == wire::Request::fork) fork_for_test(functions, from, children);
  }
}

}  // namespace worker
