// Framing: whole messages over a stream socket between examiner and worker, descriptors along with them.
//
// On the wire: the length of the payload, 4 bytes in host order (both ends are on one machine), then the payload.
// Descriptors travel as SCM_RIGHTS (unix(7)) with the first byte. Below this: nothing. Above: value.hpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/fd.hpp"

namespace wire {

/// The number at which a worker has its control socket. The witness lets calls on it pass.
inline constexpr int control_descriptor = 100;
/// No message is longer, in bytes; whoever announces more is not one of ours.
inline constexpr std::size_t longest_message = 64u << 20;
/// No message carries more descriptors (SCM_MAX_FD of the kernel is 253).
inline constexpr std::size_t most_descriptors = 32;

/// The other side sent what is no message of ours. Expected from hostile code; never a fault of the reader's.
class Malformed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Message {
  std::string bytes;
  std::vector<lab::Fd> descriptors;  ///< received ones are close-on-exec
  int sender = 0;                    ///< pid by the kernel's word (SO_PASSCRED), 0 if that is off
};

/// Sends one message; `descriptors` are borrowed. Throws std::system_error (EPIPE if the reader is gone); raises
/// no SIGPIPE. Blocks while the socket is full, and up to 10 s while other processes of this user's have as many
/// descriptors under way as this one may have open (ETOOMANYREFS of unix(7)): a neighbour may be flooding.
void send_message(int socket, const std::string& bytes, const std::vector<int>& descriptors = {});

enum class Received { message, end_of_file, timed_out };

/// Waits at most `deadline` for the next whole message (negative: for ever). Throws Malformed, or std::system_error
/// for recvmsg(2); descriptors that came are then closed with `message`. Takes memory as bytes come: about twice as
/// much, whatever length is announced.
Received receive_message(int socket, Message& message,
                         std::chrono::milliseconds deadline = std::chrono::milliseconds(-1));

}  // namespace wire
