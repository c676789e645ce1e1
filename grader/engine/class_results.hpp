// The students' results of a class, put together from those of their labs.
#pragma once

#include <optional>
#include <vector>

#include "engine/class_graph.hpp"

namespace engine {

/// One student's result, put together from those of the labs; what has none is `error`. Who and when come from
/// `submission`, since no job depends on them.
course::Result collect(const ClassPlaces& places, const Submission& submission, const std::vector<course::Lab>& labs,
                       const Settings& settings);

/// Writes one student's result where it changed, and returns it without its exercises, which a class's table does not
/// show. Where all that it is made of is as it was the last time, by the files' times and sizes, none of it is read
/// again: the results of a big class are a hundred megabytes. Throws std::system_error.
course::Result update(const ClassPlaces& places, const Submission& submission, const std::vector<course::Lab>& labs,
                      const Settings& settings);

}  // namespace engine
