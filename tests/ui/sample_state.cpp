#include "tests/ui/sample_state.hpp"

#include <cmath>
#include <functional>
#include <memory>

#include "core/app/update.hpp"

// Samples say what they show; what is left out is as the type has it.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"

namespace overread::testing {
namespace {

constexpr const char* kNow = "2026-01-01T12:00:00Z";

InstanceHeader header_of(const std::string& study, const std::string& series,
                         const std::string& instance) {
  InstanceHeader header;
  header.study_instance_uid = study;
  header.series_instance_uid = series;
  header.sop_instance_uid = instance;
  header.patient_name = "Иванова^Анна^Сергеевна";
  header.patient_id = "PH-000731";
  header.patient_birth_date = "20090412";
  header.patient_sex = "F";
  header.patient_age = "016Y";
  header.study_date = "20260114";
  header.study_time = "093000";
  header.institution_name = "City Hospital";
  header.photometric_interpretation = "MONOCHROME2";
  header.bits_allocated = 16;
  header.bits_stored = 12;
  return header;
}

InstanceHeader spine_header() {
  InstanceHeader header = header_of("1.2.3.1", "1.2.3.1.1", "1.2.3.1.1.1");
  header.modality = "DX";
  header.body_part_examined = "SPINE";
  header.view_position = "AP";
  header.study_description = "Whole spine";
  header.series_description = "Spine AP standing";
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.1.1";
  header.rows = 900;
  header.columns = 420;
  header.pixel_spacing = {0.9, 0.9};
  header.spacing_source = SpacingSource::kPixelSpacing;
  header.patient_orientation_row = "L";
  header.patient_orientation_column = "F";
  header.pixels.windows = {{.center = 2048, .width = 3600}};
  return header;
}

InstanceHeader chest_header(int slice) {
  InstanceHeader header =
      header_of("1.2.3.2", "1.2.3.2.1", "1.2.3.2.1." + std::to_string(slice + 1));
  header.modality = "CT";
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.2";
  header.study_description = "Chest CT without contrast";
  header.series_description = "Lung 2.5 mm";
  header.instance_number = slice + 1;
  header.rows = header.columns = 256;
  header.bits_stored = 16;
  header.pixel_representation = 1;
  header.pixel_spacing = {1.4, 1.4};
  header.spacing_source = SpacingSource::kPixelSpacing;
  header.slice_thickness = 2.5;
  header.planes = {{.image_position_patient = {-179.2, -179.2, 2.5 * slice}}};
  header.pixels.rescale_type = "HU";
  header.pixels.windows = {{.center = -600, .width = 1500}};
  return header;
}

template <class T>
std::shared_ptr<const DecodedFrame> frame_of(int rows, int columns, SampleType type,
                                             const std::function<double(double, double)>& value) {
  auto frame = std::make_shared<DecodedFrame>();
  frame->rows = rows;
  frame->columns = columns;
  frame->sample_type = type;
  frame->photometric_interpretation = "MONOCHROME2";
  frame->pixels.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) * 2);
  std::size_t at = 0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const auto v = static_cast<std::uint16_t>(static_cast<T>(value(column, row)));
      frame->pixels[at++] = static_cast<std::uint8_t>(v & 255u);
      frame->pixels[at++] = static_cast<std::uint8_t>(v >> 8);
    }
  }
  return frame;
}

double curve_at(double row) { return 210 + 34 * std::sin(row / 900 * 6.0 - 0.6); }

double spine_value(double column, double row) {
  const double x = column - curve_at(row);
  const double body = 1500 + 500 * std::exp(-(column - 210) * (column - 210) / 30000.0);
  const double in_vertebra = std::fmod(row, 46) < 38 ? 1.0 : 0.35;
  const double spine = std::abs(x) < 27 ? 1300 * in_vertebra * (1 - x * x / 1500) : 0;
  const double rib = 260 *
                     std::exp(-std::pow(std::fmod(row + std::abs(x) * 0.45, 46) - 20, 2) / 60.0) *
                     (row > 120 && row < 560 && std::abs(x) < 150 ? 1 : 0);
  return std::min(4095.0, std::max(0.0, body + spine + rib - (std::abs(x) > 190 ? 1500 : 0)));
}

double chest_value(double column, double row) {
  const double x = (column - 128) / 110, y = (row - 132) / 84;
  if (x * x + y * y > 1) return -1000;
  const auto lung = [&](double cx) {
    const double u = (column - cx) / 40, v = (row - 128) / 58;
    return u * u + v * v < 1;
  };
  if (lung(78) || lung(180)) {
    const double vessels = std::sin(column * 0.5) * std::cos(row * 0.43);
    return vessels > 0.86 ? -350 : -880 + 40 * vessels;
  }
  const double sx = column - 128, sy = row - 196;
  if (sx * sx + sy * sy < 200) return 420;
  return 40 + 12 * std::sin(column * 1.7 + row);
}

ServiceResult spine_result() {
  ServiceResult result;
  result.service = {.id = "spine-scoliosis", .version = "1.0.0"};
  result.input = {"1.2.3.1", "1.2.3.1.1", {"1.2.3.1.1.1"}};
  result.status = ResultStatus::kFindings;
  result.backend = "wasm";
  result.probability = 0.93;
  result.threshold = 0.5;
  result.unsure = {{0.4, 0.6}};
  const auto curve = [&](const char* site, const char* side, double angle, double top,
                         double bottom, double probability) {
    Finding finding;
    finding.concept_name = {"SCT", "298382003", "Scoliosis"};
    finding.site = site;
    finding.laterality = side;
    finding.probability = probability;
    finding.measurements.push_back({{"SCT", "285285000", "Cobb angle"},
                                    angle,
                                    "deg",
                                    site,
                                    side,
                                    "end plates of the end vertebrae"});
    finding.grades = {{"Chaklin", "II", angle < 20}, {"SRS", "moderate", false}};
    const auto line = [&](double row, double tilt, const char* role) {
      Region region;
      region.kind = RegionKind::kPolyline;
      region.sop_instance_uid = "1.2.3.1.1.1";
      region.role = role;
      const double x = curve_at(row);
      region.points = {Point<Image>(x - 70, row - tilt * 70),
                       Point<Image>(x + 70, row + tilt * 70)};
      finding.regions.push_back(region);
    };
    line(top, 0.2, "superior end plate");
    line(bottom, -0.2, "inferior end plate");
    result.findings.push_back(finding);
  };
  curve("thoracic", "right", 23.4, 230, 470, 0.93);
  curve("lumbar", "left", 14.1, 500, 740, 0.55);
  return result;
}

ServiceResult chest_result() {
  ServiceResult result;
  result.service = {.id = "cct-emphysema", .version = "1.0.0"};
  result.input = {"1.2.3.2", "1.2.3.2.1", {}};
  result.status = ResultStatus::kFindings;
  result.backend = "builtin";
  Finding finding;
  finding.concept_name = {"SCT", "87433001", "Emphysema"};
  finding.site = "lungs";
  finding.laterality = "both";
  finding.measurements.push_back(
      {{"99OVR", "laa950", "LAA-950"}, 12.4, "%", "lungs", "both", "threshold"});
  Region region;
  region.kind = RegionKind::kMask;
  region.sop_instance_uid = "1.2.3.2.1.1";
  region.mask_segment = 1;
  finding.regions.push_back(region);
  result.findings.push_back(finding);
  return result;
}

std::shared_ptr<const LabelMask> chest_mask() {
  auto mask = std::make_shared<LabelMask>();
  mask->columns = mask->rows = 256;
  mask->slices = 4;
  mask->labels = {{.number = 1, .name = "Emphysema (LAA-950)", .rgb = {0xE6, 0x9F, 0x00}}};
  for (int slice = 0; slice < 4; ++slice) {
    for (int row = 0; row < 256; ++row) {
      for (int column = 0; column < 256; ++column) {
        const double x = column - 70, y = row - 100;
        mask->values.push_back(x * x + 2 * y * y < 420 ? 1 : 0);
      }
    }
  }
  return mask;
}

StructuredReport chest_report() {
  StructuredReport report;
  report.title = "Imaging Measurement Report";
  report.is_complete = true;
  ContentItem root{.value_type = "CONTAINER"};
  ContentItem observer{.depth = 1,
                       .relationship = "HAS OBS CONTEXT",
                       .value_type = "PNAME",
                       .concept_name = {"DCM", "121008", "Person Observer Name"},
                       .value = "Doe^Jane"};
  ContentItem section{.depth = 1,
                      .relationship = "CONTAINS",
                      .value_type = "CONTAINER",
                      .concept_name = {"DCM", "126010", "Imaging Measurements"}};
  ContentItem number{.depth = 2,
                     .relationship = "CONTAINS",
                     .value_type = "NUM",
                     .concept_name = {"SCT", "118565006", "Volume"},
                     .value = "23.4 mm3"};
  ContentItem words{.depth = 2,
                    .relationship = "CONTAINS",
                    .value_type = "TEXT",
                    .concept_name = {"DCM", "121071", "Finding"},
                    .value =
                        "Areas of low attenuation in both upper lobes, more on the right, "
                        "without signs of infection."};
  ContentItem image{.depth = 2,
                    .relationship = "CONTAINS",
                    .value_type = "IMAGE",
                    .references = {{"1.2.840.10008.5.1.4.1.1.2", "1.2.3.2.1.2", {}, {}}}};
  report.items = {root, observer, section, number, words, image};
  return report;
}

Segmentation chest_segmentation() {
  Segmentation s;
  s.type = SegmentationType::kLabelMap;
  s.bits = 8;
  s.rows = s.columns = 256;
  s.segments = {{.number = 1, .label = "Right upper lobe", .color = RgbColor{204, 121, 167}},
                {.number = 2, .label = "Left upper lobe", .algorithm_type = "MANUAL"}};
  s.frames = {{0, {{"", "1.2.3.2.1.2", {}, {}}}, std::nullopt}};
  s.pixels.assign(std::size_t{256} * 256, 0);
  for (std::size_t row = 60; row < 120; ++row) {
    for (std::size_t column = 40; column < 100; ++column) {
      s.pixels[row * 256 + column] = 1;
      s.pixels[row * 256 + column + 100] = 2;
    }
  }
  return s;
}

}  // namespace

State empty_state() {
  State state;
  update(state,
         command::OfferServices{{{.id = "spine-scoliosis",
                                  .version = "1.0.0",
                                  .name_en = "Scoliosis",
                                  .name_ru = "Сколиоз",
                                  .modalities = {"DX", "CR"},
                                  .evidence = "teaching",
                                  .model_sha256 = "00"},
                                 {.id = "cct-emphysema",
                                  .version = "1.0.0",
                                  .name_en = "Emphysema on chest CT",
                                  .name_ru = "Эмфизема на КТ грудной клетки",
                                  .modalities = {"CT"},
                                  .evidence = "teaching"}}},
         kNow);
  update(state,
         command::OfferCases{{{"spine", "Scoliosis in an adolescent", "Сколиоз у подростка",
                               "Girl of 14, uneven shoulders at a school check-up.",
                               "Девочка 14 лет, асимметрия плеч на осмотре в школе.", "DX"},
                              {"chest", "Long-term smoker", "Курильщик со стажем",
                               "Man of 61, 40 pack-years, short of breath on stairs.",
                               "Мужчина 61 года, 40 пачко-лет, одышка на лестнице.", "CT"}}},
         kNow);
  return state;
}

State reading_state() {
  State state = empty_state();
  std::vector<InstanceHeader> headers = {spine_header()};
  for (int slice = 0; slice < 4; ++slice) headers.push_back(chest_header(slice));
  update(state, command::AddInstances{headers}, kNow);
  update(state,
         command::FrameDecoded{"1.2.3.1.1.1", 1,
                               frame_of<std::uint16_t>(900, 420, SampleType::kUint16, spine_value)},
         kNow);
  for (int slice = 0; slice < 4; ++slice) {
    update(state,
           command::FrameDecoded{"1.2.3.2.1." + std::to_string(slice + 1), 1,
                                 frame_of<std::int16_t>(256, 256, SampleType::kInt16, chest_value)},
           kNow);
  }
  update(state, command::ReportMemory{412e6, 2e9}, kNow);
  for (const LoadedSeries& series : std::vector<LoadedSeries>(state.series)) {
    const bool spine = series.series.instances.front().modality == "DX";
    update(state, command::ShowSeries{series.key, 0}, kNow);
    if (state.runs.empty() || state.runs.back().series_key != series.key) {
      update(state, command::RunService{spine ? "spine-scoliosis" : "cct-emphysema", series.key},
             kNow);
    }
    const std::string run = state.runs.back().run_id;
    if (spine) {
      update(state, command::FinishRun{run, spine_result(), nullptr}, kNow);
    } else {
      update(state, command::FinishRun{run, chest_result(), chest_mask()}, kNow);
    }
  }
  for (const LoadedSeries& series : state.series) {
    if (series.series.instances.front().modality == "DX") {
      update(state, command::ShowSeries{series.key, 0}, kNow);
      break;
    }
  }
  update(state,
         command::RejectFile{
             "IMG_0441.dcm",
             Error{ErrorCode::kTruncated, "the file ends in the middle of Pixel Data (7FE0,0010)"}},
         kNow);
  return state;
}

State objects_state() {
  State state = reading_state();
  const auto open = [&](const std::string& uid, const char* sop_class, const char* modality,
                        ObjectContent content) {
    InstanceHeader header = chest_header(1);
    header.series_instance_uid = "1.2.3.2.9";
    header.sop_instance_uid = uid;
    header.sop_class_uid = sop_class;
    header.modality = modality;
    if (header.modality != "SEG") header.rows = header.columns = 0;
    header.series_description = "Results of another reading, with a name that is rather long";
    update(state, command::AddInstances{{header}}, kNow);
    update(state,
           command::ObjectRead{uid, std::make_shared<const ObjectContent>(std::move(content))},
           kNow);
  };
  open("1.2.3.2.9.1", "1.2.840.10008.5.1.4.1.1.88.33", "SR", chest_report());
  open("1.2.3.2.9.2", "1.2.840.10008.5.1.4.1.1.66.4", "SEG", chest_segmentation());
  ObjectCard letter;
  letter.sop_class_name = "Encapsulated PDF";
  letter.document = WrappedDocument{"application/pdf", "Letter of discharge", 120'000};
  open("1.2.3.2.9.3", "1.2.840.10008.5.1.4.1.1.104.1", "DOC", letter);
  return state;
}

State video_state() {
  State state = reading_state();
  const std::string uid = "1.2.3.2.9.7";
  InstanceHeader header = chest_header(1);
  header.series_instance_uid = "1.2.3.2.10";
  header.sop_instance_uid = uid;
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.77.1.1.1";
  header.transfer_syntax_uid = "1.2.840.10008.1.2.4.102";
  header.modality = "ES";
  header.samples_per_pixel = 3;
  header.series_description = "Bronchoscopy";
  Video video;
  video.sop_class_name = "Video Endoscopic Image";
  video.transfer_syntax_uid = header.transfer_syntax_uid;
  video.container = VideoContainer::kMp4;
  video.size = 48'000'000;
  video.frame_count = 1800;
  update(state, command::AddInstances{{header}}, kNow);
  update(state, command::ObjectRead{uid, std::make_shared<const ObjectContent>(std::move(video))},
         kNow);
  update(state, command::ShowObject{uid, 0}, kNow);
  update(state, command::VideoShown{uid, false, 27.32, 72.0, 1080, 1920}, kNow);
  return state;
}

}  // namespace overread::testing
