#pragma once

#include <string>
#include <string_view>

#include "core/geometry/spaces.hpp"

namespace overread {

/// How a picture is turned for display: clockwise quarter turns first, then mirrored on the screen.
///
/// @dicom PS3.3 C.10.6
struct DisplayOrientation {
  int quarter_turns = 0;         ///< Clockwise, any integer.
  bool flip_horizontal = false;  ///< Left and right on the screen change places.
  bool flip_vertical = false;    ///< Top and bottom on the screen change places.

  friend bool operator==(const DisplayOrientation&, const DisplayOrientation&) = default;
};

/// The letters at the four sides of a picture: what part of the patient lies there.
struct SideLetters {
  std::string left, right, top, bottom;
  friend bool operator==(const SideLetters&, const SideLetters&) = default;
};

/// A direction below this share of the whole is left out of the letters: about 10° of tilt.
inline constexpr double kObliqueThreshold = 0.17;

/// Letters of a direction in the patient, the largest component first: L or R, P or A, H or F.
/// "L" for straight left, "PH" for back and a little up.
std::string direction_letters(Vector<Patient> direction);

/// Letters of the opposite direction: "PH" gives "AF". Other characters stay.
std::string opposite_letters(std::string_view letters);

/// Letters of the four sides of a picture after turning and mirroring.
///
/// @param row     Letters in which the column index grows (right in the stored picture).
/// @param column  Letters in which the row index grows (down in the stored picture).
/// @dicom         PS3.3 C.7.6.1.1.1, for Patient Orientation (0020,0020)
SideLetters side_letters(std::string_view row, std::string_view column,
                         const DisplayOrientation& orientation);

/// The same from the plane's directions.
SideLetters side_letters(Vector<Patient> row_direction, Vector<Patient> column_direction,
                         const DisplayOrientation& orientation);

}  // namespace overread
