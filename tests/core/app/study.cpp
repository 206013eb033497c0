#include "study.hpp"

#include <cmath>
#include <format>
#include <numbers>

#include "core/app/update.hpp"
#include "core/findings/concepts.hpp"

namespace overread::testing {

std::vector<InstanceHeader> ct_series(int slices, const std::string& study) {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < slices; ++i) {
    InstanceHeader header;
    header.study_instance_uid = study;
    header.series_instance_uid = study + ".1";
    header.sop_instance_uid = std::format("{}.1.{}", study, i + 1);
    header.modality = "CT";
    header.patient_name = "Phantom^One";
    header.instance_number = i + 1;
    header.rows = header.columns = 4;
    header.bits_allocated = header.bits_stored = 16;
    header.pixel_spacing = {0.5, 0.5};
    header.spacing_source = SpacingSource::kPixelSpacing;
    header.photometric_interpretation = "MONOCHROME2";
    header.pixels.rescale_intercept = -1024.0;
    header.pixels.rescale_type = "HU";
    header.pixels.windows = {{40.0, 400.0, ""}};
    header.planes = {FramePlane{{0.0, 0.0, 2.5 * i}, {1, 0, 0, 0, 1, 0}}};
    headers.push_back(header);
  }
  return headers;
}

std::shared_ptr<const DecodedFrame> blank_frame() {
  auto frame = std::make_shared<DecodedFrame>();
  frame->rows = frame->columns = 4;
  frame->photometric_interpretation = "MONOCHROME2";
  frame->sample_type = SampleType::kUint16;
  frame->pixels.assign(4 * 4 * 2, 0);
  return frame;
}

State state_with_ct(int slices) {
  State state;
  update(state,
         command::OfferServices{{{.id = "cct-emphysema",
                                  .version = "1.0.0",
                                  .name_en = "Emphysema",
                                  .name_ru = "Эмфизема",
                                  .modalities = {"CT"}},
                                 {.id = "spine-scoliosis",
                                  .version = "1.0.0",
                                  .name_en = "Scoliosis",
                                  .name_ru = "Сколиоз",
                                  .modalities = {"DX", "CR", "OT"}}}},
         "");
  update(state, command::AddInstances{ct_series(slices)}, "");
  return state;
}

std::vector<Effect> decode_all(State& state) {
  std::vector<Effect> asked;
  const std::vector<InstanceHeader> instances = state.instances;
  for (const InstanceHeader& header : instances) {
    const auto effects =
        update(state, command::FrameDecoded{header.sop_instance_uid, 1, blank_frame()}, "");
    asked.insert(asked.end(), effects.begin(), effects.end());
  }
  return asked;
}

Finding curve_of_twenty_degrees() {
  const double rise = 100.0 * std::tan(10.0 * std::numbers::pi / 180.0);
  Finding finding;
  finding.concept_name = concepts::scoliosis();
  finding.site = "thoracic";
  finding.laterality = "right";
  finding.measurements = {{concepts::cobb_angle(), 20.0, "deg", "thoracic", "right", "end plates"}};
  finding.grades = {{"Chaklin", "II", false}, {"SRS", "mild", false}};
  finding.regions = {{.kind = RegionKind::kPolyline,
                      .sop_instance_uid = "1.2.3.1.1",
                      .points = {{100, 100}, {200, 100 + rise}},
                      .role = "superior end plate"},
                     {.kind = RegionKind::kPolyline,
                      .sop_instance_uid = "1.2.3.1.1",
                      .points = {{100, 300 + rise}, {200, 300}},
                      .role = "inferior end plate"}};
  return finding;
}

ServiceResult result_with(Finding finding) {
  ServiceResult result;
  result.service = {"cct-emphysema", "1.0.0", "", "teaching"};
  result.status = ResultStatus::kFindings;
  result.findings = {std::move(finding)};
  return result;
}

}  // namespace overread::testing
