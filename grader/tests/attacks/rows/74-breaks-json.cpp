// row: 74
// attack: text that breaks out of JSON, XML and HTML: quotes, NUL, invalid UTF-8, surrogates, </script>
// stopped by: each report encodes for its own format
// verdict: failed
// says: owned
// also: report/encode_test.cpp
// must not happen: a result that is no JSON
#include "told.hpp"

static std::string attack() {
  using namespace std::string_literals;
  const std::string evil =
      "owned\"}],\"score\":20,\"\\u0000\xff\xc0\xaf\xed\xa0\x80]]>&lol;</script><script>alert(1)</script>\0"s;
  ::write(1, evil.data(), evil.size());
  return evil;
}
