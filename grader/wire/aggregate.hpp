// The members of a plain struct, as a tuple of references: so that structs cross the wire member by member, and
// no lab writes code for that. Works for aggregates of up to eight members, none of them a C array.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace wire {
namespace detail {

struct Anything {
  template <class T>
  operator T() const;  // NOLINT: only named, never defined
};

template <class T, class... Given>
constexpr std::size_t member_count() {
  if constexpr (sizeof...(Given) > 8) {
    return 0;
  } else if constexpr (requires { T{Given{}..., Anything{}}; }) {
    return member_count<T, Given..., Anything>();
  } else {
    return sizeof...(Given);
  }
}

}  // namespace detail

template <class T>
auto members(T& value) {
  constexpr std::size_t count = detail::member_count<std::remove_const_t<T>>();
  static_assert(count >= 1 && count <= 8, "a struct on the wire has one to eight members");
  if constexpr (count == 1) {
    auto& [a] = value;
    return std::tie(a);
  } else if constexpr (count == 2) {
    auto& [a, b] = value;
    return std::tie(a, b);
  } else if constexpr (count == 3) {
    auto& [a, b, c] = value;
    return std::tie(a, b, c);
  } else if constexpr (count == 4) {
    auto& [a, b, c, d] = value;
    return std::tie(a, b, c, d);
  } else if constexpr (count == 5) {
    auto& [a, b, c, d, e] = value;
    return std::tie(a, b, c, d, e);
  } else if constexpr (count == 6) {
    auto& [a, b, c, d, e, f] = value;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (count == 7) {
    auto& [a, b, c, d, e, f, g] = value;
    return std::tie(a, b, c, d, e, f, g);
  } else {
    auto& [a, b, c, d, e, f, g, h] = value;
    return std::tie(a, b, c, d, e, f, g, h);
  }
}

}  // namespace wire
