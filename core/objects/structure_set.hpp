#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/geometry/spaces.hpp"
#include "core/objects/display_color.hpp"
#include "core/objects/sop_reference.hpp"

namespace overread {

/// @dicom PS3.3 C.8.8.6.3
enum class ContourType { kPoint, kOpenPlanar, kOpenNonplanar, kClosedPlanar, kClosedPlanarXor };

struct Contour {
  ContourType type = ContourType::kClosedPlanar;
  std::vector<Point<Patient>> points;  ///< mm.
  std::vector<SopReference> images;    ///< Those it was drawn on; empty when the file does not say.
};

/// One structure: a target, an organ, a marker.
struct RegionOfInterest {
  int number = 0;
  std::string name, description;
  std::string interpreted_type;      ///< "PTV", "ORGAN", "EXTERNAL", ...; may be empty.
  std::string generation_algorithm;  ///< "AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"; may be empty.
  std::string frame_of_reference_uid;
  std::optional<RgbColor> color;
  std::vector<Contour> contours;
};

struct StructureSet {
  std::string label, name;
  std::vector<RegionOfInterest> regions;  ///< In the order of the Structure Set ROI Sequence.
  /// What is left out of it and why, at most one for each structure and one for what is of none.
  std::vector<std::string> problems;
};

/// Left out are contours of no known structure, of an unknown geometric type, and those whose
/// Contour Data is not a whole number of finite points or not as many as Number of Contour Points
/// says.
///
/// @errors kInvalidAttribute for a structure without number or described twice.
/// @dicom PS3.3 A.19, C.8.8.5, C.8.8.6, C.8.8.8
Result<StructureSet> structure_set(const Dataset& dataset);

}  // namespace overread
