// File names that strangers chose: made safe, compared, cut.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace engine {

/// A name for a submission and its result file, from the last part of a path. UTF-8, without control characters and
/// what turns or hides text; begins with neither "-" nor "."; at most 200 bytes, so that endings fit (NAME_MAX is 255);
/// never empty. Different names may come out alike.
std::string safe_name(std::string_view name);

/// `name`, or "name-2", "name-3", …: the first that is not `taken`, where it is put, too.
std::string unused_name(const std::string& name, std::set<std::string>& taken);

/// "alice.tar.gz" → "alice"; other names as they are.
std::string without_archive_ending(const std::string& name);

/// Whether `name` looks like a source or a build file: "extra.cpp", "meson.build".
bool is_for_a_build(const std::string& name);

/// Whether `name` is what became of `wanted` on the way here: "topic (1).cpp", "Topic.cpp", "topic.cpp.txt" of
/// "topic.cpp". Not for `wanted` itself.
bool is_nearly(const std::string& name, const std::string& wanted);

/// At most 100 bytes; "..." where something was cut off.
std::string shortened_name(const std::string& name);

}  // namespace engine
