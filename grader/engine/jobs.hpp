// Several jobs side by side.
#pragma once

#include <cstddef>
#include <functional>

namespace engine {

/// Calls work(0) … work(count - 1), at most `side_by_side` at once, in any order, and waits for all. After an exception
/// no further job begins; it is thrown again here.
void for_each_job(std::size_t count, unsigned side_by_side, const std::function<void(std::size_t)>& work);

/// As many as this machine has processors.
unsigned usual_jobs();

}  // namespace engine
