// row: 77
// attack: bidirectional controls in the source: whoever reads it sees other code than the compiler
// stopped by: -Wbidi-chars=any: the build log warns
// verdict: failed
// together: yes
// build says: bidi|bidirectional
#include "told.hpp"

static std::string attack() {
  /*‮ } ⁦if (is_right)⁩ ⁦ begin */
  return "compiled, and warned of";
}
