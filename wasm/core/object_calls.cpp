#include "wasm/core/object_calls.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/dicom/frame_reader.hpp"
#include "core/dicom/jpeg_xl.hpp"
#include "core/findings/result.hpp"
#include "core/image/series.hpp"
#include "core/objects/media_directory.hpp"
#include "core/objects/object_card.hpp"
#include "core/objects/object_codec.hpp"
#include "core/phantom/phantom.hpp"
#include "core/report/report_model.hpp"
#include "core/report/seg.hpp"
#include "core/report/sr_tid1500.hpp"
#include "wasm/core/mask_json.hpp"

namespace overread::calls {
namespace {

Result<ServiceResult> result_of(Call& call) {
  const auto found = call.request().find("result");
  if (found == call.request().end()) {
    return fail(ErrorCode::kInvalidArgument, "There is no result to write");
  }
  return service_result_from_json(found->dump());
}

Result<std::vector<InstanceHeader>> headers_of(Call& call) {
  std::vector<InstanceHeader> headers;
  for (const auto& item : call.request().value("headers", nlohmann::json::array())) {
    OVERREAD_TRY(InstanceHeader header, instance_header_from_json(item.dump()));
    headers.push_back(std::move(header));
  }
  return headers;
}

Result<void> answer_file(Call& call, const Dataset& dataset) {
  OVERREAD_TRY(Bytes bytes, write_dicom_file(dataset));
  call.attach(std::move(bytes));
  return {};
}

}  // namespace

Result<void> version(Call& call) {
  call.answer({{"version", OVERREAD_VERSION}});
  return {};
}

Result<void> read_object(Call& call) {
  OVERREAD_TRY(const DicomFile file, read_dicom_file(call.blob(0)));
  std::optional<FrameReader> reader;
  const auto frame_of_file = [&](int frame_number) -> Result<DecodedFrame> {
    if (!reader) {
      OVERREAD_TRY(reader, FrameReader::open(call.blob(0)));
    }
    return reader->frame(frame_number);
  };
  OVERREAD_TRY(ObjectContent content, overread::read_object(file, frame_of_file));
  ObjectMessage message = object_message(std::move(content));
  call.answer_text(std::move(message.json));
  call.attach(std::move(message.bytes));
  return {};
}

Result<void> wrapped_bytes(Call& call) {
  OVERREAD_TRY(const DicomFile file, read_dicom_file(call.blob(0)));
  OVERREAD_TRY(Bytes wrapped, overread::wrapped_bytes(file));
  call.attach(std::move(wrapped));
  return {};
}

Result<void> jpeg_xl_frames(Call& call) {
  OVERREAD_TRY(const DicomFile file, read_dicom_file(call.blob(0)));
  OVERREAD_TRY(std::vector<Bytes> frames, overread::jpeg_xl_frames(file));
  for (Bytes& frame : frames) call.attach(std::move(frame));
  return {};
}

Result<void> with_decoded_frames(Call& call) {
  OVERREAD_TRY(DicomFile file, read_dicom_file(call.blob(0)));
  std::vector<ByteView> frames;
  for (std::size_t i = 1; i < call.blob_count(); ++i) frames.push_back(call.blob(i));
  OVERREAD_TRY(const Dataset dataset,
               overread::with_decoded_frames(std::move(file.dataset), frames));
  return answer_file(call, dataset);
}

Result<void> media_directory(Call& call) {
  OVERREAD_TRY(const DicomFile file, read_dicom_file(call.blob(0), {.with_pixel_data = false}));
  const auto files = overread::media_directory(file);
  call.answer({{"files", files ? nlohmann::json(*files) : nlohmann::json()}});
  return {};
}

Result<void> make_phantom(Call& call) {
  const auto seed = call.request().find("seed");
  if (seed == call.request().end() || !seed->is_number_unsigned()) {
    return fail(ErrorCode::kInvalidArgument, "seed must be a whole number from 0");
  }
  OVERREAD_TRY(std::vector<PhantomFile> files,
               overread::make_phantom(call.text("kind"), seed->get<std::uint64_t>()));
  auto names = nlohmann::json::array();
  for (PhantomFile& file : files) {
    names.push_back(file.name);
    call.attach(std::move(file.bytes));
  }
  call.answer({{"names", std::move(names)}});
  return {};
}

Result<void> structured_report(Call& call) {
  OVERREAD_TRY(const ServiceResult result, result_of(call));
  OVERREAD_TRY(const std::vector<InstanceHeader> headers, headers_of(call));
  ReportModel model = report_of_result(result, headers);
  model.language = call.text("language") == "ru" ? Language::kRussian : Language::kEnglish;
  model.content_date = call.text("date");
  model.content_time = call.text("time");
  model.uid_seed = call.text("uidSeed");
  model.software_version = OVERREAD_VERSION;
  if (const std::string mask = call.text("maskName"); !mask.empty()) {
    model.masks.push_back(
        {.name = mask,
         .series_instance_uid = segmentation_series_uid(model.uid_seed, result.service.id),
         .sop_instance_uid = segmentation_instance_uid(model.uid_seed, result.service.id),
         .source_series_instance_uid = result.input.series_instance_uid});
  }
  OVERREAD_TRY(const Dataset dataset, overread::structured_report(model));
  return answer_file(call, dataset);
}

Result<void> segmentation(Call& call) {
  OVERREAD_TRY(const ServiceResult result, result_of(call));
  OVERREAD_TRY(std::vector<InstanceHeader> headers, headers_of(call));
  OVERREAD_TRY(const LabelMask mask,
               mask_from(call.request().value("mask", nlohmann::json()), call.blob(0)));
  const std::vector<Series> series = group_into_series(std::move(headers));
  if (series.size() != 1) {
    return fail(ErrorCode::kInvalidGeometry, "The instances of a mask must form one stack");
  }
  OVERREAD_TRY(const Dataset dataset,
               overread::segmentation(mask, series.front(),
                                      {.name = result.service.id,
                                       .service = result.service,
                                       .description = result.service.id,
                                       .origin = {.date = call.text("date"),
                                                  .time = call.text("time"),
                                                  .software_version = OVERREAD_VERSION,
                                                  .uid_seed = call.text("uidSeed")}}));
  return answer_file(call, dataset);
}

}  // namespace overread::calls
