#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/app/command.hpp"
#include "core/app/frame_cache.hpp"
#include "core/app/frame_order.hpp"
#include "core/app/object_overlay.hpp"
#include "core/app/reading.hpp"
#include "core/image/frame.hpp"
#include "core/image/series.hpp"
#include "core/view/viewport_state.hpp"

namespace overread {

/// A series with the name it goes by. One DICOM series may fall into several of these (by size and
/// orientation); the key tells them apart.
struct LoadedSeries {
  std::string key;
  Series series;
};

/// Why a video is not seen.
enum class VideoProblem { kNone, kNoDecoder, kNotPlayed };

/// A video as the page plays it. All its viewports show the same frame.
struct VideoPlayback {
  bool is_open = false;  ///< The page was asked for it.
  bool playing = false;
  double time_s = 0.0;        ///< Of the frame shown, from the stream's first.
  double duration_s = 0.0;    ///< 0 while it is not known.
  int rows = 0, columns = 0;  ///< Of the frame shown; 0 before there is one.
  VideoProblem problem = VideoProblem::kNone;
  std::string reason;  ///< What the browser says of the problem.
};

/// An instance that is no picture: a report, a segmentation, a document, a video.
struct LoadedObject {
  InstanceHeader header;
  std::shared_ptr<const ObjectContent> content;  ///< Null until it is read.
  std::string error;                             ///< Why it cannot be.
  std::set<int> hidden_parts;  ///< Segments or structures that the reader has switched off.
  VideoPlayback playback{};
};

/// A frame as a presentation state wants it seen, and what it was worked out for.
struct PresentedFrame {
  std::optional<Frame> frame{};
  std::string presentation_uid{};
  int objects_version = -1;
};

/// One viewport: what it shows and how.
struct ViewportSlot {
  std::string series_key;
  std::string object_uid;  ///< SOP Instance UID of the object shown instead of a series.
  /// SOP Instance UID of the presentation state that the reader has put on; in force on the frames
  /// it speaks of.
  std::string presentation_uid{};
  int index = 0;         ///< 0-based position in the series' frames.
  bool settled = false;  ///< The index is the reader's; until then a stack goes to its middle once
                         ///< it is there.
  ScrollDirection direction = ScrollDirection::kNone;  ///< Of the reader's last scroll.
  ViewportState view;
  int width = 0, height = 0;  ///< Device pixels.
  int outstanding = 0;        ///< Frames asked for and not answered yet.
  ObjectOverlay overlay;      ///< What objects draw on the frame shown.
  /// The view that the presentation state in force begins with; none while there is none in force.
  std::optional<ViewportState> presented_view{};
  ViewportState own_view{};    ///< What to go back to from a presented view.
  PresentedFrame presented{};  ///< Of the frame shown, while a presentation state is in force.
};

enum class RunStatus { kPending, kRunning, kSuccess, kError, kCancelled };

/// One run of a service on a series.
struct ServiceRunState {
  std::string run_id, service_id, series_key;
  RunStatus status = RunStatus::kPending;
  std::string step;
  double fraction = 0.0;
  std::optional<ServiceResult> result;
  std::shared_ptr<const LabelMask> mask;
  std::string error;
};

struct Message {
  std::int64_t id = 0;
  MessageLevel level = MessageLevel::kInfo;
  std::string subject;  ///< File, service or case it is about.
  std::string text;
};

struct Task {
  std::string task_id, label, unit;
  double done = 0.0, total = 0.0;
};

struct Cursor {
  int viewport = -1;
  Point<Viewport> at;
};

/// The whole application. Changed by update() and by nothing else.
struct State {
  std::vector<InstanceHeader> instances;
  std::vector<LoadedSeries> series;
  std::vector<LoadedObject> objects;
  int objects_version = 0;  ///< Goes up with every change in what objects draw.
  FrameCache frames;
  /// Why a frame could not be decoded; it is not asked for again.
  std::map<std::pair<std::string, int>, Error> failed_frames;
  /// Frames on screen at reduced resolution, until they come in full.
  std::map<std::pair<std::string, int>, std::shared_ptr<const DecodedFrame>> coarse_frames;
  /// The next new study goes to the active viewport: the reader has just asked for it.
  bool study_awaited = false;

  ViewLayout layout = ViewLayout::kOne;
  std::array<ViewportSlot, 4> viewports;
  int active_viewport = 0;
  Tool tool = Tool::kWindow;
  Cursor cursor;
  bool findings_in_picture = true;
  bool overlay_planes_shown = true;
  bool picture_text = true;
  double overlay_opacity = 0.3;

  std::vector<command::ServiceOffer> services;
  std::vector<command::CaseOffer> cases;
  std::vector<ServiceRunState> runs;
  Reading reading;
  std::string selected_finding, hovered_finding;

  std::vector<Task> tasks;
  std::deque<Message> messages;
  /// What the reader was told of the geometry of each series, by key: nothing is told twice.
  std::map<std::string, std::vector<GeometryWarning>> told_warnings;
  /// Instances that came again, and are not told of yet.
  int repeated_instances = 0;
  /// Images without SOP Instance UID, not told of yet.
  int nameless_instances = 0;
  std::int64_t next_id = 1;
  bool messages_shown = false;

  PanelTab tab = PanelTab::kFindings;
  bool study_list_shown = true;
  bool side_panel_shown = true;
  Language language = Language::kEnglish;
  Language report_language = Language::kEnglish;
  ThemeName theme = ThemeName::kDark;

  command::ReportCapabilities capabilities;
  command::ReportMemory memory;
  bool online = true;
};

int viewport_count(ViewLayout layout);
const LoadedSeries* find_series(const State& state, const std::string& key);
const LoadedObject* find_object(const State& state, const std::string& sop_instance_uid);
const ServiceRunState* find_run(const State& state, const std::string& run_id);
/// The header and frame number shown at a position of a series.
struct ShownFrame {
  const InstanceHeader* header = nullptr;
  int frame_number = 1;
};
ShownFrame frame_at(const LoadedSeries& series, int index);

}  // namespace overread
