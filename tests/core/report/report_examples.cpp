#include "tests/core/report/report_examples.hpp"

#include "core/findings/concepts.hpp"
#include "core/report/seg.hpp"

namespace overread::examples {
namespace {

InstanceHeader patient() {
  InstanceHeader header;
  header.patient_name = "Иванова^Анна";
  header.patient_id = "P-17";
  header.patient_birth_date = "20090405";
  header.patient_sex = "F";
  header.study_instance_uid = "1.2.826.0.1.3680043.10.1";
  header.study_date = "20260110";
  header.study_time = "091500";
  header.study_id = "1";
  header.accession_number = "A100";
  return header;
}

Region line(std::string role, Point<Image> from, Point<Image> to) {
  Region region;
  region.kind = RegionKind::kPolyline;
  region.sop_instance_uid = "1.2.826.0.1.3680043.10.1.1.1";
  region.points = {from, to};
  region.role = std::move(role);
  return region;
}

Finding curve(std::string site, std::string side, double angle, std::vector<Grade> grades) {
  Finding finding;
  finding.concept_name = concepts::scoliosis();
  finding.site = site;
  finding.laterality = side;
  finding.probability = 0.934;
  finding.measurements.push_back(
      {concepts::cobb_angle(), angle, "deg", site, side, "end plates of the end vertebrae"});
  finding.grades = std::move(grades);
  finding.regions.push_back(line("superior end plate", {100.0, 200.0}, {150.5, 190.25}));
  finding.regions.push_back(line("inferior end plate", {98.0, 400.0}, {149.0, 415.0}));
  return finding;
}

}  // namespace

ReportModel spine_report() {
  InstanceHeader film = patient();
  film.study_description = "Spine AP";
  film.series_instance_uid = "1.2.826.0.1.3680043.10.1.1";
  film.sop_instance_uid = "1.2.826.0.1.3680043.10.1.1.1";
  film.sop_class_uid = "1.2.840.10008.5.1.4.1.1.1.1";
  film.modality = "DX";
  film.body_part_examined = "SPINE";
  film.view_position = "AP";
  film.series_description = "Spine standing";
  film.rows = 2048;
  film.columns = 1024;
  film.pixel_spacing = {0.35, 0.35};
  film.spacing_source = SpacingSource::kImagerPixelSpacing;

  const ServiceIdentity service{"spine-scoliosis", "1.0.0", std::string(64, 'a'), "teaching"};
  ReportModel model;
  model.instances.push_back(film);
  const Finding proposed =
      curve("thoracic", "right", 31.4, {{"Chaklin", "III", false}, {"SRS", "moderate", false}});
  Finding edited =
      curve("thoracic", "right", 27.6049, {{"Chaklin", "III", true}, {"SRS", "moderate", true}});
  model.findings.push_back({"spine-scoliosis-1", service, edited, proposed, FindingState::kEdited});
  model.findings.push_back({"spine-scoliosis-2", service,
                            curve("lumbar", "left", 12.0, {{"Chaklin", "II", true}}), std::nullopt,
                            FindingState::kRejected});
  ReportRun run;
  run.service = service;
  run.series_instance_uid = film.series_instance_uid;
  run.status = ResultStatus::kFindings;
  run.backend = "wasm";
  run.duration_ms = 812;
  run.probability = 0.97;
  run.threshold = 0.5;
  model.runs.push_back(run);
  model.reader_name = "Petrov^Petr";
  model.content_date = "20260111";
  model.content_time = "101500";
  model.software_version = "0.1.0";
  model.uid_seed = "spine-example";
  return model;
}

Series ct_series() {
  Series series;
  for (int i = 0; i < 5; ++i) {
    InstanceHeader slice = patient();
    slice.series_instance_uid = "1.2.826.0.1.3680043.10.1.2";
    slice.sop_instance_uid = "1.2.826.0.1.3680043.10.1.2." + std::to_string(i + 1);
    slice.sop_class_uid = "1.2.840.10008.5.1.4.1.1.2";
    slice.frame_of_reference_uid = "1.2.826.0.1.3680043.10.1.9";
    slice.modality = "CT";
    slice.body_part_examined = "CHEST";
    slice.series_description = "Lung";
    slice.convolution_kernel = "B60";
    slice.kvp = 120;
    slice.rows = 11;
    slice.columns = 13;
    slice.pixel_spacing = {0.7, 0.8};
    slice.spacing_source = SpacingSource::kPixelSpacing;
    slice.slice_thickness = 1.25;
    slice.planes.push_back({{-10.0, -20.5, 100.0 + 2.0 * i}, {1, 0, 0, 0, 1, 0}});
    series.instances.push_back(slice);
    series.frames.push_back({i, 1});
  }
  return series;
}

LabelMask ct_mask() {
  LabelMask mask;
  mask.columns = 13;
  mask.rows = 11;
  mask.slices = 5;
  mask.labels = {{1,
                  "Emphysema (LAA-950)",
                  {"SCT", "49755003", "Morphologically Abnormal Structure"},
                  concepts::emphysema(),
                  {255, 0, 0}},
                 {2,
                  "Nodule",
                  {"SCT", "49755003", "Morphologically Abnormal Structure"},
                  concepts::nodule(),
                  {0, 255, 0}}};
  mask.values.assign(13 * 11 * 5, 0);
  const auto set = [&](int column, int row, int slice, int label) {
    mask.values[static_cast<std::size_t>((slice * 11 + row) * 13 + column)] =
        static_cast<std::uint8_t>(label);
  };
  for (int slice = 1; slice <= 2; ++slice) {
    for (int row = 5; row < 8; ++row) {
      for (int column = 2; column < 6; ++column) set(column, row, slice, 1);
    }
  }
  for (int column = 8; column < 13; ++column) set(column, 10, 3, 2);
  return mask;
}

ReportModel ct_report() {
  ServiceResult result;
  result.service = {"cct-emphysema", "1.0.0", "", "teaching"};
  result.input.series_instance_uid = "1.2.826.0.1.3680043.10.1.2";
  result.status = ResultStatus::kFindings;
  result.duration_ms = 1480;
  result.measurements.push_back(
      {concepts::lung_volume(), 5432.0, "mL", "both lungs", "both", "voxel count"});
  Finding emphysema;
  emphysema.concept_name = concepts::emphysema();
  emphysema.site = "left lung";
  emphysema.laterality = "left";
  emphysema.measurements.push_back(
      {concepts::laa_950(), 12.34, "%", "left lung", "left", "voxels below -950 HU"});
  emphysema.measurements.push_back({concepts::pd15(), -948.4, "HU", "left lung", "left", ""});
  Region region;
  region.kind = RegionKind::kMask;
  region.mask = "cct-emphysema";
  region.mask_segment = 1;
  emphysema.regions.push_back(region);
  Region box;
  box.kind = RegionKind::kBox;
  box.sop_instance_uid = "1.2.826.0.1.3680043.10.1.2.2";
  box.points = {{2.0, 5.0}, {5.0, 7.0}};
  emphysema.regions.push_back(box);
  result.findings.push_back(emphysema);

  const Series series = ct_series();
  ReportModel model = report_of_result(result, series.instances);
  model.content_date = "20260111";
  model.content_time = "101500";
  model.software_version = "0.1.0";
  model.uid_seed = "ct-example";
  model.masks.push_back({"cct-emphysema", segmentation_series_uid("ct-example", "cct-emphysema"),
                         segmentation_instance_uid("ct-example", "cct-emphysema"),
                         "1.2.826.0.1.3680043.10.1.2"});
  return model;
}

}  // namespace overread::examples
