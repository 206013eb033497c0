#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace overread {

/// A data element tag (gggg,eeee).
struct Tag {
  std::uint16_t group = 0;
  std::uint16_t element = 0;

  constexpr auto operator<=>(const Tag&) const = default;
  constexpr bool is_private() const { return (group & 1) != 0; }
};

/// True for 6000, 6002, … 601E: the sixteen groups an overlay plane may have.
///
/// @dicom PS3.5 7.6, PS3.3 C.9.2
constexpr bool is_overlay_group(std::uint16_t group) {
  return group >= 0x6000 && group <= 0x601E && (group & 1) == 0;
}

/// "(0028,0010)".
std::string to_string(Tag tag);

/// "Rows (0028,0010)": the keyword split into words where the dictionary knows the tag.
std::string describe(Tag tag);

/// Value representations, PS3.5 6.2. The two characters are the value.
enum class Vr : std::uint16_t {
  kAE = 'A' << 8 | 'E',
  kAS = 'A' << 8 | 'S',
  kAT = 'A' << 8 | 'T',
  kCS = 'C' << 8 | 'S',
  kDA = 'D' << 8 | 'A',
  kDS = 'D' << 8 | 'S',
  kDT = 'D' << 8 | 'T',
  kFL = 'F' << 8 | 'L',
  kFD = 'F' << 8 | 'D',
  kIS = 'I' << 8 | 'S',
  kLO = 'L' << 8 | 'O',
  kLT = 'L' << 8 | 'T',
  kOB = 'O' << 8 | 'B',
  kOD = 'O' << 8 | 'D',
  kOF = 'O' << 8 | 'F',
  kOL = 'O' << 8 | 'L',
  kOV = 'O' << 8 | 'V',
  kOW = 'O' << 8 | 'W',
  kPN = 'P' << 8 | 'N',
  kSH = 'S' << 8 | 'H',
  kSL = 'S' << 8 | 'L',
  kSQ = 'S' << 8 | 'Q',
  kSS = 'S' << 8 | 'S',
  kST = 'S' << 8 | 'T',
  kSV = 'S' << 8 | 'V',
  kTM = 'T' << 8 | 'M',
  kUC = 'U' << 8 | 'C',
  kUI = 'U' << 8 | 'I',
  kUL = 'U' << 8 | 'L',
  kUN = 'U' << 8 | 'N',
  kUR = 'U' << 8 | 'R',
  kUS = 'U' << 8 | 'S',
  kUT = 'U' << 8 | 'T',
  kUV = 'U' << 8 | 'V',
};

/// Two characters, "DS".
std::string to_string(Vr vr);

}  // namespace overread
