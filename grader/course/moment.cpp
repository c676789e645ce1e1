// See moment.hpp. The standard library of g++ 12 has the calendar, and no reading or writing of it.
#include "course/moment.hpp"

#include <cstdio>
#include <cstdlib>
#include <regex>

namespace course {

std::optional<Moment> read_moment(std::string_view text) {
  using namespace std::chrono;
  static const std::regex form(
      "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(:([0-9]{2})([.][0-9]{1,9})?)? ?"
      "([Zz]|([+-])([0-9]{2}):([0-9]{2}))");
  constexpr std::size_t longest = 64;
  std::cmatch parts;
  if (text.size() > longest || !std::regex_match(text.data(), text.data() + text.size(), parts, form)) return {};
  const auto number = [&](std::size_t i) { return parts[i].matched ? std::atoi(parts[i].str().c_str()) : 0; };
  const year_month_day day{year{number(1)}, month{static_cast<unsigned>(number(2))},
                           std::chrono::day{static_cast<unsigned>(number(3))}};
  // A 60th second is a leap second's, which UTC's calendar here does not know: the next minute's first.
  if (!day.ok() || number(4) > 23 || number(5) > 59 || number(7) > 60 || number(11) > 23 || number(12) > 59) return {};
  const auto offset = (hours(number(11)) + minutes(number(12))) * (parts[10] == "-" ? -1 : 1);
  return sys_days(day) + hours(number(4)) + minutes(number(5)) + seconds(number(7)) - offset;
}

std::string to_text(Moment moment) {
  using namespace std::chrono;
  const auto days_only = floor<days>(moment);
  const year_month_day day(days_only);
  const hh_mm_ss time(moment - days_only);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

}  // namespace course
