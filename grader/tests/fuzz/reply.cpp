// A worker's replies, decoded as the examiner decodes them: results of every kind, what a function threw, and what the
// call changed.
//
// What must hold: a reply is read or refused (wire::Malformed, or what student.hpp says); no descriptor stays open;
// what was read takes memory in proportion; and written again it is what was read.
#include <fcntl.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "exam/student.hpp"
#include "fuzz.hpp"
#include "support/address.hpp"

// A contract with parameters and results of every kind. Only its pointers' types count: no body is ever called.
namespace contract {

enum class Colour : std::uint8_t { red, green };
struct Header {
  bool urgent = false;
  Colour colour = Colour::red;
  std::array<std::uint16_t, 3> numbers{};
  std::optional<std::int64_t> at;
  std::vector<std::string> names;
};
struct Accepted {
  lab::Fd connection;
  lab::Address peer;
};
std::vector<Header> headers(int connection, std::string& kept, std::span<std::byte> buffer);
Accepted accept_connection(int listener);
std::optional<std::string> receive_line(int connection, std::string& kept, std::size_t limit);
std::vector<lab::Fd> many_descriptors();
std::vector<std::optional<sockaddr_storage>> addresses();
std::pair<std::vector<std::vector<std::byte>>, std::tuple<bool, char, double>> nested(std::vector<Header>& changed);
void nothing(std::span<std::byte> a, std::span<std::byte> b);

}  // namespace contract

// The examiner's, without the processes that stand behind them (exam/student.cpp).
void exam::detail::throw_if_not_started(const wire::Thrown& thrown) {
  if (thrown.type == "lab::NotStarted") throw NotStarted(thrown.what);
}
void exam::detail::refuse(wire::Status) { throw wire::Malformed("a reply that is none"); }

namespace {

template <auto F>
void read_reply(wire::Reader& from) {
  typename exam::detail::BackAll<typename wire::Signature<F>::Parameters>::type nowhere;
  const auto outcome = exam::detail::read_outcome<F>(from, nowhere);
  fuzz::must(outcome.result.has_value() != outcome.thrown.has_value(), "a reply says one thing");
}

template <class T>
void read_value(wire::Reader& from) {
  const std::string_view all = from.rest;
  const T value = wire::get<T>(from);
  wire::Writer again;
  put(again, value);
  fuzz::must(again.bytes == all.substr(0, all.size() - from.rest.size()), "written again it is what was read");
}

using Read = void (*)(wire::Reader&);
constexpr Read all[] = {
    &read_reply<&contract::headers>,
    &read_reply<&contract::accept_connection>,
    &read_reply<&contract::receive_line>,
    &read_reply<&contract::many_descriptors>,
    &read_reply<&contract::addresses>,
    &read_reply<&contract::nested>,
    &read_reply<&contract::nothing>,
    &read_value<std::vector<contract::Header>>,
    &read_value<contract::Accepted>,
    &read_value<wire::Thrown>,
    &read_value<std::vector<std::optional<sockaddr_storage>>>,
    &read_value<std::vector<lab::Fd>>,
    &read_value<std::tuple<std::pair<int, bool>, std::array<std::string, 2>, std::optional<std::optional<in6_addr>>>>,
};

}  // namespace

// The input: which type to read, how many descriptors came along, and the reply's bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const int before = fuzz::open_descriptors();
  {
    const Read read = all[input.number<std::uint8_t>() % std::size(all)];
    const std::size_t count = input.number<std::uint8_t>() % (wire::most_descriptors + 1);
    wire::Message message;
    for (std::size_t i = 0; i < count; ++i) message.descriptors.emplace_back(::open("/dev/null", O_RDWR | O_CLOEXEC));
    message.bytes = input.rest();
    wire::Reader from(message);
    try {
      read(from);
    } catch (const wire::Malformed&) {
    } catch (const exam::NotStarted&) {
    }
  }
  fuzz::must(fuzz::open_descriptors() == before, "no descriptor stays open");
  return 0;
}
