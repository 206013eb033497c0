#include "core/objects/structure_set.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <map>
#include <utility>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// Places in StructureSet::regions by ROI Number.
using ByNumber = std::map<std::int64_t, std::size_t>;

/// The structure that an item speaks of, or null.
RegionOfInterest* referenced_region(const Dataset& item, StructureSet& set,
                                    const ByNumber& by_number) {
  const auto number = item.integer(tags::kReferencedRoiNumber);
  const auto found = number ? by_number.find(*number) : by_number.end();
  return found == by_number.end() ? nullptr : &set.regions[found->second];
}

Result<RegionOfInterest> region_of(const Dataset& item) {
  const auto number = item.integer(tags::kRoiNumber);
  constexpr std::int64_t kHighest = 2147483647;  // IS, PS3.5 6.2
  if (!number || *number < 0 || *number > kHighest) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is \"{}\", must be 0–{}", describe(tags::kRoiNumber),
                            item.text(tags::kRoiNumber), kHighest));
  }
  RegionOfInterest region;
  region.number = static_cast<int>(*number);
  region.name = item.text(tags::kRoiName);
  region.description = item.text(tags::kRoiDescription);
  region.generation_algorithm = item.text(tags::kRoiGenerationAlgorithm);
  region.frame_of_reference_uid = item.text(tags::kReferencedFrameOfReferenceUid);
  return region;
}

Result<ContourType> contour_type(const Dataset& item) {
  const std::string name = item.text(tags::kContourGeometricType);
  if (name == "POINT") return ContourType::kPoint;
  if (name == "OPEN_PLANAR") return ContourType::kOpenPlanar;
  if (name == "OPEN_NONPLANAR") return ContourType::kOpenNonplanar;
  if (name == "CLOSED_PLANAR") return ContourType::kClosedPlanar;
  if (name == "CLOSEDPLANAR_XOR") return ContourType::kClosedPlanarXor;
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is \"{}\", must be POINT, OPEN_PLANAR, OPEN_NONPLANAR, "
                          "CLOSED_PLANAR or CLOSEDPLANAR_XOR",
                          describe(tags::kContourGeometricType), name));
}

Result<std::vector<Point<Patient>>> points_of(const Dataset& item) {
  constexpr std::size_t kDimensions = 3;
  const std::vector<double> data = item.numbers(tags::kContourData);
  const bool finite = std::ranges::all_of(data, [](double value) { return std::isfinite(value); });
  if (data.empty() || data.size() % kDimensions != 0 || !finite) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} has {} readable numbers, must be x, y and z of each point",
                            describe(tags::kContourData), data.size()));
  }
  const auto promised = item.integer(tags::kNumberOfContourPoints);
  if (promised && *promised != static_cast<std::int64_t>(data.size() / kDimensions)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, {} has {} points", describe(tags::kNumberOfContourPoints),
                            *promised, describe(tags::kContourData), data.size() / kDimensions));
  }
  std::vector<Point<Patient>> points;
  points.reserve(data.size() / kDimensions);
  for (std::size_t i = 0; i < data.size(); i += kDimensions) {
    points.emplace_back(data[i], data[i + 1], data[i + 2]);
  }
  return points;
}

Result<Contour> contour_of(const Dataset& item) {
  Contour contour;
  OVERREAD_TRY(contour.type, contour_type(item));
  OVERREAD_TRY(contour.points, points_of(item));
  contour.images = sop_references(item, tags::kContourImageSequence);
  return contour;
}

/// The first of some things that are left out, and how many they are.
struct LeftOut {
  std::size_t count = 0;
  std::string first;

  void note(std::string reason) {
    if (++count == 1) first = std::move(reason);
  }
};

void read_contours_of(const Dataset& item, RegionOfInterest& region, StructureSet& set) {
  const auto contours = item.sequence(tags::kContourSequence);
  LeftOut left_out;
  for (std::size_t i = 0; i < contours.size(); ++i) {
    if (auto contour = contour_of(contours[i])) {
      region.contours.push_back(std::move(*contour));
    } else {
      left_out.note(std::format("contour {}: {}", i + 1, contour.error().message));
    }
  }
  if (left_out.count == 0) return;
  set.problems.push_back(std::format("ROI {}: {} of {} contours not drawn; {}", region.number,
                                     left_out.count, contours.size(), left_out.first));
}

void read_contours(const Dataset& dataset, const ByNumber& by_number, StructureSet& set) {
  LeftOut left_out;
  for (const Dataset& item : dataset.sequence(tags::kRoiContourSequence)) {
    RegionOfInterest* region = referenced_region(item, set, by_number);
    if (region == nullptr) {
      left_out.note(std::format(
          "{} is \"{}\", which {} does not have", describe(tags::kReferencedRoiNumber),
          item.text(tags::kReferencedRoiNumber), describe(tags::kStructureSetRoiSequence)));
      continue;
    }
    if (const auto color = rgb_color(item, tags::kRoiDisplayColor)) region->color = color;
    read_contours_of(item, *region, set);
  }
  if (left_out.count == 0) return;
  set.problems.push_back(std::format("{} items of {} not drawn; {}", left_out.count,
                                     describe(tags::kRoiContourSequence), left_out.first));
}

}  // namespace

Result<StructureSet> structure_set(const Dataset& dataset) {
  StructureSet set;
  ByNumber by_number;
  set.label = dataset.text(tags::kStructureSetLabel);
  set.name = dataset.text(tags::kStructureSetName);
  for (const Dataset& item : dataset.sequence(tags::kStructureSetRoiSequence)) {
    OVERREAD_TRY(RegionOfInterest region, region_of(item));
    if (!by_number.emplace(region.number, set.regions.size()).second) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("{} {} is there twice", describe(tags::kRoiNumber), region.number));
    }
    set.regions.push_back(std::move(region));
  }
  read_contours(dataset, by_number, set);
  for (const Dataset& item : dataset.sequence(tags::kRtRoiObservationsSequence)) {
    // Observations say more about a structure; one about none says nothing.
    if (RegionOfInterest* region = referenced_region(item, set, by_number)) {
      region->interpreted_type = item.text(tags::kRtRoiInterpretedType);
    }
  }
  return set;
}

}  // namespace overread
