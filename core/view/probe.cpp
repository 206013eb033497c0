#include "core/view/probe.hpp"

#include <cmath>

#include "core/geometry/image_plane.hpp"
#include "core/image/color.hpp"
#include "core/image/modality_lut.hpp"

namespace overread {
namespace {

std::optional<Point<Patient>> patient_at(const InstanceHeader& header, int frame_number,
                                         Point<Image> at) {
  const FramePlane* plane = header.plane(frame_number);
  const auto spacing = header.measures(frame_number).pixel_spacing;
  if (plane == nullptr || !spacing) return std::nullopt;
  const auto image_plane =
      ImagePlane::create(plane->image_position_patient, plane->image_orientation_patient, *spacing);
  if (!image_plane) return std::nullopt;
  return image_plane->patient_from_image(at);
}

/// One pixel as a frame of its own, so that color has one implementation.
std::optional<std::array<std::uint8_t, 3>> color_at(const Frame& frame, int column, int row) {
  const DecodedFrame& stored = *frame.stored;
  const std::size_t pixel =
      static_cast<std::size_t>(row) * static_cast<std::size_t>(stored.columns) +
      static_cast<std::size_t>(column);
  const std::size_t pixels =
      static_cast<std::size_t>(stored.rows) * static_cast<std::size_t>(stored.columns);
  const std::size_t size = stored.pixels.size() / pixels;
  DecodedFrame single = {.rows = 1,
                         .columns = 1,
                         .samples_per_pixel = stored.samples_per_pixel,
                         .bits_allocated = stored.bits_allocated,
                         .bits_stored = stored.bits_stored,
                         .pixel_representation = stored.pixel_representation,
                         .frame_count = 1,
                         .photometric_interpretation = stored.photometric_interpretation,
                         .sample_type = stored.sample_type,
                         .pixels = {}};
  const auto from = stored.pixels.begin() + static_cast<std::ptrdiff_t>(pixel * size);
  single.pixels.assign(from, from + static_cast<std::ptrdiff_t>(size));
  const auto rgb = rgb_image({.stored = std::make_shared<const DecodedFrame>(std::move(single)),
                              .transform = frame.transform});
  if (!rgb) return std::nullopt;
  return std::array{(*rgb)[0], (*rgb)[1], (*rgb)[2]};
}

}  // namespace

std::optional<Probe> probe(const Frame& frame, const InstanceHeader& header, int frame_number,
                           const Transform<Image, Viewport>& image_from_viewport,
                           Point<Viewport> at) {
  const Point<Image> place = image_from_viewport * at;
  const double column = std::floor(place.x() + 0.5);
  const double row = std::floor(place.y() + 0.5);
  if (!(column >= 0 && row >= 0 && column < frame.columns() && row < frame.rows())) {
    return std::nullopt;
  }
  Probe found{.column = static_cast<int>(column), .row = static_cast<int>(row)};
  found.patient = patient_at(header, frame_number, place);
  if (frame.is_color()) {
    found.rgb = color_at(frame, found.column, found.row);
    return found;
  }
  found.stored_value = frame.stored_value(found.column, found.row);
  found.modality_value = apply_modality_lut(found.stored_value, frame.transform);
  // Floats that are no number are drawn as padding.
  found.is_padding =
      is_padding(found.stored_value, frame.transform) || std::isnan(found.modality_value);
  found.unit = frame.transform.rescale_type;
  if (found.is_padding) return found;
  const auto mappings = header.real_world_value_mappings(frame_number);
  if (const RealWorldValueMapping* mapping = mapping_of(mappings, found.stored_value)) {
    found.real_world = {.value = *real_world_value(*mapping, found.stored_value),
                        .unit = mapping->unit,
                        .quantity = mapping->quantity};
  }
  return found;
}

}  // namespace overread
