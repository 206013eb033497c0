#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/alternative_of.hpp"
#include "core/base/result.hpp"
#include "core/findings/mask.hpp"
#include "core/findings/result.hpp"
#include "core/findings/terms.hpp"
#include "core/geometry/spaces.hpp"
#include "core/image/frame.hpp"
#include "core/objects/object.hpp"

/// Everything that can happen, as values. Panels and the platform make commands; update() is the
/// only one that answers them.
namespace overread {

enum class ThemeName { kDark, kLight, kHighContrast };
enum class ViewLayout { kOne, kTwoColumns, kTwoRows, kFour };
enum class Tool { kWindow, kPan, kZoom, kScroll, kEdit };
enum class PanelTab { kFindings, kMeasurements, kReport };
enum class ExportKind { kStructuredReport, kSegmentation, kText };
enum class MessageLevel { kInfo, kWarning, kError };

namespace command {

// From the platform: studies and files.

/// Files were read as far as their headers. Pixels are fetched by SOP Instance UID on demand.
struct AddInstances {
  std::vector<InstanceHeader> headers;
  /// Of each header's file, as the reader knows it; none where they are not known.
  std::vector<std::string> file_names{};
};
/// One file of a drop could not be used; the others are not affected.
struct RejectFile {
  std::string name;
  Error error;
};
struct FrameDecoded {
  std::string sop_instance_uid;
  int frame_number = 1;
  std::shared_ptr<const DecodedFrame> stored;
  std::vector<OverlayPlane> overlays{};
  /// Why planes that the file names are not among `overlays`.
  std::vector<std::string> overlay_problems{};
  /// At reduced resolution, to be seen until the frame itself comes; nothing is measured on it.
  bool coarse = false;
};
struct FrameFailed {
  std::string sop_instance_uid;
  int frame_number = 1;
  Error error;
  std::string file_name{};  ///< As the reader knows it; empty when there is none.
};
/// What effect::ReadObject asked for.
struct ObjectRead {
  std::string sop_instance_uid;
  std::shared_ptr<const ObjectContent> content;
};
struct ObjectFailed {
  std::string sop_instance_uid;
  Error error;
};
/// A frame of a video is on screen, or it began or stopped to play.
struct VideoShown {
  std::string sop_instance_uid;
  bool playing = false;
  double time_s = 0.0;
  double duration_s = 0.0;  ///< 0: not known.
  int rows = 0, columns = 0;
};
/// The browser does not play a video.
struct VideoFailed {
  std::string sop_instance_uid;
  bool has_decoder = true;  ///< It has one for what the video claims to be.
  Error error;
};
/// Work that takes longer than a blink: reading files, fetching a case. `total` 0 is not known yet.
struct ReportTask {
  std::string task_id;
  std::string label;
  double done = 0.0;
  double total = 0.0;
  std::string unit;  ///< "files", "bytes".
};
struct EndTask {
  std::string task_id;
};

// From the platform: what the server hands out, what the machine can do.

struct ServiceOffer {
  std::string id, version;
  std::string name_en, name_ru;
  std::vector<std::string> modalities;
  std::string evidence;      ///< "teaching" or the registration.
  std::string model_sha256;  ///< Empty for a service without a network.
  std::string broken;        ///< Why it cannot be used; empty when it can.

  const std::string& name(Language language) const {
    return language == Language::kRussian ? name_ru : name_en;
  }
};
struct OfferServices {
  std::vector<ServiceOffer> services;
};
struct CaseOffer {
  std::string id;
  std::string title_en, title_ru;
  std::string history_en, history_ru;
  std::string modality;
};
struct OfferCases {
  std::vector<CaseOffer> cases;
};
struct ReportCapabilities {
  bool cross_origin_isolated = false;
  int decode_workers = 1;
  bool webgpu = false;
};
struct ReportNetwork {
  bool online = true;
};
struct ReportMemory {
  double used_bytes = 0.0;
  double budget_bytes = 0.0;
};

// From the platform: services at work.

struct ReportRun {
  std::string run_id;
  std::string step;  ///< "loading-model", "preparing", "inferring", "measuring".
  double fraction = 0.0;
};
struct FinishRun {
  std::string run_id;
  ServiceResult result;
  std::shared_ptr<const LabelMask> mask;
};
struct FailRun {
  std::string run_id;
  Error error;
};

// From the reader: what is on screen.

struct OpenFiles {};
struct OpenFolder {};
struct OpenCase {
  std::string id;
};
struct CancelTask {
  std::string task_id;
};
struct CloseStudy {
  std::string study_instance_uid;
};
struct ShowSeries {
  std::string series_key;
  int viewport = -1;  ///< −1 is the active one.
};
/// Puts a report, a segmentation, a document in the place of a picture; a presentation state shows
/// its image instead, where that is open.
struct ShowObject {
  std::string sop_instance_uid;
  int viewport = -1;  ///< −1 is the active one.
};
/// Puts a presentation state on a viewport's picture, or takes it off.
struct ShowPresentation {
  int viewport = -1;             ///< −1 is the active one.
  std::string sop_instance_uid;  ///< Empty: the image as it is.
};
/// Opens what a report points to, beside the report.
struct ShowReference {
  std::string sop_instance_uid;
  int frame_number = 1;
};
/// Draws a segment or a structure in the pictures it belongs to, or does not.
struct ShowObjectPart {
  std::string sop_instance_uid;
  int number = 0;  ///< Segment Number or ROI Number.
  bool shown = true;
};
/// Hands the file an object came in to the reader.
struct SaveObject {
  std::string sop_instance_uid;
};
/// Shows the document that an object wraps: a PDF, and nothing else.
struct OpenDocument {
  std::string sop_instance_uid;
};
/// Hands the document that an object wraps to the reader.
struct SaveDocument {
  std::string sop_instance_uid;
};
struct PlayVideo {
  std::string sop_instance_uid;
  bool playing = true;
};
struct SeekVideo {
  std::string sop_instance_uid;
  double time_s = 0.0;
};
/// Stops a video some frames further on, or back.
struct StepVideo {
  std::string sop_instance_uid;
  int frames = 1;
};
/// Hands the stream of a video to the reader.
struct SaveVideo {
  std::string sop_instance_uid;
};
struct SetLayout {
  ViewLayout layout = ViewLayout::kOne;
};
struct ActivateViewport {
  int viewport = 0;
};
/// The panel tells how many device pixels a viewport has; fitting waits for it.
struct ResizeViewport {
  int viewport = 0;
  int width = 0;
  int height = 0;
};
struct ScrollBy {
  int viewport = 0;
  int frames = 0;
};
struct ScrollTo {
  int viewport = 0;
  int index = 0;  ///< 0-based position in the series.
};
/// A drag in device pixels; right widens, up (negative y) brightens.
struct DragWindow {
  int viewport = 0;
  double dx = 0.0, dy = 0.0;
};
struct SetWindow {
  int viewport = 0;
  Window window;
};
/// Shows a viewport's images by a VOI LUT of their own.
struct ChooseVoiLut {
  int viewport = 0;
  int number = 1;  ///< In the order of VOI LUT Sequence, from 1.
};
/// Back to the first window of the image, or its first VOI LUT where it has no window.
struct ResetWindow {
  int viewport = 0;
};
struct ZoomAt {
  int viewport = 0;
  double factor = 1.0;
  Point<Viewport> at;
};
struct PanBy {
  int viewport = 0;
  Vector<Viewport> by;
};
struct RotateBy {
  int viewport = 0;
  int quarter_turns = 1;  ///< Clockwise.
};
struct FlipHorizontally {
  int viewport = 0;
};
struct FlipVertically {
  int viewport = 0;
};
struct InvertGrays {
  int viewport = 0;
};
struct ResetView {
  int viewport = 0;
};
struct MoveCursor {
  int viewport = -1;  ///< −1: the cursor is over no picture.
  Point<Viewport> at;
};
struct ChooseTool {
  Tool tool = Tool::kWindow;
};
struct ShowFindingsInPicture {
  bool shown = true;
};
/// The overlay planes of the images themselves.
struct ShowOverlayPlanes {
  bool shown = true;
};
struct SetOverlayOpacity {
  double opacity = 0.3;
};
struct ShowPictureText {
  bool shown = true;
};
struct ChooseTab {
  PanelTab tab = PanelTab::kFindings;
};
struct ShowStudyList {
  bool shown = true;
};
struct ShowSidePanel {
  bool shown = true;
};
struct ChooseLanguage {
  Language language = Language::kEnglish;
};
struct ChooseReportLanguage {
  Language language = Language::kEnglish;
};
struct ChooseTheme {
  ThemeName theme = ThemeName::kDark;
};
struct DismissMessage {
  std::int64_t id = 0;
};
struct DismissAllMessages {};
struct ShowMessages {
  bool shown = true;
};

// From the reader: services.

struct RunService {
  std::string service_id;
  std::string series_key;
};
struct CancelRun {
  std::string run_id;
};

// From the reader: the reading. These are journalled before they are applied.

struct AcceptFinding {
  std::string finding_id;
};
struct RejectFinding {
  std::string finding_id;
};
/// Back to undecided.
struct ReopenFinding {
  std::string finding_id;
};
/// Moves one point of one region; measurements and grades that hang on it follow.
struct MoveRegionPoint {
  std::string finding_id;
  int region = 0;
  int point = 0;
  Point<Image> to;
};
struct UndoReading {};
struct RedoReading {};

/// The journal an earlier visit left for a study.
struct RestoreReading {
  std::string study_instance_uid;
  std::vector<std::string> lines;
};

struct SelectFinding {
  std::string finding_id;
};
struct HoverFinding {
  std::string finding_id;  ///< Empty: none.
};
struct Export {
  ExportKind kind = ExportKind::kStructuredReport;
};

}  // namespace command

using AnyCommand = std::variant<
    command::AddInstances, command::RejectFile, command::FrameDecoded, command::FrameFailed,
    command::ObjectRead, command::ObjectFailed, command::VideoShown, command::VideoFailed,
    command::ReportTask, command::EndTask, command::OfferServices, command::OfferCases,
    command::ReportCapabilities, command::ReportNetwork, command::ReportMemory, command::ReportRun,
    command::FinishRun, command::FailRun, command::OpenFiles, command::OpenFolder,
    command::OpenCase, command::CancelTask, command::CloseStudy, command::ShowSeries,
    command::ShowObject, command::ShowPresentation, command::ShowReference, command::ShowObjectPart,
    command::SaveObject, command::OpenDocument, command::SaveDocument, command::PlayVideo,
    command::SeekVideo, command::StepVideo, command::SaveVideo, command::SetLayout,
    command::ActivateViewport, command::ResizeViewport, command::ScrollBy, command::ScrollTo,
    command::DragWindow, command::SetWindow, command::ChooseVoiLut, command::ResetWindow,
    command::ZoomAt, command::PanBy, command::RotateBy, command::FlipHorizontally,
    command::FlipVertically, command::InvertGrays, command::ResetView, command::MoveCursor,
    command::ChooseTool, command::ShowFindingsInPicture, command::ShowOverlayPlanes,
    command::SetOverlayOpacity, command::ShowPictureText, command::ChooseTab,
    command::ShowStudyList, command::ShowSidePanel, command::ChooseLanguage,
    command::ChooseReportLanguage, command::ChooseTheme, command::DismissMessage,
    command::DismissAllMessages, command::ShowMessages, command::RunService, command::CancelRun,
    command::AcceptFinding, command::RejectFinding, command::ReopenFinding,
    command::MoveRegionPoint, command::UndoReading, command::RedoReading, command::RestoreReading,
    command::SelectFinding, command::HoverFinding, command::Export>;

/// Anything that can happen. Its special members are compiled once, in command.cpp: those of a
/// variant with so many alternatives are most of the work of every file that makes one.
struct Command : AnyCommand {
  template <AlternativeOf<AnyCommand> T>
  Command(T command) : AnyCommand(std::in_place_type<T>, std::move(command)) {}
  Command(const Command&);
  Command(Command&&) noexcept;
  Command& operator=(const Command&);
  Command& operator=(Command&&) noexcept;
  ~Command();
};

}  // namespace overread
