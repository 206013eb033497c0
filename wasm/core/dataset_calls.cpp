#include "wasm/core/dataset_calls.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/dicom/json.hpp"
#include "core/image/file_header.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/series.hpp"
#include "wasm/core/binary_values.hpp"
#include "wasm/core/frame_json.hpp"

namespace overread::calls {
namespace {

const char* warning_name(GeometryWarning::Kind kind) {
  switch (kind) {
    case GeometryWarning::Kind::kUnevenSpacing:
      return "uneven-spacing";
    case GeometryWarning::Kind::kMissingSlices:
      return "missing-slices";
    case GeometryWarning::Kind::kDuplicates:
      return "duplicates";
    case GeometryWarning::Kind::kGantryTilt:
      return "gantry-tilt";
    case GeometryWarning::Kind::kMixedOrientation:
      return "mixed-orientation";
    case GeometryWarning::Kind::kShiftedSlices:
      return "shifted-slices";
    case GeometryWarning::Kind::kMixedSpacing:
      return "mixed-spacing";
    case GeometryWarning::Kind::kMissingParts:
      return "missing-parts";
    case GeometryWarning::Kind::kMosaic:
      return "mosaic";
  }
  return "";
}

}  // namespace

Result<void> read_dataset(Call& call) {
  OVERREAD_TRY(DicomFile file, read_dicom_file(call.blob(0)));
  detach_binary_values(file.meta, call);
  detach_binary_values(file.dataset, call);
  // Both parts are JSON already: parsing them to nest them would cost more than making them did.
  call.answer_text(R"({"meta":)" + to_dicom_json(file.meta, DecimalForm::kStrings) + R"(,"dict":)" +
                   to_dicom_json(file.dataset, DecimalForm::kStrings) + "}");
  return {};
}

Result<void> write_dataset(Call& call) {
  const auto dict = call.request().find("dict");
  if (dict == call.request().end()) {
    return fail(ErrorCode::kInvalidArgument, "There is no data set to write");
  }
  OVERREAD_TRY(Dataset dataset, from_dicom_json(dict->dump()));
  // The application's data sets carry their bytes in the JSON; the package's carry numbers of
  // blobs.
  const bool is_inline = call.request().value("inlineBinary", false);
  if (!is_inline) OVERREAD_CHECK(attach_binary_values(dataset, call));
  OVERREAD_TRY(Bytes bytes, write_dicom_file(dataset, call.text("transferSyntaxUid")));
  call.attach(std::move(bytes));
  return {};
}

Result<void> decode_frame(Call& call) {
  OVERREAD_TRY(DecodedFrame frame,
               overread::decode_frame(call.blob(0), call.integer("frameNumber", 1)));
  call.answer(frame_json(frame));
  call.attach(std::move(frame.pixels));
  return {};
}

Result<void> instance_header(Call& call) {
  const ByteView bytes = call.blob(0);
  OVERREAD_TRY(const DicomFile file,
               read_dicom_file(bytes, {.with_pixel_data = false, .scope = ReadScope::kPublic}));
  // The blob may be only the beginning of the file.
  const std::uint64_t file_bytes = std::max<std::uint64_t>(bytes.size(), call.size("fileBytes"));
  OVERREAD_TRY(const InstanceHeader header, file_header(file, bytes, file_bytes));
  call.answer_text(to_json(header));
  return {};
}

Result<void> secondary_capture(Call& call) {
  OVERREAD_TRY(Bytes bytes, secondary_capture_from_picture(call.blob(0), call.text("name")));
  call.attach(std::move(bytes));
  return {};
}

Result<void> group_series(Call& call) {
  std::vector<InstanceHeader> headers;
  for (const auto& item : call.request().value("headers", nlohmann::json::array())) {
    OVERREAD_TRY(InstanceHeader header, instance_header_from_json(item.dump()));
    headers.push_back(std::move(header));
  }
  auto answer = nlohmann::json::array();
  for (const Series& series : group_into_series(std::move(headers))) {
    auto instances = nlohmann::json::array();
    for (const InstanceHeader& header : series.instances)
      instances.push_back(header.sop_instance_uid);
    auto frames = nlohmann::json::array();
    for (const SeriesFrame& frame : series.frames) {
      frames.push_back({frame.instance, frame.frame_number});
    }
    auto warnings = nlohmann::json::array();
    for (const GeometryWarning& warning : series.warnings) {
      warnings.push_back({{"kind", warning_name(warning.kind)},
                          {"value", warning.value},
                          {"low", warning.low},
                          {"high", warning.high},
                          {"numbers", warning.numbers}});
    }
    answer.push_back({{"sopInstanceUids", std::move(instances)},
                      {"frames", std::move(frames)},
                      {"warnings", std::move(warnings)}});
  }
  call.answer({{"series", std::move(answer)}});
  return {};
}

}  // namespace overread::calls
