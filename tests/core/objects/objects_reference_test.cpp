#include <algorithm>
#include <catch_amalgamated.hpp>
#include <format>
#include <map>
#include <set>
#include <sstream>

#include "core/objects/object.hpp"
#include "tests/support/files.hpp"

/// Real objects against objects_reference.tsv, which make_objects_reference.py wrote with pydicom.
namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

/// Key to value, of one file and kind.
using Facts = std::map<std::string, std::string>;

const std::string kFolder = std::string(OVERREAD_SHARED_DATA) + "/dicom/objects/";

bool have_files() {
  return !std::string(OVERREAD_SHARED_DATA).empty() && std::filesystem::exists(kFolder);
}

Facts facts_of(const std::string& file, const std::string& kind) {
  static const testing::Table table = testing::load_table(
      std::string(OVERREAD_SOURCE_DIR) + "/tests/core/objects/objects_reference.tsv");
  Facts facts;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.cell(row, "file") == file && table.cell(row, "kind") == kind) {
      facts[table.cell(row, "key")] = table.cell(row, "value");
    }
  }
  REQUIRE_FALSE(facts.empty());
  return facts;
}

template <class T>
T read(const std::string& name) {
  const auto bytes = testing::load_file(kFolder + name);
  REQUIRE(bytes);
  const auto file = read_dicom_file(*bytes);
  REQUIRE(file);
  auto object = read_object(*file, [&](int frame) { return decode_frame(*bytes, frame); });
  INFO((object ? "" : object.error().message));
  REQUIRE(object);
  REQUIRE(std::holds_alternative<T>(*object));
  return std::get<T>(std::move(*object));
}

std::vector<double> numbers_in(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<double>(in), {}};
}

void compare_report(const StructuredReport& report, const Facts& facts) {
  Facts found;
  std::map<std::string, int> kinds;
  std::size_t texts = 0;
  int depth = 0;
  std::string references;
  for (const ContentItem& item : report.items) {
    ++kinds[item.by_reference ? "reference" : item.value_type];
    if (item.value_type == "TEXT") texts += item.value.size();
    depth = std::max(depth, item.depth);
    for (const SopReference& reference : item.references) {
      references += (references.empty() ? "" : " ") + reference.sop_instance_uid;
    }
  }
  found["items"] = std::to_string(report.items.size());
  for (const auto& [kind, count] : kinds) found["items." + kind] = std::to_string(count);
  found["depth"] = std::to_string(depth);
  found["texts"] = std::to_string(texts);
  found["references"] = references;
  CHECK(found == facts);
}

void compare_segments(const Segmentation& s, const Facts& facts) {
  Facts found;
  for (const Segment& segment : s.segments) {
    std::set<std::size_t> frames;
    std::uint64_t area = 0, moment = 0;
    for (std::size_t frame = 0; frame < s.frames.size(); ++frame) {
      const std::vector<std::uint8_t> plane = segment_plane(s, frame, segment.number);
      for (std::size_t i = 0; i < plane.size(); ++i) {
        if (plane[i] == 0) continue;
        const auto columns = static_cast<std::size_t>(s.columns);
        frames.insert(frame);
        ++area;
        moment += (frame + 1) * (i / columns + 1) * (i % columns + 1);
      }
      const std::vector<int> present = segments_in_frame(s, frame);
      CHECK(std::ranges::contains(present, segment.number) == frames.contains(frame));
    }
    const std::string key = std::to_string(segment.number);
    found[key + ".label"] = segment.label;
    found[key + ".frames"] = std::to_string(frames.size());
    found[key + ".area"] = std::to_string(area);
    found[key + ".moment"] = std::to_string(moment);
  }
  CHECK(found == facts);
}

void compare_frames(const Segmentation& s, const Facts& facts) {
  for (std::size_t i = 0; i < s.frames.size(); ++i) {
    const SegmentationFrame& frame = s.frames[i];
    const auto source = facts.find(std::format("{}.source", i));
    REQUIRE(frame.sources.empty() == (source == facts.end()));
    if (source != facts.end()) {
      const SopReference& reference = frame.sources.back();
      std::string text = reference.sop_instance_uid;
      for (const int number : reference.frame_numbers) text += std::format(" {}", number);
      CHECK(text == source->second);
    }
    const auto position = facts.find(std::format("{}.position", i));
    REQUIRE(frame.plane.has_value() == (position != facts.end()));
    if (position == facts.end()) continue;
    const std::vector<double> expected = numbers_in(position->second);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      CHECK_THAT(frame.plane->image_position_patient[axis], WithinAbs(expected[axis], 1e-9));
    }
  }
}

TEST_CASE("SR: the tree has the items, depth, texts and references that pydicom counts",
          "[objects][reference]") {
  if (!have_files()) SKIP("no shared test data");
  for (const char* name : {"sr_document.dcm", "sr_document_with_multiple_groups.dcm", "test-SR.dcm",
                           "reportsi.dcm", "dcmqi/sr-example/sr.dcm"}) {
    INFO(name);
    compare_report(read<StructuredReport>(name), facts_of(name, "report"));
  }
}

TEST_CASE("SEG: every segment has the pixels, at the places, that pydicom counts",
          "[objects][reference]") {
  if (!have_files()) SKIP("no shared test data");
  for (const char* name :
       {"seg_image_cr_binary.dcm", "seg_image_ct_binary.dcm", "seg_image_ct_binary_fractional.dcm",
        "seg_image_ct_binary_overlap.dcm", "seg_image_ct_binary_single_frame.dcm",
        "seg_image_ct_true_fractional.dcm", "seg_image_sm_control.dcm",
        "seg_image_sm_control_labelmap.dcm", "seg_image_sm_control_labelmap_palette_color.dcm",
        "seg_image_sm_dots.dcm", "seg_image_sm_numbers.dcm",
        "dcmqi/segmentations/partial_overlaps.dcm", "dcmqi/sr-example/seg.dcm"}) {
    INFO(name);
    const auto segmentation = read<Segmentation>(name);
    compare_segments(segmentation, facts_of(name, "segment"));
    compare_frames(segmentation, facts_of(name, "frame"));
  }
}

TEST_CASE("RTSTRUCT: every structure has the name, color and points that pydicom counts",
          "[objects][reference]") {
  if (!have_files()) SKIP("no shared test data");
  for (const char* name : {"rtstruct.dcm", "rt/rtss.dcm"}) {
    INFO(name);
    const Facts facts = facts_of(name, "roi");
    const auto set = read<StructureSet>(name);
    CHECK(set.regions.size() * 5 == facts.size());
    for (const RegionOfInterest& region : set.regions) {
      const std::string key = std::to_string(region.number);
      INFO(key);
      CHECK(region.name == facts.at(key + ".name"));
      std::string color;
      if (region.color) {
        color = std::format("{} {} {}", (*region.color)[0], (*region.color)[1], (*region.color)[2]);
      }
      CHECK(color == facts.at(key + ".color"));
      CHECK(std::to_string(region.contours.size()) == facts.at(key + ".contours"));
      std::size_t count = 0;
      glm::dvec3 sum(0.0);
      for (const Contour& contour : region.contours) {
        count += contour.points.size();
        for (const Point<Patient>& point : contour.points) sum += point.raw;
      }
      CHECK(std::to_string(count) == facts.at(key + ".points"));
      const std::vector<double> expected = numbers_in(facts.at(key + ".sums"));
      CHECK_THAT(sum.x, WithinAbs(expected[0], 1e-5));
      CHECK_THAT(sum.y, WithinAbs(expected[1], 1e-5));
      CHECK_THAT(sum.z, WithinAbs(expected[2], 1e-5));
    }
  }
}

TEST_CASE("An ECG has the channels that pydicom finds", "[objects][reference]") {
  if (!have_files()) SKIP("no shared test data");
  const auto card = read<ObjectCard>("waveform_ecg.dcm");
  CHECK(card.sop_class_name == "12-lead ECG Waveform");
  const Facts facts = facts_of("waveform_ecg.dcm", "waveform");
  REQUIRE(card.waveforms.size() == facts.size());
  for (std::size_t i = 0; i < card.waveforms.size(); ++i) {
    const std::vector<double> expected = numbers_in(facts.at(std::to_string(i)));
    CHECK(card.waveforms[i].channel_count == expected[0]);
    CHECK(static_cast<double>(card.waveforms[i].sample_count) == expected[1]);
    CHECK(card.waveforms[i].sampling_frequency_hz == expected[2]);
  }
}

}  // namespace
}  // namespace overread
