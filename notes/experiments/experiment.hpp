// What the experiments share, and no experiment is about: checked calls, errno's names, a connection over loopback.
#pragma once

#include <cstring>
#include <string>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

using lab::Address, lab::Fd, lab::loopback;

/// Hands on what a call returned; if it failed, the experiment ends here and says which call it was.
template <class Number>
Number must(Number result, const char* call) {
  if (result == -1) lab::throw_errno(call);
  return result;
}

/// "ECONNRESET" for ECONNRESET.
inline std::string name_of(int error) { return error == 0 ? "no error" : ::strerrorname_np(error); }

/// What a call returned, or why it failed: "5", "0", "-1 EPIPE".
inline std::string outcome(ssize_t result) { return result == -1 ? "-1 " + name_of(errno) : std::to_string(result); }

inline Address address_of(int socket) {
  Address address;
  address.length = sizeof address.storage;
  must(::getsockname(socket, address.get(), &address.length), "getsockname");
  return address;
}

/// A listener at a free port of 127.0.0.1.
inline Fd listening(int backlog = 16) {
  Fd listener(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const Address where = loopback(0);
  must(::bind(listener.get(), where.get(), where.length), "bind");
  must(::listen(listener.get(), backlog), "listen");
  return listener;
}

inline Fd connected(const Address& server) {
  Fd connection(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::connect(connection.get(), server.get(), server.length), "connect");
  return connection;
}

/// The two ends of one TCP connection.
struct Pair {
  Fd client, server;
};
inline Pair connected_pair() {
  const Fd listener = listening();
  Fd client = connected(address_of(listener.get()));
  return {std::move(client), Fd(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"))};
}
