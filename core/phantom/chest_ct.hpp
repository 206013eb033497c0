#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/findings/result.hpp"

namespace overread {

/// The grid a chest CT phantom is rendered on. Whatever the grid, the patient is the same size: the
/// field of view is 358 mm wide and 300 mm high.
struct ChestCtOptions {
  int columns = 512;  ///< Also the rows.
  int slices = 120;
  /// Share of the lung to be emphysematous, percent; seeded (0 to 40) when absent.
  std::optional<double> emphysema_percent;
  double noise_hu = 12.0;  ///< Standard deviation in soft tissue.
};

/// A grid small enough for tests: 1.9 x 1.9 x 6.25 mm.
ChestCtOptions small_chest_ct();

/// A chest CT of a patient who never was, with everything known about it.
struct ChestCt {
  int columns = 0, rows = 0, slices = 0;
  double pixel_mm = 0.0, spacing_mm = 0.0;
  std::vector<std::uint16_t> stored;  ///< [slices][rows][columns], feet first, HU = value - 1024
  Truth truth;                        ///< Without `input`; the writer adds the UIDs.
};

/// Renders the phantom. Bit for bit the same for a seed, natively and in WebAssembly.
ChestCt render_chest_ct(std::uint64_t seed, const ChestCtOptions& options);

/// One DICOM file of a phantom.
struct ChestCtFile {
  std::string name;
  Bytes bytes;
};

struct ChestCtSeries {
  std::vector<ChestCtFile> files;
  Truth truth;
};

/// The phantom as a CT series: one Explicit VR Little Endian file a slice, 12 bits stored.
///
/// @errors kWriteFailed, kInvalidAttribute from the writer.
Result<ChestCtSeries> make_chest_ct(std::uint64_t seed, const ChestCtOptions& options = {});

}  // namespace overread
