#include "core/geometry/orientation_letters.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace overread {

std::string direction_letters(Vector<Patient> direction) {
  struct Part {
    double size;
    char letter;
  };
  const double length = direction.length();
  if (!(length > 0.0)) return {};
  std::array<Part, 3> parts{Part{direction.x() / length, direction.x() < 0 ? 'R' : 'L'},
                            Part{direction.y() / length, direction.y() < 0 ? 'A' : 'P'},
                            Part{direction.z() / length, direction.z() < 0 ? 'F' : 'H'}};
  std::ranges::stable_sort(
      parts, [](const Part& a, const Part& b) { return std::fabs(a.size) > std::fabs(b.size); });
  std::string letters;
  for (const Part& part : parts) {
    if (std::fabs(part.size) > kObliqueThreshold) letters += part.letter;
  }
  return letters;
}

std::string opposite_letters(std::string_view letters) {
  static constexpr std::string_view kFrom = "LRPAHF";
  static constexpr std::string_view kTo = "RLAPFH";
  std::string opposite(letters);
  for (char& letter : opposite) {
    if (const auto at = kFrom.find(letter); at != std::string_view::npos) letter = kTo[at];
  }
  return opposite;
}

SideLetters side_letters(std::string_view row, std::string_view column,
                         const DisplayOrientation& orientation) {
  // Those of animals ("CD", cranial and dorsal) have opposites that are not here: none are shown.
  const auto known = [](std::string_view letters) {
    return letters.find_first_not_of("LRPAHF") == std::string_view::npos;
  };
  if (!known(row) || !known(column)) return {};
  // Clockwise order, so that a clockwise quarter turn moves each entry to the next place.
  const std::array<std::string, 4> stored{opposite_letters(column), std::string(row),
                                          std::string(column), opposite_letters(row)};
  const int turns = ((orientation.quarter_turns % 4) + 4) % 4;
  const auto at = [&](int side) {
    return stored[static_cast<std::size_t>((side - turns + 4) % 4)];
  };
  SideLetters letters{.left = at(3), .right = at(1), .top = at(0), .bottom = at(2)};
  if (orientation.flip_horizontal) std::swap(letters.left, letters.right);
  if (orientation.flip_vertical) std::swap(letters.top, letters.bottom);
  return letters;
}

SideLetters side_letters(Vector<Patient> row_direction, Vector<Patient> column_direction,
                         const DisplayOrientation& orientation) {
  return side_letters(direction_letters(row_direction), direction_letters(column_direction),
                      orientation);
}

}  // namespace overread
