// Bytes from a keyboard as keys.
#pragma once

#include <string_view>
#include <vector>

namespace watch {

enum class Key { next, hint, list, timeline, solution, reset, quit, yes, up, down, page, enter, other };

/// The keys of what one read(2) from a terminal gave; an arrow is three bytes, ESC [ A, which come together. Capital
/// letters count as small ones. What has no meaning here is `other`.
std::vector<Key> keys_in(std::string_view bytes);

}  // namespace watch
