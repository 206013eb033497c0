#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/dicom/dataset.hpp"

namespace overread {

/// What stored values are in the world: a quantity in a unit. Beside the pixel pipeline, no stage
/// of it: the mapping begins at the stored value and changes no picture.
///
/// @dicom PS3.3 C.7.6.16.2.11
struct RealWorldValueMapping {
  /// Stored values it speaks of; from the lowest to the highest there is when the file gives none.
  std::optional<double> first_value_mapped{}, last_value_mapped{};
  double slope = 1.0, intercept = 0.0;
  /// Real World Value LUT Data, in place of slope and intercept when not empty: one for each stored
  /// value from `first_value_mapped` on.
  std::vector<double> lut_data{};
  std::string unit{};      ///< As it is read: "mm2/s"; empty for a plain number.
  std::string quantity{};  ///< What is measured: "Apparent Diffusion Coefficient".

  friend bool operator==(const RealWorldValueMapping&, const RealWorldValueMapping&) = default;
};

/// Mappings of one frame beyond these are left out.
inline constexpr std::size_t kMostMappings = 8;
/// Entries of a LUT, one for each stored value of 16 bits.
inline constexpr std::size_t kMostMappedValues = 65536;

/// How the first and last value mapped are read: in the sign of the pixels, whatever VR they have.
enum class StoredSign { kUnsigned, kSigned };

/// The mappings of a data set or of a functional group's items. Those that are broken (no finite
/// numbers, a LUT of another length than its range) are left out: the picture does not need them.
///
/// @param items  Of Real World Value Mapping Sequence.
std::vector<RealWorldValueMapping> read_real_world_values(std::span<const Dataset> items,
                                                          StoredSign sign);

/// The real-world value of a stored value; nothing outside what the mapping speaks of.
std::optional<double> real_world_value(const RealWorldValueMapping& mapping, double stored);

/// The first mapping that speaks of a stored value, or null.
const RealWorldValueMapping* mapping_of(std::span<const RealWorldValueMapping> mappings,
                                        double stored);

}  // namespace overread
