#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/app/state.hpp"
#include "core/image/frame.hpp"
#include "core/view/color_scale.hpp"
#include "core/view/corner_text.hpp"
#include "core/view/overlay.hpp"
#include "core/view/scale_bar.hpp"
#include "core/view/slice_renderer.hpp"
#include "core/view/viewport_state.hpp"

/// What panels draw: every number formatted, every rule applied, nothing left to work out.
namespace overread {

/// Which frame stands for a series.
struct Thumbnail {
  std::string sop_instance_uid;
  int frame_number = 1;
  /// The frame itself, fetched when it has to be drawn; only while the state it came from stands.
  std::function<std::optional<Frame>()> frame;
};

struct SeriesRow {
  std::string key, modality, title, detail;  ///< detail: "133 images · 2.5 mm".
  int frame_count = 0;
  double loaded = 0.0;  ///< Fraction of frames decoded or found broken, [0, 1].
  bool active = false;
  bool has_warning = false;
  std::optional<Thumbnail> thumbnail;  ///< Nothing until one frame is decoded.
};
/// An object of a study that is no picture.
struct ObjectRow {
  std::string sop_instance_uid, modality, title, detail;
  ObjectKind kind = ObjectKind::kOther;
  bool active = false;
  bool loading = false;
  bool failed = false;
};
struct StudyRow {
  std::string study_instance_uid, title, subtitle;
  std::vector<SeriesRow> series;
  std::vector<ObjectRow> objects;
};
struct CaseRow {
  std::string id, title, history, modality;
};
struct StudyListModel {
  std::vector<StudyRow> studies;
  std::vector<CaseRow> cases;
};
StudyListModel study_list_model(const State& state);

enum class Fidelity {
  kFull,
  kLossy,
  kUncalibrated,
  kGeometryWarning,
  kPresentationLimited,
  kCoarse
};

/// One line of an object's text.
struct ObjectLine {
  int depth = 0;
  std::string name, value;
  bool is_heading = false;
  bool is_context = false;  ///< Who observed, how, in which language: beside the matter.
  std::string link;  ///< Words that open what the line points to; empty: it cannot be opened.
  std::string link_uid;
  int link_frame = 1;
};
/// A segment or a structure.
struct ObjectPartRow {
  int number = 0;
  std::string name, detail;
  std::array<std::uint8_t, 3> rgb{};
  bool shown = true;
};
/// What of an object can be saved for other programs.
enum class Wrapped { kNothing, kDocument, kFrame, kVideo };
/// A report, a segmentation, a document, to be read.
struct ObjectModel {
  std::string sop_instance_uid, title, subtitle;
  ObjectKind kind = ObjectKind::kOther;
  bool loading = false;
  std::string error;
  std::vector<std::string> notes;  ///< What must be known before the rest is read.
  std::vector<ObjectLine> lines;
  std::vector<ObjectPartRow> parts;
  Wrapped wrapped = Wrapped::kNothing;
  bool document_opens = false;  ///< It can be shown here, not only saved.
};
/// A video to be played.
struct VideoModel {
  std::string sop_instance_uid;
  int rows = 0, columns = 0;  ///< Of the frame shown; 0 before there is one.
  bool playing = false;
  double time_s = 0.0, duration_s = 0.0;  ///< The duration is 0 while it is not known.
  std::string time;                       ///< "0:03.2 / 1:12.0".
  bool can_step = false;                  ///< It is known how long a frame is.
};
/// @param sop_instance_uid  Of an object in the library.
ObjectModel object_model(const State& state, const std::string& sop_instance_uid);
/// Rows of the library for the objects of a study.
std::vector<ObjectRow> object_rows(const State& state, const std::string& study_instance_uid);

/// A contour that an object draws in a picture; one point alone is a marker.
struct ObjectContour {
  std::vector<Point<Viewport>> points;
  bool closed = false;
  std::array<std::uint8_t, 3> rgb{};
};

/// A line or a filled shape of a presentation state; one point alone is a marker.
struct AnnotationShape {
  std::vector<Point<Viewport>> points{};
  bool closed = false;
  bool filled = false;
  std::array<std::uint8_t, 3> rgb{};
};
/// Words of a presentation state: in a box, beside a point, or both.
struct AnnotationText {
  std::vector<std::string> lines{};
  std::optional<ViewportBox> box{};
  TextJustification justification = TextJustification::kLeft;
  std::optional<Point<Viewport>> anchor{};
  bool has_leader = false;  ///< A line leads to the anchor.
  std::array<std::uint8_t, 3> rgb{};
};
/// A presentation state that speaks of the frame shown.
struct PresentationRow {
  std::string sop_instance_uid, name, detail;
  bool in_force = false;
};

/// One colored thing in the picture, with the second channel for eyes that see no color.
struct LegendRow {
  int palette_index = 0;                           ///< −1: words without a color.
  std::optional<std::array<std::uint8_t, 3>> rgb;  ///< A mask's own color instead of the palette's.
  std::string name;
  std::string value;
  std::string object_uid;  ///< Not empty: part `number` of this object, which can be switched.
  int number = 0;
  bool shown = true;
};
/// A point the reader may drag.
struct EditHandle {
  std::string finding_id;
  int region = 0;
  int point = 0;
  Point<Viewport> at;
};
/// What a label says; the interface measures it and finds its place (place_labels).
struct LabelText {
  int finding = 0;  ///< Index into ViewportModel::finding_ids.
  int palette_index = 0;
  std::string text;
};
struct ViewportModel {
  int index = 0;
  bool empty = true;                  ///< No picture.
  std::optional<ObjectModel> object;  ///< What stands in the picture's place.
  std::optional<VideoModel> video;    ///< What plays there; its corners are as a picture's.
  bool loading = false;
  bool coarse = false;  ///< `frame` is at reduced resolution.
  std::string error;
  std::string series_key, sop_instance_uid;
  int frame_number = 1;
  int position = 0, count = 0;     ///< 0-based position of `count` frames.
  std::vector<int> key_positions;  ///< Of frames that somebody has marked, ascending.
  std::string key_title;           ///< What the frame shown is marked as; empty: it is not.
  std::optional<Frame> frame;
  ViewportState view;
  Window window;        ///< The one in force.
  std::string voi_lut;  ///< The VOI LUT in force instead; empty: none.
  CornerTexts corners;
  SideLetters letters;
  std::string laterality;
  std::optional<ScaleBar> scale_bar;
  std::optional<ColorScale> color_scale;  ///< Of a picture in colors that stand for values.
  Fidelity fidelity = Fidelity::kFull;
  std::vector<std::string> fidelity_reasons;
  Transform<Viewport, Image> viewport_from_image;
  std::vector<std::string> finding_ids;  ///< What `finding` in strokes and labels counts.
  std::vector<OverlayStroke> strokes;
  std::vector<LabelText> labels;
  std::vector<EditHandle> handles;  ///< Of the selected or only finding, while editing is possible.
  std::vector<ObjectContour> object_contours;
  std::vector<PresentationRow> presentations;  ///< To choose among; none are put on by themselves.
  std::string presentation;  ///< What the one in force is called; empty: the image is as it is.
  bool presentation_changed = false;               ///< The reader has changed what the state wants.
  std::vector<AnnotationShape> annotation_shapes;  ///< The first is drawn first.
  std::vector<AnnotationText> annotation_texts;
  std::vector<LegendRow> legend;
  bool has_overlay_planes = false;  ///< There is something to show or hide.
  OverlayPlanes overlay_planes = OverlayPlanes::kHidden;
  std::shared_ptr<const LabelMask> mask;  ///< Null when hidden or none.
  int mask_slice = 0;                     ///< Slice of `mask` that belongs to the frame.
};
/// @param scale  Device pixels per CSS pixel.
ViewportModel viewport_model(const State& state, int index, double scale);

struct FindingCard {
  std::string id, name, place;  ///< place: "right, thoracic".
  int palette_index = 0;
  std::optional<std::array<std::uint8_t, 3>> rgb;  ///< A mask's own color instead of the palette's.
  std::optional<double> probability;
  std::optional<std::array<double, 2>> unsure;
  std::optional<double> threshold;
  std::string value, value_name;     ///< "23°", "Cobb angle".
  std::vector<std::string> grades;   ///< "Chaklin II, borderline".
  std::vector<std::string> details;  ///< End vertebrae, volumes: "label: value".
  std::string service, evidence;     ///< "Scoliosis 1.0.0", "teaching".
  FindingDecision decision = FindingDecision::kUndecided;
  bool edited = false, editable = false, selected = false, hovered = false;
};
enum class ServiceRowStatus {
  kReady,
  kUnfit,
  kBroken,
  kPending,
  kRunning,
  kFindings,
  kNoFindings,
  kRefused,
  kFailed,
  kCancelled
};
struct ServiceRow {
  std::string id, name, version, evidence;
  ServiceRowStatus status = ServiceRowStatus::kReady;
  std::string reason;  ///< Why it cannot run, was refused or failed.
  std::string step;
  double fraction = 0.0;
  std::string run_id;
  std::string series_key;
};
struct FindingsModel {
  std::vector<ServiceRow>
      services;  ///< Those offered, judged against the active viewport's series.
  std::vector<FindingCard> cards;
  bool can_undo = false, can_redo = false;
};
FindingsModel findings_model(const State& state);

struct MeasurementRow {
  std::string name, value, place, method, finding_id;
};
std::vector<MeasurementRow> measurement_rows(const State& state);

struct ReportPanelModel {
  std::string text;
  int accepted = 0, undecided = 0;
  bool can_export = false;
  bool has_mask = false;  ///< An accepted finding has a mask to save as a segmentation.
};
ReportPanelModel report_panel_model(const State& state);

struct BottomLineModel {
  std::string cursor;          ///< "−812 HU at (231, 164)"; empty off the picture.
  std::string spacing_source;  ///< "0.70 mm, Pixel Spacing" or "uncalibrated".
  std::string memory;
  int error_count = 0, message_count = 0;
  std::vector<Task> tasks;
  bool online = true;
  std::string runtime;  ///< "2 decode workers · isolated".
};
BottomLineModel bottom_line_model(const State& state);

/// One of the ways to look at its grays that an image brings along.
struct VoiRow {
  std::string name;              ///< The file's explanation, else "Window 2", "LUT 1".
  std::optional<Window> window;  ///< None: the VOI LUT of this number.
  int voi_lut_number = 0;        ///< From 1.
  bool in_force = false;
};
/// The windows of the image shown, then its VOI LUTs, or those of the presentation state in force.
/// None in color, and where there is but one without an explanation.
///
/// @dicom PS3.3 C.11.2
std::vector<VoiRow> voi_rows(const State& state, int viewport);
/// "LUT 1" or "LUT NORMAL" when a VOI LUT is in force; empty when a window is.
std::string voi_lut_text(const State& state, int viewport);

/// A window by name, for modalities that have a unit; `name` is a text key: "window.lung".
struct WindowPresetRow {
  std::string name;
  Window window;
  char key = 0;  ///< Number key that picks it.
};
std::vector<WindowPresetRow> window_presets(const State& state, int viewport);

}  // namespace overread
