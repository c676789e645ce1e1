// Arguments of system calls as text, the way strace(1) writes them: "bind(4, {127.0.0.1:80}, 16)".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "exam/witness/operation.hpp"

namespace exam {

/// "recvfrom(4, …, 100, MSG_DONTWAIT)"; recvfrom and sendto without an address are called recv and send, as in C.
std::string describe(const Trapped& call, const Target& target);
/// "EINTR"; "errno 4711" for a number without a name.
std::string errno_name(int error);
/// A socket address of `length` bytes: "127.0.0.1:80", "[::1]:80", "/tmp/x", "@abstract", "(unnamed)", "family 77". A
/// path's bytes are the student's choice: they are printable().
std::string describe_address(const void* address, std::size_t length);
/// "ab\x00\n", with what is not ASCII text escaped.
std::string quote(const std::string& bytes);
/// The first `most` bytes of what student code said, and "…" where there are more: nothing in it moves a cursor.
std::string printable(std::string_view bytes, std::size_t most);

}  // namespace exam
