// One call in messages: how each parameter of a contract's function crosses, and what comes back.
//
// Request: kind, then of a call: name, object (member functions), arguments. Reply: see Status, then what the status
// says, then what the call changed: the bytes of every span that may be written, and every non-const reference.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/fd.hpp"
#include "wire/value.hpp"

namespace wire {

enum class Request : std::uint8_t {
  fork,         ///< to the first process: fork for a test; the new control socket comes along
  call,         ///< one call
  batch,        ///< many calls of one function: name, count, then the arguments of each
  close_stdin,  ///< so that 0 is the lowest free descriptor
  clean_up,     ///< after a reply with descriptors: let go of them now
};

enum class Status : std::uint8_t {
  returned,  ///< the result follows
  threw,     ///< a Thrown follows
  done,      ///< answers fork, close_stdin and clean_up
  exited,    ///< from the first process: pid and wait status of a test's process
  no_such,   ///< no function of this name: the lists differ
};

/// What a function threw: the type's name as C++ spells it, the errno of a std::system_error (0 otherwise), what().
struct Thrown {
  std::string type;
  int code = 0;
  std::string what;
};

/// The number of an object that lives in the worker.
using Handle = std::uint32_t;

template <class P>
concept ReadableBytes = std::same_as<std::remove_cvref_t<P>, std::span<const std::byte>>;
template <class P>
concept WritableBytes = std::same_as<std::remove_cvref_t<P>, std::span<std::byte>>;
template <class P>
concept Changeable = std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;

/// What the worker keeps of an argument while the function runs.
template <class P>
struct Stored {
  std::remove_cvref_t<P> value{};
  void read(Reader& from) { get(from, value); }
  P pass() {
    if constexpr (std::is_lvalue_reference_v<P>) {
      return value;
    } else {
      return std::move(value);
    }
  }
  void write_changes(Writer& to) {
    if constexpr (Changeable<P>) put(to, value);
  }
};

/// A plain int: a number, or a descriptor that is lent for the call.
template <>
struct Stored<int> {
  lab::Fd lent;
  int value = -1;
  void read(Reader& from) {
    bool is_descriptor = false;
    get(from, is_descriptor);
    if (is_descriptor) {
      lent = from.descriptor();
      value = lent.get();
    } else {
      get(from, value);
    }
  }
  [[nodiscard]] int pass() const { return value; }
  void write_changes(Writer&) {}
};

/// Bytes on the heap that end where the span ends, so that a sanitizer sees a step too far, and that begin at an odd
/// address, so that it sees an unaligned access.
class ExactBytes {
 public:
  void read(Reader& from) {
    size_ = get<std::uint64_t>(from);
    const std::string_view bytes = from.take(size_);
    memory_ = std::make_unique_for_overwrite<std::byte[]>(size_ + 1);
    if (size_ > 0) std::memcpy(memory_.get() + 1, bytes.data(), size_);
  }
  [[nodiscard]] std::span<std::byte> span() const { return {memory_.get() + 1, size_}; }

 private:
  std::unique_ptr<std::byte[]> memory_;
  std::size_t size_ = 0;
};

/// Text, with the same care.
template <>
struct Stored<std::string_view> {
  ExactBytes bytes;
  void read(Reader& from) { bytes.read(from); }
  [[nodiscard]] std::string_view pass() const {
    const auto text = bytes.span();
    return {reinterpret_cast<const char*>(text.data()), text.size()};
  }
  void write_changes(Writer&) {}
};

template <ReadableBytes P>
struct Stored<P> {
  ExactBytes bytes;
  void read(Reader& from) { bytes.read(from); }
  std::span<const std::byte> pass() { return bytes.span(); }
  void write_changes(Writer&) {}
};

template <WritableBytes P>
struct Stored<P> {
  ExactBytes bytes;
  void read(Reader& from) { bytes.read(from); }
  std::span<std::byte> pass() { return bytes.span(); }
  void write_changes(Writer& to) {
    const auto changed = bytes.span();
    put(to, static_cast<std::uint64_t>(changed.size()));
    to.raw(changed.data(), changed.size());
  }
};

/// Text and containers of bytes, seen as bytes. A string literal ends at its first NUL: use "…"sv for more.
template <class Bytes>
std::string_view as_text(const Bytes& bytes) {
  if constexpr (std::is_convertible_v<const Bytes&, std::string_view>) {
    return bytes;
  } else {
    return {reinterpret_cast<const char*>(std::data(bytes)), std::size(bytes) * sizeof(*std::data(bytes))};
  }
}

/// The examiner's half: writes `argument` as what a parameter of type P reads.
template <class P, class A>
void put_argument(Writer& to, const A& argument) {
  using Argument = std::remove_cvref_t<A>;
  if constexpr (std::same_as<P, int>) {
    constexpr bool is_descriptor = std::same_as<Argument, lab::Fd>;
    put(to, is_descriptor);
    if constexpr (is_descriptor) {
      to.descriptors.push_back(argument.get());
      ++to.lent;
    } else {
      put(to, static_cast<int>(argument));
    }
  } else if constexpr (ReadableBytes<P> || WritableBytes<P>) {
    put(to, as_text(argument));
  } else {
    using Value = std::remove_cvref_t<P>;
    if constexpr (std::same_as<Argument, Value>) {
      put(to, argument);
    } else {
      put(to, Value(argument));
    }
  }
}

}  // namespace wire
