#pragma once

#include <array>
#include <cstdint>

namespace overread {

/// An sRGB color as Recommended Display CIELab Value: L* 0–100 to 0–65535, a* and b* −128–127 to
/// 0–65535, for the D50 white of the ICC profile connection space.
///
/// @dicom PS3.3 C.10.7.1.1
std::array<std::uint16_t, 3> cielab_of(std::array<std::uint8_t, 3> rgb);

}  // namespace overread
