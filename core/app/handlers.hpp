#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/app/effect.hpp"
#include "core/app/state.hpp"

/// The answer to each command, in files by subject. Internal to core/app.
namespace overread {

struct Update {
  State& state;
  const std::string& at;
  std::vector<Effect> effects;

  void ask(Effect effect) { effects.push_back(std::move(effect)); }
};

/// Is there a viewport of this number in the layout?
inline bool is_viewport(const State& state, int viewport) {
  return viewport >= 0 && viewport < viewport_count(state.layout);
}

inline ViewportSlot& slot_at(State& state, int viewport) {
  return state.viewports[static_cast<std::size_t>(viewport)];
}

// update_library.cpp: studies, files, tasks.
void handle(Update& u, const command::AddInstances& c);
void handle(Update& u, const command::RejectFile& c);
void handle(Update& u, const command::ReportTask& c);
void handle(Update& u, const command::EndTask& c);
void handle(Update& u, const command::OpenFiles& c);
void handle(Update& u, const command::OpenFolder& c);
void handle(Update& u, const command::OpenCase& c);
void handle(Update& u, const command::CancelTask& c);
void handle(Update& u, const command::CloseStudy& c);
void handle(Update& u, const command::OfferCases& c);

// update_frames.cpp: which frames are wanted, which came.
void handle(Update& u, const command::FrameDecoded& c);
void handle(Update& u, const command::FrameFailed& c);
void handle(Update& u, const command::ShowSeries& c);
void handle(Update& u, const command::ScrollBy& c);
void handle(Update& u, const command::ScrollTo& c);
void want_frames(Update& u, int viewport);
/// Where a series opens: a stack in its middle, where there is something to see.
int opening_index(const Series& series);

// update_objects.cpp: reports, segmentations, documents.
void handle(Update& u, const command::ObjectRead& c);
void handle(Update& u, const command::ObjectFailed& c);
void handle(Update& u, const command::ShowObject& c);
void handle(Update& u, const command::ShowReference& c);
void handle(Update& u, const command::ShowObjectPart& c);
void handle(Update& u, const command::SaveObject& c);
void handle(Update& u, const command::OpenDocument& c);
void handle(Update& u, const command::SaveDocument& c);
/// "doc-4.pdf": what of an object is saved as, without patient data.
std::string saved_file_name(const InstanceHeader& header, std::string_view extension);
LoadedObject* object_of(State& state, const std::string& sop_instance_uid);
/// Takes an instance that is no picture into the library and has it read.
void add_object(Update& u, const InstanceHeader& header);
/// Works out anew what objects draw in viewports whose frame or whose objects have changed.
void refresh_overlays(State& state);

// update_videos.cpp: videos that the page plays.
void handle(Update& u, const command::VideoShown& c);
void handle(Update& u, const command::VideoFailed& c);
void handle(Update& u, const command::PlayVideo& c);
void handle(Update& u, const command::SeekVideo& c);
void handle(Update& u, const command::StepVideo& c);
void handle(Update& u, const command::SaveVideo& c);
/// Opens videos that came into a viewport, closes those that left the last one.
void refresh_videos(Update& u);

// update_presentations.cpp: images as presentation states want them seen.
void handle(Update& u, const command::ShowPresentation& c);
/// Puts a presentation state on a viewport, at an image it speaks of. @return False when the object
/// is none, or none of its images is open.
bool show_presentation(Update& u, const std::string& sop_instance_uid, int viewport);
/// Follows the frames shown: a state is in force on those it speaks of.
void refresh_presentations(State& state);

// update_view.cpp: how a picture is shown.
void handle(Update& u, const command::SetLayout& c);
void handle(Update& u, const command::ActivateViewport& c);
void handle(Update& u, const command::ResizeViewport& c);
void handle(Update& u, const command::DragWindow& c);
void handle(Update& u, const command::SetWindow& c);
void handle(Update& u, const command::ChooseVoiLut& c);
void handle(Update& u, const command::ResetWindow& c);
void handle(Update& u, const command::ZoomAt& c);
void handle(Update& u, const command::PanBy& c);
void handle(Update& u, const command::RotateBy& c);
void handle(Update& u, const command::FlipHorizontally& c);
void handle(Update& u, const command::FlipVertically& c);
void handle(Update& u, const command::InvertGrays& c);
void handle(Update& u, const command::ResetView& c);
void handle(Update& u, const command::MoveCursor& c);

// update_services.cpp: services offered and at work.
void handle(Update& u, const command::OfferServices& c);
void handle(Update& u, const command::RunService& c);
void handle(Update& u, const command::CancelRun& c);
void handle(Update& u, const command::ReportRun& c);
void handle(Update& u, const command::FinishRun& c);
void handle(Update& u, const command::FailRun& c);
/// Starts the services that fit what is on screen and have not run on it.
void start_fitting_services(Update& u);

// update_reading.cpp: what the reader decides, and what leaves the house.
void handle(Update& u, const command::AcceptFinding& c);
void handle(Update& u, const command::RejectFinding& c);
void handle(Update& u, const command::ReopenFinding& c);
void handle(Update& u, const command::MoveRegionPoint& c);
void handle(Update& u, const command::UndoReading& c);
void handle(Update& u, const command::RedoReading& c);
void handle(Update& u, const command::RestoreReading& c);
void handle(Update& u, const command::SelectFinding& c);
void handle(Update& u, const command::HoverFinding& c);
void handle(Update& u, const command::Export& c);

// update_interface.cpp: panels, languages, messages, the machine.
void handle(Update& u, const command::ReportCapabilities& c);
void handle(Update& u, const command::ReportNetwork& c);
void handle(Update& u, const command::ReportMemory& c);
void handle(Update& u, const command::ChooseTool& c);
void handle(Update& u, const command::ShowFindingsInPicture& c);
void handle(Update& u, const command::ShowOverlayPlanes& c);
void handle(Update& u, const command::SetOverlayOpacity& c);
void handle(Update& u, const command::ShowPictureText& c);
void handle(Update& u, const command::ChooseTab& c);
void handle(Update& u, const command::ShowStudyList& c);
void handle(Update& u, const command::ShowSidePanel& c);
void handle(Update& u, const command::ChooseLanguage& c);
void handle(Update& u, const command::ChooseReportLanguage& c);
void handle(Update& u, const command::ChooseTheme& c);
void handle(Update& u, const command::DismissMessage& c);
void handle(Update& u, const command::DismissAllMessages& c);
void handle(Update& u, const command::ShowMessages& c);
void post_message(State& state, MessageLevel level, std::string subject, std::string text);

}  // namespace overread
