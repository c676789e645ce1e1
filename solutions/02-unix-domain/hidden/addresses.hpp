// 02.1 unix_address, abstract_address.
#pragma once

#include "common.hpp"

namespace hidden {

struct UnixAddress : exam::Test {};

TEST_F(UnixAddress, HoldsAPathOfEveryLength) {
  ask("Does a path of 1 to 107 bytes fit, whole?", addresses);
  for (const std::size_t size : {1U, 2U, 14U, 15U, 92U, 106U, 107U}) {
    const std::string path(size, 'p');
    EXPECT_TRUE(judge::names_path(*student.call<&lab::unix_address>(path), path)) << size << " bytes";
  }
}

TEST_F(UnixAddress, RefusesAllThatIsLonger) {
  ask("Are 108 bytes, and all that is longer, refused?", addresses);
  for (const std::size_t size : {108U, 109U, 110U, 300U, 70'000U}) {
    EXPECT_TRUE(threw(student.call<&lab::unix_address>(std::string(size, 'p')), "unix_address", ENAMETOOLONG))
        << size << " bytes";
  }
}

TEST_F(UnixAddress, RefusesAnEmptyPath) {
  ask("Is an empty path refused? Its address would be that of no socket.", addresses);
  EXPECT_TRUE(threw(student.call<&lab::unix_address>(""), "unix_address", EINVAL));
}

struct AbstractAddress : exam::Test {
  void expect_exact(const std::string& name) {
    auto address = student.call<&lab::abstract_address>(name);
    EXPECT_EQ(address->family(), AF_UNIX);
    EXPECT_EQ(judge::path_bytes(*address), '\0' + name);
  }
};

TEST_F(AbstractAddress, TakesNamesOfEveryLength) {
  ask("Does a name of 0 to 107 bytes fit, whole?", abstract_names);
  for (const std::size_t size : {0U, 1U, 106U, 107U}) expect_exact(std::string(size, 'n'));
}

TEST_F(AbstractAddress, RefusesNamesThatAreTooLong) {
  ask("Is a name of more than 107 bytes refused?", abstract_names);
  for (const std::size_t size : {108U, 109U, 300U})
    EXPECT_TRUE(threw(student.call<&lab::abstract_address>(std::string(size, 'n')), "abstract_address", ENAMETOOLONG));
}

}  // namespace hidden
