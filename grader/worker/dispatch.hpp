// From a request to a call and back: made once, at compile time, for the list of functions of a lab.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "wire/call.hpp"
#include "wire/function.hpp"

namespace worker {

/// Objects that live from call to call, and what a call must hold on to until the examiner has its reply.
struct State {
  std::map<wire::Handle, std::shared_ptr<void>> objects;
  std::vector<std::shared_ptr<void>> held;
};

/// Writes what() and the rest of the exception that is being handled.
void describe_exception(wire::Writer& to);

using Invoke = void (*)(State&, wire::Reader&, wire::Writer&);
struct Entry {
  std::string_view name;
  Invoke invoke;
};

namespace detail {

template <auto F, class Object, class... P, std::size_t... I>
void run(State& state, Object* object, std::tuple<wire::Stored<P>...>& stored, wire::Writer& to,
         std::index_sequence<I...>) {
  using Result = typename wire::Signature<F>::Result;
  auto call = [&]() -> decltype(auto) {
    if constexpr (wire::detail::is_constructor<std::remove_cv_t<decltype(F)>>) {
      return std::make_shared<Result>(std::get<I>(stored).pass()...);
    } else if constexpr (std::is_void_v<Object>) {
      return F(std::get<I>(stored).pass()...);
    } else {
      return (object->*F)(std::get<I>(stored).pass()...);
    }
  };
  if constexpr (wire::detail::is_constructor<std::remove_cv_t<decltype(F)>>) {
    std::shared_ptr<void> made = call();
    put(to, wire::Status::returned);
    const auto handle = static_cast<wire::Handle>(state.objects.size() + 1);
    put(to, handle);
    state.objects.emplace(handle, std::move(made));
  } else if constexpr (std::is_void_v<Result>) {
    call();
    put(to, wire::Status::returned);
  } else {
    auto result = std::make_shared<std::remove_cvref_t<Result>>(call());
    put(to, wire::Status::returned);
    put(to, *result);
    state.held.push_back(std::move(result));
  }
}

template <auto F, class... P>
void invoke_with(State& state, wire::Reader& from, wire::Writer& to, std::tuple<P...>*) {
  using Class = typename wire::Signature<F>::Class;
  Class* object = nullptr;
  if constexpr (!std::is_void_v<Class>) {
    const auto found = state.objects.find(wire::get<wire::Handle>(from));
    if (found == state.objects.end()) throw wire::Malformed("no such object");
    object = static_cast<Class*>(found->second.get());
  }
  auto stored = std::make_shared<std::tuple<wire::Stored<P>...>>();
  state.held.push_back(stored);
  std::apply([&](auto&... argument) { (argument.read(from), ...); }, *stored);
  try {
    run<F, Class, P...>(state, object, *stored, to, std::index_sequence_for<P...>());
  } catch (...) {
    to = {};
    put(to, wire::Status::threw);
    describe_exception(to);
  }
  std::apply([&](auto&... argument) { (argument.write_changes(to), ...); }, *stored);
}

template <auto F>
void invoke(State& state, wire::Reader& from, wire::Writer& to) {
  invoke_with<F>(state, from, to, static_cast<typename wire::Signature<F>::Parameters*>(nullptr));
}

}  // namespace detail

/// A span over the functions of a lab.
template <auto... F>
const std::vector<Entry>& entries(wire::Functions<F...>) {
  static const std::vector<Entry> all{{wire::name_of<F>(), &detail::invoke<F>}...};
  return all;
}

/// Makes the call that a request asks for (behind its wire::Request; `batch`: many calls), and returns the reply. Its
/// descriptors are owned by what the call returned, which lives in `state` until the next call.
wire::Writer answer(const std::vector<Entry>& functions, State& state, wire::Reader& from, bool batch);

/// The worker's main loop: forks for every test, serves its calls. Returns the exit status.
int serve(const std::vector<Entry>& functions);

}  // namespace worker
