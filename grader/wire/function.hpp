// Functions by pointer: name and signature of a contract's function, derived from the pointer itself. One list of them
// (functions.hpp in each lab) tells the worker what may be called; the examiner needs no list.
#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>

namespace wire {

/// Stands for "make a C from these": constructors have no pointers. One for each class.
template <class C, class... Parameters>
struct Constructor {};
template <class C, class... Parameters>
inline constexpr Constructor<C, Parameters...> constructor{};

template <auto... Pointers>
struct Functions {};

namespace detail {

template <class F>
struct Signature;
template <class R, class... P>
struct Signature<R (*)(P...)> {
  using Class = void;
  using Result = R;
  using Parameters = std::tuple<P...>;
};
template <class R, class C, class... P>
struct Signature<R (C::*)(P...)> {
  using Class = C;
  using Result = R;
  using Parameters = std::tuple<P...>;
};
template <class R, class C, class... P>
struct Signature<R (C::*)(P...) const> : Signature<R (C::*)(P...)> {};
template <class C, class... P>
struct Signature<Constructor<C, P...>> {
  using Class = void;
  using Result = C;
  using Parameters = std::tuple<P...>;
};

template <auto F>
constexpr std::string_view pretty() {
  std::string_view text = __PRETTY_FUNCTION__;  // "… [with auto F = lab::send_all; …]", clang: "… [F = &lab::send_all]"
  text.remove_prefix(text.find("F = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  if (text.starts_with('&')) text.remove_prefix(1);
  return text;
}

// Of a class, whose name all compilers spell alike; numbers are "unsigned long" here and "long unsigned int" there.
template <class T>
constexpr std::string_view pretty_type() {
  std::string_view text = __PRETTY_FUNCTION__;  // "… [with T = …; …]", clang: "… [T = …]"
  text.remove_prefix(text.find("T = ") + 4);
  return text.substr(0, text.find_first_of(";]"));
}

template <class T>
inline constexpr bool is_constructor = false;
template <class C, class... P>
inline constexpr bool is_constructor<Constructor<C, P...>> = true;

template <class C, class... P>
constexpr std::string_view class_name(Constructor<C, P...>) {
  return pretty_type<C>();
}

}  // namespace detail

template <auto F>
using Signature = detail::Signature<std::remove_cv_t<decltype(F)>>;

/// "lab::send_all", "lab::FrameReader::push"; of a constructor, its class (of which a list holds one).
template <auto F>
constexpr std::string_view name_of() {
  using Pointer = std::remove_cv_t<decltype(F)>;
  if constexpr (detail::is_constructor<Pointer>) {
    return detail::class_name(F);
  } else {
    return detail::pretty<F>();
  }
}

}  // namespace wire
