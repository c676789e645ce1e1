// row: 76
// attack: lines that a CI service takes for commands: ::error::, ##[group], ##vso[…], ##teamcity[…]
// stopped by: such lines are shown in a way that no service knows
// verdict: failed
// shown: yes
// says: owned
// also: report/encode_test.cpp
// must not happen: a line of the terminal's that begins with :: or holds ##[ or ##vso[
#include "told.hpp"

static std::string attack() {
  const std::string evil =
      "owned\n::error file=x::owned\n::set-env name=PATH::/tmp\n::stop-commands::x\n##[error]owned\n"
      "##vso[task.setvariable variable=x]y\n##teamcity[buildStatus text='owned']\n";
  ::write(1, evil.data(), evil.size());
  return evil;
}
