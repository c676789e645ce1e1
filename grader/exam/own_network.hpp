// A network of the examiner's own, for tests of addresses: who reaches what is tried there, not assumed, and nobody
// else is there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/address.hpp"

namespace exam {

/// Moves this process, and with it all that it starts from now on, into a network namespace of its own
/// (network_namespaces(7)), where lo is up and has `addresses`, IPv4 or IPv6, beside 127.0.0.1 and ::1. They are this
/// host's, and no loopback addresses. Needs no privilege, since the namespace belongs to a user namespace
/// (user_namespaces(7)). To be called before the first Student is made: processes that run stay where they are.
/// Absent: done. Else why not, and what to do, in words for whoever runs the tests; this process is where it was. IPv6
/// addresses are left out where the kernel has no IPv6.
std::optional<std::string> enter_own_network(const std::vector<lab::Address>& addresses);

/// True if `address` is one of this host's: a socket can be bound to it.
bool is_this_hosts(const lab::Address& address);

}  // namespace exam
