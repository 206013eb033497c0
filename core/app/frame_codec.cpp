#include "core/app/frame_codec.hpp"

#include <algorithm>
#include <array>
#include <format>

#include "core/findings/finding_json.hpp"

namespace overread {
namespace {

constexpr int kDimensionLimit = 65535;  // Rows and Columns are US. PS3.3 C.7.6.3
constexpr std::size_t kBytesLimit = 1u << 30;
constexpr int kFirstOverlayGroup = 0x6000, kLastOverlayGroup = 0x60FF;

constexpr std::array<std::pair<std::string_view, SampleType>, 8> kSampleTypes = {{
    {"uint8", SampleType::kUint8},
    {"int8", SampleType::kInt8},
    {"uint16", SampleType::kUint16},
    {"int16", SampleType::kInt16},
    {"uint32", SampleType::kUint32},
    {"int32", SampleType::kInt32},
    {"float32", SampleType::kFloat32},
    {"float64", SampleType::kFloat64},
}};

Result<void> expect_size(ByteView bytes, std::size_t expected, std::string_view what) {
  if (bytes.size() == expected) return {};
  return fail(ErrorCode::kTruncated,
              std::format("{} has {} bytes, must be {}", what, bytes.size(), expected));
}

constexpr std::array<std::pair<std::string_view, OverlayUse>, 3> kOverlayUses = {{
    {"graphics", OverlayUse::kGraphics},
    {"region", OverlayUse::kRegion},
    {"shutter", OverlayUse::kShutter},
}};

Result<OverlayPlane> overlay_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  OverlayPlane plane;
  OVERREAD_TRY(plane.columns, object.integer("columns", 1, kDimensionLimit));
  OVERREAD_TRY(plane.rows, object.integer("rows", 1, kDimensionLimit));
  OVERREAD_TRY(plane.left, object.integer("left", -kDimensionLimit, kDimensionLimit));
  OVERREAD_TRY(plane.top, object.integer("top", -kDimensionLimit, kDimensionLimit));
  OVERREAD_TRY(const std::string use, object.choice("use", {"graphics", "region", "shutter"}));
  plane.use =
      std::ranges::find(kOverlayUses, use, &std::pair<std::string_view, OverlayUse>::first)->second;
  OVERREAD_TRY(plane.group, object.integer("group", kFirstOverlayGroup, kLastOverlayGroup));
  OVERREAD_TRY(plane.label, object.optional_text("label"));
  OVERREAD_TRY(plane.description, object.optional_text("description"));
  return plane;
}

/// Gives the planes their bits, which follow each other in `bits`.
Result<void> fill_overlays(std::vector<OverlayPlane>& planes, ByteView bits) {
  std::uint64_t wanted = 0;
  for (const OverlayPlane& plane : planes) {
    OVERREAD_TRY(const std::size_t size, overlay_byte_count(plane.columns, plane.rows));
    wanted += size;
  }
  if (bits.size() != wanted) {
    return fail(ErrorCode::kTruncated,
                std::format("overlays have {} bytes, must be {}", bits.size(), wanted));
  }
  for (OverlayPlane& plane : planes) {
    OVERREAD_TRY(const std::size_t size, overlay_byte_count(plane.columns, plane.rows));
    plane.bits.assign(bits.begin(), bits.begin() + static_cast<std::ptrdiff_t>(size));
    bits = bits.subspan(size);
  }
  return {};
}

Result<Concept> member_concept(const JsonObject& object, std::string_view key) {
  const Json* value = object.find(key);
  if (value == nullptr) {
    return fail(ErrorCode::kInvalidJson, std::format("{} is missing", object.path_of(key)));
  }
  return concept_from_json(*value, object.path_of(key));
}

Result<LabelMask::Label> label_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  LabelMask::Label label;
  OVERREAD_TRY(label.number, object.integer("number", 1, 255));
  OVERREAD_TRY(label.name, object.text("name"));
  OVERREAD_TRY(label.category, member_concept(object, "category"));
  OVERREAD_TRY(label.type, member_concept(object, "type"));
  OVERREAD_TRY(const auto rgb, object.array("rgb", [](const Json& v, const std::string& p) {
    return v.is_number_integer() && v.get<int>() >= 0 && v.get<int>() <= 255
               ? Result<int>(v.get<int>())
               : Result<int>(fail(ErrorCode::kInvalidJson, std::format("{} must be 0–255", p)));
  }));
  if (rgb.size() != 3) {
    return fail(ErrorCode::kInvalidJson,
                std::format("{}.rgb has {} numbers, must be 3", path, rgb.size()));
  }
  std::ranges::transform(rgb, label.rgb.begin(),
                         [](int component) { return static_cast<std::uint8_t>(component); });
  return label;
}

Result<LabelMask> mask_from_json(const JsonObject& object, ByteView values) {
  LabelMask mask;
  OVERREAD_TRY(mask.columns, object.integer("columns", 1, kDimensionLimit));
  OVERREAD_TRY(mask.rows, object.integer("rows", 1, kDimensionLimit));
  OVERREAD_TRY(mask.slices, object.integer("slices", 1, kDimensionLimit));
  OVERREAD_TRY(mask.labels, object.array("labels", label_from_json));
  OVERREAD_TRY(const std::size_t size, checked_product({static_cast<std::uint64_t>(mask.columns),
                                                        static_cast<std::uint64_t>(mask.rows),
                                                        static_cast<std::uint64_t>(mask.slices)},
                                                       kBytesLimit, "mask"));
  OVERREAD_CHECK(expect_size(values, size, "mask"));
  mask.values.assign(values.begin(), values.end());
  return mask;
}

}  // namespace

Result<command::FrameDecoded> frame_decoded(const JsonObject& object, ByteView bytes) {
  command::FrameDecoded decoded;
  auto frame = std::make_shared<DecodedFrame>();
  OVERREAD_TRY(decoded.sop_instance_uid, object.text("sop_instance_uid"));
  OVERREAD_TRY(decoded.frame_number, object.integer("frame_number", 1, 1 << 24));
  OVERREAD_TRY(frame->rows, object.integer("rows", 1, kDimensionLimit));
  OVERREAD_TRY(frame->columns, object.integer("columns", 1, kDimensionLimit));
  OVERREAD_TRY(frame->samples_per_pixel, object.integer("samples_per_pixel", 1, 3));
  OVERREAD_TRY(frame->bits_allocated, object.integer("bits_allocated", 1, 64));
  OVERREAD_TRY(frame->bits_stored, object.integer("bits_stored", 1, 64));
  OVERREAD_TRY(frame->pixel_representation, object.integer("pixel_representation", 0, 1));
  OVERREAD_TRY(frame->frame_count, object.integer("frame_count", 1, 1 << 24));
  OVERREAD_TRY(frame->photometric_interpretation, object.text("photometric_interpretation"));
  OVERREAD_TRY(const std::string type,
               object.choice("sample_type", {"uint8", "int8", "uint16", "int16", "uint32", "int32",
                                             "float32", "float64"}));
  frame->sample_type =
      std::ranges::find(kSampleTypes, type, &std::pair<std::string_view, SampleType>::first)
          ->second;
  OVERREAD_TRY(const std::size_t size,
               checked_product({static_cast<std::uint64_t>(frame->rows),
                                static_cast<std::uint64_t>(frame->columns),
                                static_cast<std::uint64_t>(frame->samples_per_pixel),
                                bytes_per_sample(frame->sample_type)},
                               kBytesLimit, "Rows × Columns × Samples per Pixel"));
  OVERREAD_TRY(decoded.coarse, object.optional_flag("coarse"));
  OVERREAD_TRY(decoded.overlays, object.optional_array("overlays", overlay_from_json));
  OVERREAD_TRY(decoded.overlay_problems, object.optional_array("overlay_problems", json_string));
  const ByteView pixels = bytes.first(std::min(bytes.size(), size));
  OVERREAD_CHECK(expect_size(decoded.overlays.empty() ? bytes : pixels, size, "pixels"));
  OVERREAD_CHECK(fill_overlays(decoded.overlays, bytes.subspan(pixels.size())));
  frame->pixels.assign(pixels.begin(), pixels.end());
  decoded.stored = std::move(frame);
  return decoded;
}

Result<command::FinishRun> finish_run(const JsonObject& object, ByteView mask_values) {
  command::FinishRun finished;
  OVERREAD_TRY(finished.run_id, object.text("run_id"));
  const Json* result = object.find("result");
  if (result == nullptr) return fail(ErrorCode::kInvalidJson, "result is missing");
  OVERREAD_TRY(finished.result, service_result_from_json(json_text(*result)));
  if (object.find("mask") != nullptr) {
    OVERREAD_TRY(const JsonObject inner, object.object("mask"));
    OVERREAD_TRY(LabelMask mask, mask_from_json(inner, mask_values));
    finished.mask = std::make_shared<const LabelMask>(std::move(mask));
  }
  return finished;
}

}  // namespace overread
