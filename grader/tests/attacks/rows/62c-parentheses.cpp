// row: 62
// attack: macros that grow to forty thousand parentheses: the parser looks for the end of each
// stopped by: the compiler's stack and memory
// verdict: build-failed
// slow: yes
#include "told.hpp"

#define OPEN1 ( ( ( ( ( ( ( ( ( (
#define OPEN2 OPEN1 OPEN1 OPEN1 OPEN1 OPEN1 OPEN1 OPEN1 OPEN1 OPEN1 OPEN1
#define OPEN3 OPEN2 OPEN2 OPEN2 OPEN2 OPEN2 OPEN2 OPEN2 OPEN2 OPEN2 OPEN2
#define OPEN4 OPEN3 OPEN3 OPEN3 OPEN3 OPEN3 OPEN3 OPEN3 OPEN3 OPEN3 OPEN3
static const int deep = OPEN4 OPEN4 OPEN4 OPEN4 1;

static std::string attack() { return std::to_string(deep); }
