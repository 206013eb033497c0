#include "core/geometry/orientation_letters.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

namespace overread {
namespace {

SideLetters sides(int turns, bool horizontal, bool vertical) {
  // Axial as acquired: columns to the patient's left, rows to the back.
  return side_letters(
      Vector<Patient>(1, 0, 0), Vector<Patient>(0, 1, 0),
      {.quarter_turns = turns, .flip_horizontal = horizontal, .flip_vertical = vertical});
}

TEST_CASE("Letters of straight and oblique directions", "[geometry][letters]") {
  CHECK(direction_letters({1, 0, 0}) == "L");
  CHECK(direction_letters({-1, 0, 0}) == "R");
  CHECK(direction_letters({0, 1, 0}) == "P");
  CHECK(direction_letters({0, -1, 0}) == "A");
  CHECK(direction_letters({0, 0, 1}) == "H");
  CHECK(direction_letters({0, 0, -1}) == "F");
  CHECK(direction_letters({0, 0.95, 0.32}) == "PH");
  CHECK(direction_letters({0.3, -0.4, -0.87}) == "FAL");
  CHECK(direction_letters({0, 0, 0}).empty());
}

TEST_CASE("A tilt below ten degrees is not worth a letter", "[geometry][letters]") {
  const auto tilted = [](double degrees) {
    const double a = degrees * std::numbers::pi / 180.0;
    return direction_letters({0, std::cos(a), std::sin(a)});
  };
  CHECK(tilted(9) == "P");
  CHECK(tilted(18.5) == "PH");
  CHECK(tilted(-18.5) == "PF");
}

TEST_CASE("Opposite letters", "[geometry][letters]") {
  CHECK(opposite_letters("PH") == "AF");
  CHECK(opposite_letters("RAF") == "LPH");
  CHECK(opposite_letters("") == "");
}

TEST_CASE("An axial slice has the patient's right on its left", "[geometry][letters]") {
  CHECK(sides(0, false, false) == SideLetters{"R", "L", "A", "P"});
}

TEST_CASE("A clockwise quarter turn takes top to right", "[geometry][letters]") {
  CHECK(sides(1, false, false) == SideLetters{"P", "A", "R", "L"});
  CHECK(sides(2, false, false) == SideLetters{"L", "R", "P", "A"});
  CHECK(sides(3, false, false) == SideLetters{"A", "P", "L", "R"});
  CHECK(sides(-1, false, false) == sides(3, false, false));
  CHECK(sides(5, false, false) == sides(1, false, false));
}

TEST_CASE("Mirrors act on the screen, after turning", "[geometry][letters][PS3.3 C.10.6]") {
  CHECK(sides(0, true, false) == SideLetters{"L", "R", "A", "P"});
  CHECK(sides(1, true, false) == SideLetters{"A", "P", "R", "L"});
  CHECK(sides(1, false, true) == SideLetters{"P", "A", "L", "R"});
  CHECK(sides(0, true, true) == sides(2, false, false));
}

TEST_CASE("Patient Orientation of a radiograph gives letters too",
          "[geometry][letters][PS3.3 C.7.6.1.1.1]") {
  CHECK(side_letters("L", "F", DisplayOrientation{}) == SideLetters{"R", "L", "H", "F"});
  CHECK(side_letters("A", "FR", DisplayOrientation{}) == SideLetters{"P", "A", "HL", "FR"});
}

TEST_CASE("Letters without a known opposite are not shown", "[geometry][letters]") {
  CHECK(side_letters("CD", "V", DisplayOrientation{}) == SideLetters{});
  CHECK(side_letters("L", "CD", DisplayOrientation{}) == SideLetters{});
}

}  // namespace
}  // namespace overread
