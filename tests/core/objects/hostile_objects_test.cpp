#include <catch_amalgamated.hpp>

#include "core/base/random.hpp"
#include "core/objects/object_codec.hpp"
#include "made_presentation.hpp"
#include "made_segmentation.hpp"

/// Whatever bytes come, an object ends in an error with a message or in something that crosses over
/// to the page whole. Run under the sanitizers.
namespace overread {
namespace {

void load(const Bytes& bytes) {
  const auto file = read_dicom_file(bytes);
  if (!file) return;
  auto object = read_object(*file, [&](int frame) { return decode_frame(bytes, frame); });
  if (!object) {
    CHECK_FALSE(object.error().message.empty());
    return;
  }
  const ObjectMessage message = object_message(std::move(*object));
  const auto back = object_from_message(message.json, message.bytes);
  INFO((back ? "" : back.error().message));
  CHECK(back);
}

Dataset with_identity(Dataset dataset, std::string_view sop_class) {
  dataset.set_text(tags::kSopClassUid, Vr::kUI, sop_class);
  dataset.set_text(tags::kSopInstanceUid, Vr::kUI, "1.2.3");
  return dataset;
}

Bytes report_bytes() {
  Dataset name;
  name.set_text(tags::kCodeValue, Vr::kSH, "1");
  name.set_text(tags::kCodeMeaning, Vr::kLO, "Finding");
  Dataset reference;
  reference.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, "1.2.4");
  reference.set_number(tags::kReferencedFrameNumber, Vr::kIS, 3);
  Dataset image;
  image.set_text(tags::kValueType, Vr::kCS, "SCOORD");
  image.set_text(tags::kGraphicType, Vr::kCS, "POINT");
  image.set_numbers(tags::kGraphicData, Vr::kFL, std::vector<double>{1, 2});
  image.set_sequence(tags::kReferencedSopSequence, {reference});
  Dataset pointer;
  pointer.set_numbers(tags::kReferencedContentItemIdentifier, Vr::kUL, std::vector<double>{1, 1});
  Dataset root = with_identity({}, "1.2.840.10008.5.1.4.1.1.88.33");
  root.set_text(tags::kValueType, Vr::kCS, "CONTAINER");
  root.set_sequence(tags::kConceptNameCodeSequence, {name});
  root.set_sequence(tags::kContentSequence, {image, pointer});
  return *write_dicom_file(root);
}

Bytes structure_bytes() {
  Dataset roi, contour, lines;
  roi.set_number(tags::kRoiNumber, Vr::kIS, 1);
  contour.set_text(tags::kContourGeometricType, Vr::kCS, "CLOSED_PLANAR");
  contour.set_numbers(tags::kContourData, Vr::kDS, std::vector<double>{1, 2, 3, 4, 5, 6});
  lines.set_number(tags::kReferencedRoiNumber, Vr::kIS, 1);
  lines.set_sequence(tags::kContourSequence, {contour});
  Dataset set = with_identity({}, "1.2.840.10008.5.1.4.1.1.481.3");
  set.set_sequence(tags::kStructureSetRoiSequence, {roi});
  set.set_sequence(tags::kRoiContourSequence, {lines});
  return *write_dicom_file(set);
}

TEST_CASE("Hostile objects: any byte changed, any length cut", "[objects][hostile]") {
  const Bytes segmentation = *write_dicom_file(
      with_identity(testing::two_crosses().dataset, "1.2.840.10008.5.1.4.1.1.66.4"));
  Random random(7);
  const Bytes presentation = *write_dicom_file(testing::full_state());
  Dataset pseudo_color = testing::bare_pseudo_color_state({testing::image_reference("1.2.3.1.1")});
  testing::set_palette(pseudo_color, {0, 90, 255});
  const Bytes colored = *write_dicom_file(pseudo_color);
  for (const Bytes& whole :
       {segmentation, report_bytes(), structure_bytes(), presentation, colored}) {
    load(whole);
    for (int i = 0; i < 1500; ++i) {
      Bytes changed = whole;
      const int last = static_cast<int>(changed.size()) - 1;
      for (int n = random.integer(1, 3); n > 0; --n) {
        changed[static_cast<std::size_t>(random.integer(132, last))] =
            static_cast<std::uint8_t>(random.integer(0, 255));
      }
      load(changed);
    }
    for (std::size_t length = 132; length < whole.size(); length += 3) {
      load(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
    }
  }
}

}  // namespace
}  // namespace overread
