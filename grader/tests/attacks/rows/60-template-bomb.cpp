// row: 60
// attack: templates whose number doubles with every level
// stopped by: the compiler's memory and processor time
// verdict: build-failed
// slow: yes
#include "told.hpp"

template <int Depth, unsigned long Path>
struct Bomb {
  static constexpr int value = Bomb<Depth - 1, Path * 2>::value + Bomb<Depth - 1, Path * 2 + 1>::value;
};
template <unsigned long Path>
struct Bomb<0, Path> {
  static constexpr int value = 1;
};

static std::string attack() { return std::to_string(Bomb<40, 1>::value) + "GOT THROUGH"; }
