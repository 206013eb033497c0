#include "wasm/core/service_calls.hpp"

#include <emscripten/em_js.h>

#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/ai/service.hpp"
#include "core/ai/service_package.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/frame_reader.hpp"
#include "core/image/file_header.hpp"
#include "wasm/core/mask_json.hpp"

// NOLINTNEXTLINE
EM_JS(void, overread_report_progress, (double fraction), {
  if (Module.onProgress) Module.onProgress(fraction);
});

namespace overread::calls {
namespace {

using nlohmann::json;

/// Runs that wait for their network, by the number JavaScript knows them by.
std::map<int, std::unique_ptr<ServiceRun>>& waiting_runs() {
  static std::map<int, std::unique_ptr<ServiceRun>> runs;
  return runs;
}

bool report(double fraction) {
  overread_report_progress(fraction);
  return true;
}

/// What a service is given; nothing when the instances form several stacks.
struct GivenInput {
  ServiceInput input;
  std::size_t stack_count = 1;
};

/// A file on its way to frames.
struct GivenFile {
  std::size_t blob = 0;
  std::size_t frames_left = 0;
  std::optional<FrameReader> reader{};
};

/// Frees each file with the last of its frames: together they are as large as the frames.
Result<std::vector<Frame>> decoded_frames(Call& call, const Series& series,
                                          std::map<std::string, GivenFile>& files) {
  const auto header_of = [&](const SeriesFrame& frame) -> const InstanceHeader& {
    return series.instances[static_cast<std::size_t>(frame.instance)];
  };
  for (const SeriesFrame& frame : series.frames) {
    ++files[header_of(frame).sop_instance_uid].frames_left;
  }
  std::vector<Frame> frames;
  for (const SeriesFrame& frame : series.frames) {
    const InstanceHeader& header = header_of(frame);
    GivenFile& file = files[header.sop_instance_uid];
    if (!file.reader) {
      OVERREAD_TRY(file.reader, FrameReader::open(call.blob(file.blob)));
    }
    OVERREAD_TRY(DecodedFrame decoded, file.reader->frame(frame.frame_number));
    frames.push_back({std::make_shared<const DecodedFrame>(std::move(decoded)),
                      header.pixel_transform(frame.frame_number)});
    if (--file.frames_left > 0) continue;
    file.reader.reset();
    call.take_blob(file.blob).reset();
  }
  return frames;
}

Result<GivenInput> service_input(Call& call) {
  std::vector<InstanceHeader> headers;
  std::map<std::string, GivenFile> files;
  for (std::size_t index = 0; index < call.blob_count(); ++index) {
    const ByteView bytes = call.blob(index);
    OVERREAD_TRY(const DicomFile file,
                 read_dicom_file(bytes, {.with_pixel_data = false, .scope = ReadScope::kPublic}));
    OVERREAD_TRY(InstanceHeader header, file_header(file, bytes, bytes.size()));
    files[header.sop_instance_uid].blob = index;
    headers.push_back(std::move(header));
  }
  std::vector<Series> series = group_into_series(std::move(headers));
  if (series.empty()) {
    return fail(ErrorCode::kInvalidArgument, "There are no instances to read");
  }
  GivenInput given{.input = {.series = std::move(series.front()), .frames = {}},
                   .stack_count = series.size()};
  if (given.stack_count > 1) return given;
  OVERREAD_TRY(given.input.frames, decoded_frames(call, given.input.series, files));
  return given;
}

/// Frames of one enhanced instance may form several stacks, and a service could not say which of
/// them it spoke of.
ServiceOutcome refused_stacks(const ServicePackage& package, const GivenInput& given) {
  ServiceOutcome outcome;
  outcome.result = empty_result(package, given.input.series);
  outcome.result.status = ResultStatus::kRefused;
  outcome.result.reason =
      Reason{"several-stacks", "The instances form " + std::to_string(given.stack_count) +
                                   " stacks, the service reads one"};
  return outcome;
}

void answer_outcome(Call& call, ServiceOutcome outcome) {
  // The result is JSON already, in the contract's order.
  std::string answer = R"({"result":)" + to_json(outcome.result);
  if (outcome.mask) {
    answer += R"(,"mask":)" +
              describe_mask(*outcome.mask).dump(-1, ' ', false, json::error_handler_t::replace);
    call.attach(std::move(outcome.mask->values));
  }
  call.answer_text(answer + "}");
}

Result<std::vector<Tensor>> tensors_of(Call& call) {
  std::vector<Tensor> tensors;
  for (const json& described : call.request().value("tensors", json::array())) {
    const ByteView values = call.blob(tensors.size());
    Tensor tensor{.name = described.value("name", std::string()),
                  .shape = described.value("shape", std::vector<std::int64_t>()),
                  .values = std::vector<float>(values.size() / sizeof(float))};
    std::memcpy(tensor.values.data(), values.data(), tensor.values.size() * sizeof(float));
    tensors.push_back(std::move(tensor));
  }
  return tensors;
}

}  // namespace

Result<void> check_service(Call& call) {
  OVERREAD_TRY(const ServicePackage package, parse_service_package(call.text("package")));
  json files = json::array();
  for (const ServiceFile& file : package.files) {
    files.push_back(
        {{"name", file.name}, {"role", file.role}, {"sha256", file.sha256}, {"size", file.size}});
  }
  json inputs = json::array();
  for (const ServiceInputSpec& input : package.inputs) inputs.push_back(input.name);
  call.answer({{"id", package.id},
               {"version", package.version},
               {"backend", package.backend},
               {"evidence", package.evidence_level},
               {"name", {{"en", package.name.en}, {"ru", package.name.ru}}},
               {"modalities", package.accepts.modalities},
               {"inputs", std::move(inputs)},
               {"files", std::move(files)}});
  return {};
}

Result<void> verify_service_file(Call& call) {
  OVERREAD_TRY(const ServicePackage package, parse_service_package(call.text("package")));
  const auto size = static_cast<std::uint64_t>(call.integer("size", -1));
  return verify_file(package, call.text("name"), size, call.text("sha256"));
}

Result<void> begin_service(Call& call) {
  OVERREAD_TRY(const ServicePackage package, parse_service_package(call.text("package")));
  OVERREAD_TRY(GivenInput given, service_input(call));
  if (given.stack_count > 1) {
    answer_outcome(call, refused_stacks(package, given));
    return {};
  }
  OVERREAD_TRY(std::unique_ptr<ServiceRun> run, make_service_run(package, std::move(given.input)));
  OVERREAD_TRY(auto begun, run->begin(report));
  if (auto* outcome = std::get_if<ServiceOutcome>(&begun)) {
    answer_outcome(call, std::move(*outcome));
    return {};
  }
  json tensors = json::array();
  for (const Tensor& tensor : std::get<std::vector<Tensor>>(begun)) {
    tensors.push_back({{"name", tensor.name}, {"shape", tensor.shape}});
    Bytes values(tensor.values.size() * sizeof(float));
    std::memcpy(values.data(), tensor.values.data(), values.size());
    call.attach(std::move(values));
  }
  static int last_run = 0;
  waiting_runs()[++last_run] = std::move(run);
  call.answer({{"run", last_run}, {"tensors", std::move(tensors)}});
  return {};
}

Result<void> finish_service(Call& call) {
  const auto found = waiting_runs().find(call.integer("run", 0));
  if (found == waiting_runs().end()) {
    return fail(ErrorCode::kInvalidArgument, "No such run waits for its network");
  }
  const std::unique_ptr<ServiceRun> run = std::move(found->second);
  waiting_runs().erase(found);
  OVERREAD_TRY(const std::vector<Tensor> outputs, tensors_of(call));
  OVERREAD_TRY(ServiceOutcome outcome, run->finish(outputs, report));
  answer_outcome(call, std::move(outcome));
  return {};
}

Result<void> drop_service(Call& call) {
  waiting_runs().erase(call.integer("run", 0));
  return {};
}

}  // namespace overread::calls
