// Hidden tests of 05.3: what counts of an address, and what does not.
#pragma once

#include <set>

#include "reference.hpp"

namespace hidden {

/// Fails if `yours` is not right, and shows what was compared.
inline void expect_answer(bool yours, bool right, const Address& a, const Address& b) {
  EXPECT_EQ(yours, right) << "  a: " << show(a) << "\n  b: " << show(b);
}

struct Same : exam::Test {
  void expect_same(const Address& a, const Address& b, bool right) {
    expect_answer(*student.call<&lab::same>(a, b), right, a, b);
    expect_answer(*student.call<&lab::same>(b, a), right, b, a);
  }
};

TEST_F(Same, PassesOverWhatDoesNotCount) {
  ask("Are two addresses the same whatever lies in sin_zero, in the flow information and behind the length?",
      comparing_notes);
  expect_same(Ipv4{0x0A000001, 80}.address(), Ipv4{0x0A000001, 80, "ABCDEFGH"}.address(), true);
  expect_same(Ipv6{sixteen({}, "\1"), 80, 0, 1}.address(), Ipv6{sixteen({}, "\1"), 80, 0, 0x000ABCDE}.address(), true);
  for (const Address& address : {Ipv4{0x0A000001, 80}.address(), Ipv6{sixteen({}, "\1"), 80}.address(),
                                 unix_path("/run/lab"), unix_exactly("\0lab"s), unix_exactly("")})
    expect_same(with_rubbish_behind(address, '#'), with_rubbish_behind(address, 'x'), true);
}

TEST_F(Same, LooksAtEveryBit) {
  ask("Does each bit of an IP address, of a port and of a scope id count?", comparing_notes);
  const auto turned_over = [](std::string bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    return judge::address_of(bytes);
  };
  std::vector<std::tuple<Address, Address>> pairs;
  for (const auto& [whole, from, to] :
       {std::tuple(Ipv4{0x0A000001, 80}.bytes(), 2, 8), std::tuple(Ipv6{sixteen({}, "\1"), 80}.bytes(), 2, 4),
        std::tuple(Ipv6{sixteen({}, "\1"), 80}.bytes(), 8, 28)}) {
    for (int bit = 8 * from; bit < 8 * to; ++bit)
      pairs.emplace_back(judge::address_of(whole), turned_over(whole, static_cast<std::size_t>(bit)));
  }
  agree<&lab::same>(student, pairs, [](const Address&, const Address&) { return false; });
}

TEST_F(Same, TellsFamiliesApart) {
  ask("Are addresses of two families never the same, whatever bytes they have in common?", comparing_notes);
  const Address ipv4 = Ipv4{0x0A000001, 80}.address();
  expect_same(ipv4, Ipv6{mapped(0x0A000001), 80}.address(), false);
  expect_same(ipv4, unix_exactly(bytes_of(ipv4).substr(2)), false);
  const Address nothing = Ipv6{}.address();
  expect_same(nothing, unix_exactly(bytes_of(nothing).substr(2)), false);
  expect_same(Ipv4{}.address(), unix_exactly(""), false);
}

TEST_F(Same, ComparesUnixNames) {
  ask("Is a path the same with and without a NUL, and an abstract name not?", comparing_notes);
  expect_same(unix_exactly("/run/lab"), unix_path("/run/lab"), true);
  expect_same(unix_exactly("/run/lab"), unix_exactly("/run/lab" + std::string(100, '\0')), true);
  expect_same(unix_exactly("\0lab"s), unix_exactly("\0lab\0"s), false);
  expect_same(unix_exactly("\0lab"s), unix_exactly("\0lax"s), false);
  expect_same(unix_exactly("/run/lab"), unix_exactly("/run/la"), false);
  expect_same(unix_exactly(""), unix_exactly("\0"s), false);
}

struct ComesBefore : exam::Test {
  void expect_order(const std::vector<Address>& sorted) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      for (std::size_t j = 0; j < sorted.size(); ++j)
        expect_answer(*student.call<&lab::comes_before>(sorted[i], sorted[j]), i < j, sorted[i], sorted[j]);
    }
  }
};

TEST_F(ComesBefore, SortsByAddressThenPortThenScope) {
  ask("Does the address decide first, then the port, then the scope, as numbers: 255 before 256?", comparing_notes);
  expect_order({Ipv4{1, 255}.address(), Ipv4{1, 256}.address(), Ipv4{1, 0xFF00}.address(), Ipv4{1, 0xFFFF}.address()});
  expect_order({Ipv6{sixteen({}, "\1"), 255}.address(), Ipv6{sixteen({}, "\1"), 256}.address()});
  const std::string ip = sixteen("\xFE\x80", "\1");
  expect_order({Ipv6{ip, 80, 0}.address(), Ipv6{ip, 80, 255}.address(), Ipv6{ip, 80, 256}.address(),
                Ipv6{ip, 80, 0xFFFFFFFF}.address(), Ipv6{ip, 81, 0}.address()});
  expect_order({Ipv4{1, 900}.address(), Ipv4{2, 80}.address()});
  expect_order({Ipv6{sixteen({}, "\1"), 900}.address(), Ipv6{sixteen({}, "\2"), 80}.address()});
}

TEST_F(ComesBefore, SortsByFamilyAndName) {
  ask("Do IPv4, IPv6 and Unix follow each other, and names byte by byte, each before a longer one that begins with it?",
      comparing_notes);
  expect_order({Ipv4{0xFFFFFFFF, 0xFFFF}.address(), Ipv6{}.address(), Ipv6{std::string(16, '\xFF'), 9, 9}.address(),
                unix_exactly(""), unix_exactly("/")});
  expect_order({unix_exactly(""), unix_exactly("\0"s), unix_exactly("\0a"s), unix_exactly("\0a\0"s),
                unix_exactly("\0b"s), unix_path("/a"), unix_exactly("/aa"), unix_path("/b"), unix_exactly("/\xC3")});
}

TEST_F(ComesBefore, SortsIpv6ByteByByte) {
  ask("Are IPv6 addresses sorted byte by byte, bytes from 0 to 255?", comparing_notes);
  expect_order({Ipv6{sixteen("\x01\x00\x02"sv)}.address(), Ipv6{sixteen("\x01\x7F"sv)}.address(),
                Ipv6{sixteen("\x01\x80"sv)}.address(), Ipv6{sixteen("\x02"sv)}.address(),
                Ipv6{sixteen("\x02"sv, "\x01\x00"sv)}.address(), Ipv6{sixteen("\x02"sv, "\x02\x00"sv)}.address()});
}

TEST_F(ComesBefore, IsAStrictOrder) {
  ask("Of random addresses, do those that are the same come in no order, and others in one, without circles?",
      comparing_notes);
  using Pairs = std::vector<std::tuple<Address, Address>>;
  Pairs forward, backward, second, whole;
  for (int i = 0; i < 5'000; ++i) {
    const Address a = random_address(random());
    const Address b = i % 4 == 0 ? with_rubbish_behind(a) : random_address(random());
    const Address c = random_address(random());
    forward.emplace_back(a, b);
    backward.emplace_back(b, a);
    second.emplace_back(b, c);
    whole.emplace_back(a, c);
  }
  const auto before = [&](const Pairs& pairs) {
    std::vector<bool> all;
    for (auto& outcome : student.call_each<&lab::comes_before>(pairs)) all.push_back(*outcome);
    return all;
  };
  const auto ab = before(forward), ba = before(backward), bc = before(second), ac = before(whole);
  for (std::size_t i = 0; i < forward.size(); ++i) {
    const auto& [a, b] = forward[i];
    const bool are_same = meaning_of(a) == meaning_of(b);
    ASSERT_EQ(ab[i] + ba[i], are_same ? 0 : 1) << show(a) << "\n" << show(b);
    ASSERT_TRUE(ac[i] || !ab[i] || !bc[i]) << show(a) << "\n" << show(b) << "\n" << show(std::get<1>(whole[i]));
  }
}

struct HashOf : exam::Test {
  std::vector<std::size_t> hashes(const std::vector<Address>& addresses) {
    std::vector<std::tuple<Address>> inputs;
    for (const Address& address : addresses) inputs.emplace_back(address);
    std::vector<std::size_t> all;
    for (auto& outcome : student.call_each<&lab::hash_of>(inputs)) all.push_back(*outcome);
    return all;
  }
  void expect_equal(const Address& a, const Address& b) {
    const auto both = hashes({a, b});
    EXPECT_EQ(both[0], both[1]) << show(a) << "\n" << show(b);
  }
  /// So many different addresses, made from the numbers 0, 1, 2...
  template <class Make>
  void expect_spread(const std::string& what, Make make) {
    std::vector<Address> addresses;
    for (std::uint32_t i = 0; i < 2'000; ++i) addresses.push_back(make(i));
    const auto all = hashes(addresses);
    EXPECT_GE(std::set(all.begin(), all.end()).size(), 1'900U)
        << "different hashes of 2,000 addresses; differs: " << what;
  }
};

TEST_F(HashOf, PassesOverWhatDoesNotCount) {
  ask("Have addresses that are the same the same hash, whatever does not count?", comparing_notes);
  expect_equal(Ipv4{0x0A000001, 80}.address(), Ipv4{0x0A000001, 80, "ABCDEFGH"}.address());
  expect_equal(Ipv6{sixteen({}, "\1"), 80, 3, 1}.address(), Ipv6{sixteen({}, "\1"), 80, 3, 2}.address());
  for (int i = 0; i < 100; ++i) {
    const Address address = random_address(random());
    expect_equal(with_rubbish_behind(address, '#'), with_rubbish_behind(address, 'x'));
  }
  expect_equal(unix_exactly("/run/lab"), unix_path("/run/lab"));
  expect_equal(unix_exactly("/run/lab"), unix_exactly("/run/lab\0more"s));
}

TEST_F(HashOf, SpreadsPortsAndScopes) {
  ask("Do addresses that differ in the port, or in the scope, have different hashes?", comparing_notes);
  expect_spread("port", [](std::uint32_t i) { return Ipv4{0x0A000001, static_cast<std::uint16_t>(i)}.address(); });
  expect_spread("port", [](std::uint32_t i) {
    return Ipv6{sixteen({}, "\1"), static_cast<std::uint16_t>(i)}.address();
  });
  expect_spread("scope", [](std::uint32_t i) { return Ipv6{sixteen("\xFE\x80", "\1"), 80, i}.address(); });
}

TEST_F(HashOf, SpreadsAddressesAndNames) {
  ask("Do addresses that differ anywhere in the IP address, or in the name, have different hashes?", comparing_notes);
  expect_spread("IPv4 address", [](std::uint32_t i) { return Ipv4{0x0A000000 + i, 80}.address(); });
  expect_spread("IPv4 address", [](std::uint32_t i) { return Ipv4{i << 21, 80}.address(); });
  expect_spread("front of the IPv6 address", [](std::uint32_t i) {
    return Ipv6{sixteen(network(i, 4)), 80}.address();
  });
  expect_spread("middle of the IPv6 address", [](std::uint32_t i) {
    return Ipv6{sixteen("\x20\x01\0\0"s + network(i, 4)), 80}.address();
  });
  expect_spread("end of the IPv6 address", [](std::uint32_t i) {
    return Ipv6{sixteen("\x20\x01", network(i, 4)), 80}.address();
  });
  expect_spread("path", [](std::uint32_t i) { return unix_path("/run/lab/" + std::to_string(i)); });
  expect_spread("abstract name", [](std::uint32_t i) { return unix_exactly("\0lab"s + network(i, 4)); });
}

}  // namespace hidden
