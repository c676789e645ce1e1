// What the kernel does, beside what the student's code predicts: tried for each pair of a list. What differs fails the
// test, with a line for each.
#pragma once

#include <string>
#include <vector>

#include "judge.hpp"

namespace judge {

/// Every address of this host's that may be asked about, with a port of its own choice or `port`.
inline std::vector<lab::Address> addresses(std::initializer_list<const char*> texts, int port) {
  std::vector<lab::Address> all;
  for (const char* text : texts) all.push_back(at(text, port));
  return all;
}

/// For each place and destination: does a connection arrive, and does lab::reaches say so?
inline void expect_reaching_agrees(exam::Student& student, const std::vector<lab::Place>& places,
                                   const std::vector<lab::Address>& destinations) {
  std::string lines;
  for (const lab::Place& place : places) {
    const lab::Fd listener = listening_at(place);
    student.timeline().add_other("listens at " + show(place));
    std::vector<std::tuple<lab::Address, lab::Place>> questions;
    for (const lab::Address& to : destinations) questions.emplace_back(to, place);
    auto answers = student.call_each<&lab::reaches>(questions);
    for (std::size_t i = 0; i < destinations.size(); ++i) {
      const std::string truth = connecting(student, listener, destinations[i]);
      if (*answers[i] == (truth == "reached")) continue;
      lines += "bound to " + show(place) + ", sent to " + exam::to_text(destinations[i]) + ": " + truth +
               ", but reaches says " + (*answers[i] ? "true" : "false") + "\n";
    }
  }
  if (!lines.empty()) ADD_FAILURE() << lines;
}

/// For each two places, in both orders: is the second refused, and does lab::collide say so?
inline void expect_colliding_agrees(exam::Student& student, const std::vector<lab::Place>& places) {
  std::string lines;
  for (const lab::Place& first : places) {
    std::vector<std::tuple<lab::Place, lab::Place>> questions;
    for (const lab::Place& second : places) questions.emplace_back(first, second);
    auto answers = student.call_each<&lab::collide>(questions);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const lab::Fd listener = listening_at(first);
      const int error = bound_at(places[i]).error;
      if (*answers[i] == (error == EADDRINUSE)) continue;
      lines += "first " + show(first) + ", then " + show(places[i]) + ": " +
               (error == 0 ? "both listen" : exam::errno_name(error)) + ", but collide says " +
               (*answers[i] ? "true" : "false") + "\n";
    }
  }
  if (!lines.empty()) ADD_FAILURE() << lines;
}

/// Who reaches `socket`, bound to `port`, by trying: TCP if it listens, else UDP.
inline lab::Callers callers(exam::Student& student, const lab::Fd& socket, int port) {
  const auto reached = [&](const char* text) {
    const lab::Address to = at(text, port);
    if (exam::option(socket.get(), SOL_SOCKET, SO_TYPE) == SOCK_STREAM)
      return connecting(student, socket, to) == "reached";
    const lab::Fd client = make_socket(to.family(), SOCK_DGRAM);
    char byte = 'x';
    ::sendto(client.get(), &byte, 1, 0, to.get(), to.length);
    return ::recv(socket.get(), &byte, 1, MSG_DONTWAIT) == 1;
  };
  lab::Callers who;
  for (const char* here : {"127.0.0.1", "127.0.0.2"})
    if (reached(here)) who.ipv4 = lab::From::this_host;
  if (reached(other4)) who.ipv4 = lab::From::anywhere;
  if (reached("::1")) who.ipv6 = lab::From::this_host;
  if (reached(other6)) who.ipv6 = lab::From::anywhere;
  return who;
}

/// For each place: what lab::reachable_from says of a socket there, and what trying says.
inline void expect_callers_agree(exam::Student& student, const std::vector<lab::Place>& places,
                                 int type = SOCK_STREAM) {
  std::string lines;
  for (const lab::Place& place : places) {
    const lab::Fd socket = listening_at(place, type);
    student.timeline().add_other("is bound to " + show(place));
    auto outcome = student.call<&lab::reachable_from>(socket);
    const std::string said = show(*outcome);
    const std::string truth = show(callers(student, socket, exam::port_of(place.address)));
    if (said != truth) lines += "bound to " + show(place) + ": " + truth + "; but reachable_from says " + said + "\n";
    if (outcome.leaked != 0) lines += std::string(exam::is_borrowed) + "\n";
  }
  if (!lines.empty()) ADD_FAILURE() << lines;
}

}  // namespace judge
