// What most tests include, parsed once for a program of many sources (cpp_pch of its meson.build). Each source includes
// what it needs all the same: the other compiler reads them without this.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>
