#include "tests/core/ai/chest_ct_input.hpp"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/dicom/file.hpp"

namespace overread {

ServiceInput chest_ct_input(const ChestCtSeries& phantom) {
  std::vector<InstanceHeader> headers;
  std::map<std::string, Frame> frames;
  for (const ChestCtFile& file : phantom.files) {
    auto read = read_dicom_file(file.bytes, {.with_pixel_data = false});
    if (!read) FAIL(read.error().message);
    auto header = instance_header(read->dataset, read->transfer_syntax_uid);
    if (!header) FAIL(header.error().message);
    auto decoded = decode_frame(file.bytes);
    if (!decoded) FAIL(decoded.error().message);
    frames[header->sop_instance_uid] = {std::make_shared<const DecodedFrame>(*std::move(decoded)),
                                        header->pixels};
    headers.push_back(*std::move(header));
  }
  std::vector<Series> series = group_into_series(std::move(headers));
  REQUIRE(series.size() == 1);
  ServiceInput input;
  input.series = std::move(series.front());
  for (const SeriesFrame& frame : input.series.frames) {
    input.frames.push_back(frames.at(
        input.series.instances[static_cast<std::size_t>(frame.instance)].sop_instance_uid));
  }
  return input;
}

ServicePackage emphysema_package() {
  std::ifstream file(std::string(OVERREAD_SOURCE_DIR) + "/models/cct-emphysema/service.json");
  std::ostringstream text;
  text << file.rdbuf();
  auto package = parse_service_package(text.str());
  if (!package) FAIL(package.error().message);
  return *std::move(package);
}

double measured(const std::vector<Measurement>& measurements, std::string_view meaning,
                std::string_view laterality) {
  for (const Measurement& one : measurements) {
    if (one.concept_name.meaning == meaning && one.laterality == laterality) return one.value;
  }
  FAIL("no measurement " << meaning << " " << laterality);
  return 0.0;
}

}  // namespace overread
