// Values: how each C++ type of a contract stands in a message.
//
// Numbers, enums, bool, durations, strings, vectors, arrays, optionals, pairs and tuples, plain structs (member by
// member), the kernel's sockaddr structs (byte by byte, padding included), and Fd (the descriptor itself crosses). A
// Reader checks every length: what it reads may come from hostile code.
#pragma once

#include <netinet/in.h>
#include <sys/un.h>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/fd.hpp"
#include "wire/aggregate.hpp"
#include "wire/message.hpp"

namespace wire {

/// What is being written: bytes, and descriptors that go along. They stay owned by whoever put them here.
struct Writer {
  std::string bytes;
  std::vector<int> descriptors;
  int lent = 0;  ///< so many of them are lent: still open when the call has ended

  void raw(const void* data, std::size_t size) { bytes.append(static_cast<const char*>(data), size); }
};

/// The sequences of one message take no more memory than this, in bytes: an empty optional is one byte on the wire, and
/// may be a hundred here.
inline constexpr std::size_t most_memory = 4 * longest_message;

/// What is being read. Throws Malformed when the message is too short or says something impossible.
struct Reader {
  explicit Reader(Message& from) : message(from), rest(from.bytes) {}
  Message& message;
  std::string_view rest;
  std::size_t next_descriptor = 0;
  std::size_t room = most_memory;  ///< for the elements of all sequences, in bytes

  void raw(void* data, std::size_t size) {
    const std::string_view taken = take(size);
    if (size > 0) std::memcpy(data, taken.data(), size);
  }
  std::string_view take(std::size_t size) {
    if (size > rest.size()) throw Malformed("a value that is cut off");
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  void allow(std::uint64_t count, std::size_t size) {
    if (count > rest.size()) throw Malformed("a sequence that is cut off");  // each element takes a byte or more
    if (count > room / size) throw Malformed("a sequence that is too long");
    room -= count * size;
  }
  lab::Fd descriptor() {
    if (next_descriptor >= message.descriptors.size()) throw Malformed("a descriptor is missing");
    return std::move(message.descriptors[next_descriptor++]);
  }
};

template <class T>
inline constexpr bool is_kernel_struct = false;
template <>
inline constexpr bool is_kernel_struct<sockaddr> = true;
template <>
inline constexpr bool is_kernel_struct<sockaddr_storage> = true;
template <>
inline constexpr bool is_kernel_struct<sockaddr_in> = true;
template <>
inline constexpr bool is_kernel_struct<sockaddr_in6> = true;
template <>
inline constexpr bool is_kernel_struct<sockaddr_un> = true;
template <>
inline constexpr bool is_kernel_struct<in_addr> = true;
template <>
inline constexpr bool is_kernel_struct<in6_addr> = true;

namespace detail {
template <class T>
inline constexpr bool is_duration = false;
template <class Number, class Unit>
inline constexpr bool is_duration<std::chrono::duration<Number, Unit>> = true;
template <class T, template <class...> class Template>
inline constexpr bool is = false;
template <template <class...> class Template, class... A>
inline constexpr bool is<Template<A...>, Template> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;
template <class T>
concept TupleLike = is<T, std::tuple> || is<T, std::pair>;
template <class T>
concept Sequence = is<T, std::vector> || is<T, std::basic_string>;
template <class T>
concept Number = (std::integral<T> && !std::same_as<T, bool>) || std::floating_point<T> || std::is_enum_v<T> ||
                 is_kernel_struct<T> || is_duration<T>;
}  // namespace detail

template <class T>
void put(Writer& to, const T& value) {
  if constexpr (detail::Number<T>) {
    to.raw(&value, sizeof value);
  } else if constexpr (std::same_as<T, bool>) {
    to.bytes.push_back(value ? 1 : 0);
  } else if constexpr (std::same_as<T, lab::Fd>) {
    put(to, static_cast<bool>(value));
    if (value) to.descriptors.push_back(value.get());
  } else if constexpr (detail::Sequence<T> || std::same_as<T, std::string_view>) {
    using Element = typename T::value_type;
    put(to, static_cast<std::uint64_t>(value.size()));
    if constexpr (sizeof(Element) == 1) {
      to.raw(value.data(), value.size());
    } else {
      for (const auto& element : value) put(to, element);
    }
  } else if constexpr (detail::is<T, std::optional>) {
    put(to, value.has_value());
    if (value) put(to, *value);
  } else if constexpr (detail::is_array<T>) {
    for (const auto& element : value) put(to, element);
  } else if constexpr (detail::TupleLike<T>) {
    std::apply([&](const auto&... member) { (put(to, member), ...); }, value);
  } else {
    std::apply([&](const auto&... member) { (put(to, member), ...); }, members(value));
  }
}

template <class T>
void get(Reader& from, T& value) {
  if constexpr (std::is_enum_v<T>) {
    static_assert(
        requires { T{0}; }, "an enum on the wire has a fixed underlying type: any number may come");
  }
  if constexpr (detail::Number<T>) {
    from.raw(&value, sizeof value);
  } else if constexpr (std::same_as<T, bool>) {
    const char byte = from.take(1)[0];
    if (byte != 0 && byte != 1) throw Malformed("a bool that is neither");
    value = byte == 1;
  } else if constexpr (std::same_as<T, lab::Fd>) {
    bool open = false;
    get(from, open);
    value = open ? from.descriptor() : lab::Fd();
  } else if constexpr (detail::Sequence<T>) {
    using Element = typename T::value_type;
    std::uint64_t size = 0;
    get(from, size);
    from.allow(size, sizeof(Element));
    if constexpr (sizeof(Element) == 1) {
      value.resize(size);
      from.raw(value.data(), size);
    } else {
      value.clear();
      for (std::uint64_t i = 0; i < size; ++i) get(from, value.emplace_back());
    }
  } else if constexpr (detail::is<T, std::optional>) {
    bool there = false;
    get(from, there);
    value.reset();
    if (there) get(from, value.emplace());
  } else if constexpr (detail::is_array<T>) {
    for (auto& element : value) get(from, element);
  } else if constexpr (detail::TupleLike<T>) {
    std::apply([&](auto&... member) { (get(from, member), ...); }, value);
  } else {
    std::apply([&](auto&... member) { (get(from, member), ...); }, members(value));
  }
}

template <class T>
T get(Reader& from) {
  T value{};
  get(from, value);
  return value;
}

}  // namespace wire
