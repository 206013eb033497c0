#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/app/codec.hpp"
#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "core/objects/object_codec.hpp"
#include "study.hpp"

namespace overread {
namespace {

using testing::ct_series;
using testing::state_with_ct;

constexpr const char* kReportClass = "1.2.840.10008.5.1.4.1.1.88.11";
constexpr const char* kSegmentationClass = "1.2.840.10008.5.1.4.1.1.66.4";
constexpr const char* kStructureSetClass = "1.2.840.10008.5.1.4.1.1.481.3";
constexpr const char* kPdfClass = "1.2.840.10008.5.1.4.1.1.104.1";

template <class T>
std::vector<T> only_effects(const std::vector<Effect>& effects) {
  std::vector<T> found;
  for (const Effect& effect : effects) {
    if (const T* match = std::get_if<T>(&effect)) found.push_back(*match);
  }
  return found;
}

InstanceHeader object_header(const std::string& uid, const char* sop_class,
                             const std::string& modality) {
  InstanceHeader header;
  header.study_instance_uid = "1.2.3";
  header.series_instance_uid = "1.2.3.9";
  header.sop_instance_uid = uid;
  header.sop_class_uid = sop_class;
  header.modality = modality;
  header.series_description = "Objects";
  header.instance_number = 4;
  return header;
}

/// Adds an object as the platform would.
void open_object(State& state, const std::string& uid, const char* sop_class,
                 const std::string& modality, ObjectContent content) {
  update(state, command::AddInstances{{object_header(uid, sop_class, modality)}}, "");
  update(state, command::ObjectRead{uid, std::make_shared<const ObjectContent>(std::move(content))},
         "");
}

StructuredReport report_on(const std::string& image) {
  StructuredReport report;
  report.title = "Radiology Report";
  ContentItem root, observer, section, source, lost;
  root.value_type = "CONTAINER";
  observer = {.depth = 1,
              .relationship = "HAS OBS CONTEXT",
              .value_type = "PNAME",
              .concept_name = {"DCM", "121008", "Person Observer Name"},
              .value = "Doe^Jane"};
  section = {.depth = 1,
             .relationship = "CONTAINS",
             .value_type = "CONTAINER",
             .concept_name = {"DCM", "121070", "Findings"}};
  source = {.depth = 2,
            .relationship = "CONTAINS",
            .value_type = "IMAGE",
            .references = {{"1.2.840.10008.5.1.4.1.1.2", image, {}, {}}}};
  lost = {.depth = 2,
          .relationship = "CONTAINS",
          .value_type = "IMAGE",
          .references = {{"1.2.840.10008.5.1.4.1.1.2", "9.9.9", {2, 3}, {}}}};
  report.items = {root, observer, section, source, lost};
  return report;
}

/// Two segments of a 4 × 4 frame on the second slice of ct_series(): number 1 a block of 2 × 2 in
/// its corner, number 2 the whole first row.
Segmentation segmentation_of(const std::string& image, double z) {
  Segmentation s;
  s.rows = s.columns = 4;
  s.spacing = PixelSpacing{0.5, 0.5};
  Segment block{.number = 1, .label = "Block", .color = RgbColor{10, 20, 30}};
  Segment row{.number = 2, .label = "Row"};
  s.segments = {block, row};
  const FramePlane plane{{0.0, 0.0, z}, {1, 0, 0, 0, 1, 0}};
  s.frames = {{1, {{"", image, {}, {}}}, plane}, {2, {{"", image, {}, {}}}, plane}};
  // Rows of four bits, the lowest first: the block in rows 0 and 1, then the row.
  s.pixels = {0b00110011, 0, 0b00001111, 0};
  return s;
}

TEST_CASE("Objects: an instance without a picture is read, not shown as one", "[app][objects]") {
  State state;
  const auto effects =
      update(state, command::AddInstances{{object_header("1.2.3.9.1", kReportClass, "SR")}}, "");
  const auto asked = only_effects<effect::ReadObject>(effects);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].sop_instance_uid == "1.2.3.9.1");
  CHECK(state.series.empty());
  REQUIRE(state.objects.size() == 1);
  CHECK(state.messages.empty());
  CHECK(only_effects<effect::ReadObject>(
            update(state, command::AddInstances{{object_header("1.2.3.9.1", kReportClass, "SR")}},
                   ""))
            .empty());
}

TEST_CASE("Objects: what is left out of an object is told in words", "[app][objects]") {
  State state;
  StructureSet set;
  set.problems = {"ROI 5: 1 of 2 contours not drawn", "1 items not drawn"};
  open_object(state, "1.2.3.9.2", kStructureSetClass, "RTSTRUCT", set);
  Segmentation segmentation = segmentation_of("1.2.3.1.2", 2.5);
  segmentation.problems = {"taken for 1"};
  open_object(state, "1.2.3.9.3", kSegmentationClass, "SEG", segmentation);
  REQUIRE(state.messages.size() == 3);
  CHECK(state.messages[0].level == MessageLevel::kWarning);
  CHECK(state.messages[0].subject == "Objects");
  CHECK(state.messages[0].text == "ROI 5: 1 of 2 contours not drawn");
  CHECK(state.messages[2].text == "taken for 1");
  CHECK(state.objects[0].error.empty());
}

TEST_CASE("Objects: a report stands in for a picture until the first one comes", "[app][objects]") {
  State state;
  update(state, command::ReportTask{"t", "study", 0, 2, "files"}, "");
  open_object(state, "1.2.3.9.1", kReportClass, "SR", report_on("1.2.3.1.2"));
  CHECK(state.viewports[0].object_uid == "1.2.3.9.1");
  update(state, command::AddInstances{ct_series(3)}, "");
  CHECK(state.viewports[0].object_uid.empty());
  CHECK_FALSE(state.viewports[0].series_key.empty());
  update(state, command::EndTask{"t"}, "");
  // What the reader has opened stays.
  update(state, command::ShowObject{"1.2.3.9.1"}, "");
  update(state, command::AddInstances{ct_series(5)}, "");
  CHECK(state.viewports[0].object_uid == "1.2.3.9.1");
}

TEST_CASE("Objects: a study of nothing but a report opens with it", "[app][objects]") {
  State state;
  open_object(state, "1.2.3.9.1", kReportClass, "SR", report_on("1.2.3.1.2"));
  CHECK(state.viewports[0].object_uid == "1.2.3.9.1");
  const StudyListModel library = study_list_model(state);
  REQUIRE(library.studies.size() == 1);
  CHECK(library.studies[0].series.empty());
  REQUIRE(library.studies[0].objects.size() == 1);
  CHECK(library.studies[0].objects[0].title == "Radiology Report");
  CHECK(library.studies[0].objects[0].active);
}

TEST_CASE("Objects: a report reads as a tree, its image as a link where it is open",
          "[app][objects]") {
  State state = state_with_ct(3);
  open_object(state, "1.2.3.9.1", kReportClass, "SR", report_on("1.2.3.1.2"));
  update(state, command::ShowObject{"1.2.3.9.1"}, "");
  const ViewportModel viewport = viewport_model(state, 0, 1.0);
  CHECK(viewport.empty);
  REQUIRE(viewport.object);
  const ObjectModel& model = *viewport.object;
  CHECK(model.title == "Radiology Report");
  CHECK(model.subtitle == "Basic Text SR · Objects");
  CHECK(model.notes == std::vector<std::string>{"Not complete", "Not verified"});
  REQUIRE(model.lines.size() == 4);
  CHECK(model.lines[0].is_context);
  CHECK(model.lines[0].value == "Doe Jane");
  CHECK(model.lines[1].is_heading);
  CHECK(model.lines[2].depth == 1);
  CHECK(model.lines[2].name == "Image");
  CHECK(model.lines[2].link.contains("2/3"));
  CHECK(model.lines[3].link.empty());
  CHECK(model.lines[3].value == "CT Image · frames 2, 3 · not among the opened files");
}

TEST_CASE("Objects: following a reference opens its frame beside the report", "[app][objects]") {
  State state = state_with_ct(5);
  open_object(state, "1.2.3.9.1", kReportClass, "SR", report_on("1.2.3.1.2"));
  update(state, command::ShowObject{"1.2.3.9.1"}, "");
  update(state, command::ShowReference{"1.2.3.1.2", 1}, "");
  CHECK(state.layout == ViewLayout::kTwoColumns);
  CHECK(state.viewports[0].object_uid == "1.2.3.9.1");
  CHECK(state.active_viewport == 1);
  CHECK(state.viewports[1].index == 1);
  // Back in one viewport the picture that was opened stays.
  update(state, command::SetLayout{ViewLayout::kOne}, "");
  CHECK(state.active_viewport == 0);
  CHECK(state.viewports[0].index == 1);
  CHECK_FALSE(state.viewports[0].series_key.empty());
  update(state, command::ShowReference{"9.9.9", 1}, "");
  CHECK(state.layout == ViewLayout::kOne);
}

TEST_CASE("Objects: closing the study closes its objects", "[app][objects]") {
  State state = state_with_ct(2);
  open_object(state, "1.2.3.9.1", kReportClass, "SR", report_on("1.2.3.1.2"));
  update(state, command::ShowObject{"1.2.3.9.1"}, "");
  const auto forget =
      only_effects<effect::ForgetInstances>(update(state, command::CloseStudy{"1.2.3"}, ""));
  REQUIRE(forget.size() == 1);
  CHECK(std::ranges::contains(forget[0].sop_instance_uids, "1.2.3.9.1"));
  CHECK(state.objects.empty());
  CHECK(state.viewports[0].object_uid.empty());
  CHECK(study_list_model(state).studies.empty());
}

TEST_CASE("Objects: one that cannot be read says why and can still be saved", "[app][objects]") {
  State state;
  update(state, command::AddInstances{{object_header("1.2.3.9.1", kReportClass, "SR")}}, "");
  CHECK(object_model(state, "1.2.3.9.1").loading);
  update(state,
         command::ObjectFailed{"1.2.3.9.1", {ErrorCode::kInvalidAttribute, "Value Type is ..."}},
         "");
  CHECK(object_model(state, "1.2.3.9.1").error == "Value Type is ...");
  CHECK(object_rows(state, "1.2.3").front().failed);
  CHECK(state.messages.size() == 1);
  const auto saved =
      only_effects<effect::SaveInstance>(update(state, command::SaveObject{"1.2.3.9.1"}, ""));
  REQUIRE(saved.size() == 1);
  CHECK(saved[0].file_name == "sr-4.dcm");
}

TEST_CASE("Objects: a wrapped document is saved as what it is", "[app][objects]") {
  State state;
  ObjectCard card;
  card.sop_class_name = "Encapsulated PDF";
  card.document = WrappedDocument{"application/pdf", "Letter", 2048};
  open_object(state, "1.2.3.9.2", kPdfClass, "DOC", card);
  const ObjectModel model = object_model(state, "1.2.3.9.2");
  CHECK(model.title == "Encapsulated PDF");
  CHECK(model.wrapped == Wrapped::kDocument);
  REQUIRE(model.lines.size() == 1);
  CHECK(model.lines[0].value == "Letter · application/pdf · 2 kB");
  const auto saved =
      only_effects<effect::SaveDocument>(update(state, command::SaveDocument{"1.2.3.9.2"}, ""));
  REQUIRE(saved.size() == 1);
  CHECK(saved[0].file_name == "doc-4.pdf");
  CHECK(saved[0].mime_type == "application/pdf");
  CHECK(
      only_effects<effect::SaveDocument>(update(state, command::SaveDocument{"9.9"}, "")).empty());
}

TEST_CASE("Objects: a PDF opens under its title, and under its kind when it has none",
          "[app][objects]") {
  State state;
  ObjectCard card;
  card.sop_class_name = "Encapsulated PDF";
  // Case does not count in a MIME type (RFC 2045 5.1).
  card.document = WrappedDocument{"Application/PDF", "Letter", 2048};
  open_object(state, "1.2.3.9.2", kPdfClass, "DOC", card);
  CHECK(object_model(state, "1.2.3.9.2").document_opens);
  auto opened =
      only_effects<effect::OpenDocument>(update(state, command::OpenDocument{"1.2.3.9.2"}, ""));
  REQUIRE(opened.size() == 1);
  CHECK(opened[0].sop_instance_uid == "1.2.3.9.2");
  CHECK(opened[0].title == "Letter");
  CHECK(opened[0].file_name == "doc-4.pdf");
  CHECK(opened[0].mime_type == "Application/PDF");
  card.document->title.clear();
  open_object(state, "1.2.3.9.5", kPdfClass, "DOC", card);
  opened =
      only_effects<effect::OpenDocument>(update(state, command::OpenDocument{"1.2.3.9.5"}, ""));
  REQUIRE(opened.size() == 1);
  CHECK(opened[0].title == "Encapsulated PDF");
}

TEST_CASE("Objects: a document that is no PDF is only saved", "[app][objects]") {
  for (const char* mime_type :
       {"text/XML", "model/stl", "application/pdfx", "application/pd", ""}) {
    INFO(mime_type);
    State state;
    ObjectCard card;
    card.document = WrappedDocument{mime_type, "Plan", 2048};
    open_object(state, "1.2.3.9.2", kPdfClass, "DOC", card);
    const ObjectModel model = object_model(state, "1.2.3.9.2");
    CHECK(model.wrapped == Wrapped::kDocument);
    CHECK_FALSE(model.document_opens);
    CHECK(only_effects<effect::OpenDocument>(update(state, command::OpenDocument{"1.2.3.9.2"}, ""))
              .empty());
  }
  State state;
  CHECK(
      only_effects<effect::OpenDocument>(update(state, command::OpenDocument{"9.9"}, "")).empty());
  open_object(state, "1.2.3.9.1", kReportClass, "SR", report_on("1.2.3.1.2"));
  CHECK(only_effects<effect::OpenDocument>(update(state, command::OpenDocument{"1.2.3.9.1"}, ""))
            .empty());
}

TEST_CASE("Objects: segments are drawn on the frame they were made from and on no other",
          "[app][objects][seg]") {
  State state = state_with_ct(3);
  open_object(state, "1.2.3.9.3", kSegmentationClass, "SEG", segmentation_of("1.2.3.1.2", 2.5));
  update(state, command::ScrollTo{0, 1}, "");
  const ObjectOverlay& overlay = state.viewports[0].overlay;
  REQUIRE(overlay.parts.size() == 2);
  CHECK(overlay.parts[0].name == "Block");
  CHECK(overlay.parts[0].rgb == RgbColor{10, 20, 30});
  REQUIRE(overlay.mask);
  // Both have four pixels; where they overlap the later one is on top.
  CHECK(overlay.mask->values ==
        std::vector<std::uint8_t>{2, 2, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  state.viewports[0].width = state.viewports[0].height = 400;
  const ViewportModel model = viewport_model(state, 0, 1.0);
  CHECK(model.mask == overlay.mask);
  CHECK(model.mask_slice == 0);
  REQUIRE(model.legend.size() == 2);
  CHECK(model.legend[1].name == "Row");
  CHECK(model.legend[1].object_uid == "1.2.3.9.3");
  // Not a finding: nothing to accept.
  CHECK(findings_model(state).cards.empty());
  update(state, command::ScrollTo{0, 2}, "");
  CHECK(state.viewports[0].overlay.parts.empty());
  CHECK(state.viewports[0].overlay.mask == nullptr);
}

TEST_CASE("Objects: a segment that is switched off is in the legend and not in the picture",
          "[app][objects][seg]") {
  State state = state_with_ct(3);
  open_object(state, "1.2.3.9.3", kSegmentationClass, "SEG", segmentation_of("1.2.3.1.2", 2.5));
  update(state, command::ScrollTo{0, 1}, "");
  update(state, command::ShowObjectPart{"1.2.3.9.3", 2, false}, "");
  const ObjectOverlay& overlay = state.viewports[0].overlay;
  REQUIRE(overlay.parts.size() == 2);
  CHECK_FALSE(overlay.parts[1].shown);
  CHECK(overlay.mask->values ==
        std::vector<std::uint8_t>{1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK_FALSE(object_model(state, "1.2.3.9.3").parts[1].shown);
  update(state, command::ShowObjectPart{"1.2.3.9.3", 2, true}, "");
  CHECK(state.viewports[0].overlay.parts[1].shown);
}

TEST_CASE("Objects: a segmentation that lies in another plane than its source is not drawn",
          "[app][objects][seg]") {
  State state = state_with_ct(3);
  open_object(state, "1.2.3.9.3", kSegmentationClass, "SEG", segmentation_of("1.2.3.1.2", 3.0));
  update(state, command::ScrollTo{0, 1}, "");
  CHECK(state.viewports[0].overlay.parts.empty());
}

TEST_CASE("Objects: a segmentation with rows from the bottom up lies right in the picture",
          "[app][objects][seg]") {
  State state = state_with_ct(3);
  Segmentation s = segmentation_of("1.2.3.1.2", 2.5);
  // The same plane walked through the other way: the first row is the picture's last.
  for (SegmentationFrame& frame : s.frames) {
    frame.plane = FramePlane{{0.0, 1.5, 2.5}, {1, 0, 0, 0, -1, 0}};
  }
  open_object(state, "1.2.3.9.3", kSegmentationClass, "SEG", std::move(s));
  update(state, command::ScrollTo{0, 1}, "");
  REQUIRE(state.viewports[0].overlay.mask);
  CHECK(state.viewports[0].overlay.mask->values ==
        std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 2, 2, 2, 2});
}

TEST_CASE("Objects: without named sources the Frame of Reference decides", "[app][objects][seg]") {
  State state;
  auto headers = ct_series(3);
  for (InstanceHeader& header : headers) header.frame_of_reference_uid = "1.2.8";
  update(state, command::AddInstances{headers}, "");
  Segmentation s = segmentation_of("", 2.5);
  for (SegmentationFrame& frame : s.frames) frame.sources.clear();
  s.frame_of_reference_uid = "1.2.8";
  open_object(state, "1.2.3.9.3", kSegmentationClass, "SEG", s);
  update(state, command::ScrollTo{0, 1}, "");
  CHECK(state.viewports[0].overlay.parts.size() == 2);
  s.frame_of_reference_uid = "1.2.7";
  open_object(state, "1.2.3.9.4", kSegmentationClass, "SEG", s);
  CHECK(state.viewports[0].overlay.parts.size() == 2);
}

TEST_CASE("Objects: key images are marked in the library and where they are shown",
          "[app][objects][kos]") {
  State state = state_with_ct(4);
  KeyObjectDocument document;
  document.selection.title = {"DCM", "113000", "Of Interest"};
  document.selection.objects = {{"", "1.2.3.1.4", {}, {}},
                                {"", "1.2.3.1.2", {1}, {}},
                                {"", "1.2.3.1.3", {2}, {}},
                                {"", "9.9", {}, {}}};
  document.report.title = "Of Interest";
  document.report.items = {{.value_type = "CONTAINER"}};
  open_object(state, "1.2.3.9.6", "1.2.840.10008.5.1.4.1.1.88.59", "KO", document);
  update(state, command::ScrollTo{0, 1}, "");
  ViewportModel model = viewport_model(state, 0, 1.0);
  CHECK(model.key_positions == std::vector<int>{1, 3});
  CHECK(model.key_title == "Of Interest");
  update(state, command::ScrollTo{0, 2}, "");
  CHECK(viewport_model(state, 0, 1.0).key_title.empty());
  const StudyListModel library = study_list_model(state);
  CHECK(library.studies[0].series[0].detail == "4 images · Key images: 2");
  CHECK(library.studies[0].objects[0].detail == "Key images: 4");
}

StructureSet structures_on(const std::string& image, double z) {
  StructureSet set;
  set.label = "Plan";
  RegionOfInterest region{.number = 7, .name = "Target", .color = RgbColor{255, 0, 0}};
  // Millimeters; pixels of ct_series() are 0.5 mm.
  Contour square{.type = ContourType::kClosedPlanar,
                 .points = {{0.5, 0.5, z}, {1.5, 0.5, z}, {1.5, 1.0, z}},
                 .images = {{"", image, {}, {}}}};
  region.contours = {square};
  set.regions = {region};
  return set;
}

TEST_CASE("Objects: contours are drawn in millimeters on the image they name",
          "[app][objects][rtstruct]") {
  State state = state_with_ct(3);
  open_object(state, "1.2.3.9.5", kStructureSetClass, "RTSTRUCT", structures_on("1.2.3.1.2", 2.5));
  update(state, command::ScrollTo{0, 1}, "");
  const ObjectOverlay& overlay = state.viewports[0].overlay;
  REQUIRE(overlay.lines.size() == 1);
  CHECK(overlay.lines[0].closed);
  CHECK(overlay.lines[0].points == std::vector<Point<Image>>{{1.0, 1.0}, {3.0, 1.0}, {3.0, 2.0}});
  REQUIRE(overlay.parts.size() == 1);
  CHECK(overlay.parts[0].name == "Target");
  CHECK(overlay.mask == nullptr);
  state.viewports[0].width = state.viewports[0].height = 400;
  const ViewportModel model = viewport_model(state, 0, 1.0);
  REQUIRE(model.object_contours.size() == 1);
  CHECK(model.object_contours[0].rgb == RgbColor{255, 0, 0});
  update(state, command::ShowObjectPart{"1.2.3.9.5", 7, false}, "");
  CHECK(state.viewports[0].overlay.lines.empty());
  CHECK(state.viewports[0].overlay.parts.size() == 1);
}

TEST_CASE("Objects: a contour that is not where its image is, is not drawn",
          "[app][objects][rtstruct]") {
  State state = state_with_ct(3);
  open_object(state, "1.2.3.9.5", kStructureSetClass, "RTSTRUCT", structures_on("1.2.3.1.2", 12.5));
  update(state, command::ScrollTo{0, 1}, "");
  CHECK(state.viewports[0].overlay.parts.empty());
}

TEST_CASE("Objects: the codec carries what was read and what is to be read", "[app][codec]") {
  const ObjectMessage message = object_message(segmentation_of("1.2.3.1.2", 2.5));
  const auto command = command_from_json(
      R"({"kind":"ObjectRead","sop_instance_uid":"1.2","content":)" + message.json + "}",
      message.bytes);
  INFO((command ? "" : command.error().message));
  REQUIRE(command);
  const auto& read = std::get<command::ObjectRead>(*command);
  CHECK(read.sop_instance_uid == "1.2");
  CHECK(std::get<Segmentation>(*read.content).pixels == message.bytes);
  CHECK_FALSE(command_from_json(R"({"kind":"ObjectRead","sop_instance_uid":"1.2"})"));
  CHECK(
      to_json(effect::SaveDocument{"1.2", "a.pdf", "application/pdf"}) ==
      R"({"kind":"SaveDocument","sop_instance_uid":"1.2","file_name":"a.pdf","mime_type":"application/pdf"})");
  CHECK(
      to_json(effect::OpenDocument{"1.2", "Letter", "a.pdf", "application/pdf"}) ==
      R"({"kind":"OpenDocument","sop_instance_uid":"1.2","title":"Letter","file_name":"a.pdf","mime_type":"application/pdf"})");
}

}  // namespace
}  // namespace overread
