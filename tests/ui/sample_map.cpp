#include <cmath>
#include <cstring>
#include <memory>

#include "core/app/update.hpp"
#include "core/image/well_known_color_map.hpp"
#include "tests/ui/sample_state.hpp"

// Samples say what they show; what is left out is as the type has it.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"

namespace overread::testing {
namespace {

constexpr const char* kMapOpened = "2026-01-01T12:00:00Z";
constexpr int kEdge = 160;

InstanceHeader map_header() {
  InstanceHeader header;
  header.study_instance_uid = "1.2.3.7";
  header.series_instance_uid = "1.2.3.7.1";
  header.sop_instance_uid = "1.2.3.7.1.1";
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.30";
  header.patient_name = "Doe^Jane";
  header.modality = "MR";
  header.study_description = "Prostate";
  header.series_description = "ADC";
  header.photometric_interpretation = "MONOCHROME2";
  header.rows = header.columns = kEdge;
  header.bits_allocated = header.bits_stored = 32;
  header.pixel_spacing = {1.2, 1.2};
  header.spacing_source = SpacingSource::kPixelSpacing;
  header.pixels.voi_function = VoiFunction::kLinearExact;
  header.pixels.windows = {{.center = 0.0015, .width = 0.003}};
  header.pixels.color_map = well_known_color_map(kHotIronUid);
  header.real_world_values = {{{.unit = "mm2/s", .quantity = "Apparent Diffusion Coefficient"}}};
  return header;
}

std::shared_ptr<const DecodedFrame> map_frame() {
  auto frame = std::make_shared<DecodedFrame>();
  frame->rows = frame->columns = kEdge;
  frame->bits_allocated = frame->bits_stored = 32;
  frame->sample_type = SampleType::kFloat32;
  frame->photometric_interpretation = "MONOCHROME2";
  frame->pixels.resize(sizeof(float) * kEdge * kEdge);
  for (int row = 0; row < kEdge; ++row) {
    for (int column = 0; column < kEdge; ++column) {
      const double x = (column - kEdge / 2) / 70.0, y = (row - kEdge / 2) / 60.0;
      const double inside =
          x * x + y * y < 1 ? 0.0012 + 0.0009 * std::sin(4 * x) * std::cos(5 * y) : 0.0;
      const double spot = 0.0014 * std::exp(-((x - 0.3) * (x - 0.3) + y * y) * 30);
      const auto value = static_cast<float>(inside + spot);
      std::memcpy(
          frame->pixels.data() + sizeof value * static_cast<std::size_t>(row * kEdge + column),
          &value, sizeof value);
    }
  }
  return frame;
}

}  // namespace

State mapped_state() {
  State state = empty_state();
  update(state, command::AddInstances{{map_header()}}, kMapOpened);
  update(state, command::FrameDecoded{"1.2.3.7.1.1", 1, map_frame()}, kMapOpened);
  return state;
}

}  // namespace overread::testing
