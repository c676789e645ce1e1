// row: 75
// attack: text that a spreadsheet takes for a formula
// stopped by: a quote before what a formula begins with
// verdict: failed
// together: yes
// says: =cmd
// also: report/encode_test.cpp
#include "told.hpp"

static std::string attack() { return "=cmd|' /C calc'!A0,\"\n@SUM(1+1)\n-2+3\n+1"; }
