#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/app/command.hpp"
#include "core/base/alternative_of.hpp"
#include "core/dicom/dataset.hpp"

/// What update() asks the platform to do. The platform answers with commands.
namespace overread {
namespace effect {

/// Ask the reader for files or a folder; answered by ReportTask, AddInstances, RejectFile, EndTask.
struct PickFiles {
  bool folder = false;
};
struct LoadCase {
  std::string id;
};
struct CancelTask {
  std::string task_id;
};
/// Decode frames, first one first. Replaces what is waiting for this viewport, so that scrolling
/// does not queue.
struct DecodeFrames {
  struct Wanted {
    std::string sop_instance_uid;
    int frame_number = 1;
    /// Somebody waits to see it and it takes long: at reduced resolution before, as FrameDecoded
    /// with `coarse`. When that fails nothing is told.
    bool coarse_first = false;
  };
  int viewport = 0;
  std::vector<Wanted> frames;
};
/// Read what is in an object that is no picture; answered by ObjectRead or ObjectFailed.
struct ReadObject {
  std::string sop_instance_uid;
};
/// Hand the file of an instance to the reader as a download, byte for byte.
struct SaveInstance {
  std::string sop_instance_uid;
  std::string file_name;
};
/// Take the document out of an instance and show it; what fails is answered by RejectFile.
struct OpenDocument {
  std::string sop_instance_uid;
  std::string title;      ///< What the reader knows it by.
  std::string file_name;  ///< Under which it can be saved from there.
  std::string mime_type;
};
/// Take the document out of an instance and hand it to the reader as a download.
struct SaveDocument {
  std::string sop_instance_uid;
  std::string file_name;
  std::string mime_type;
};
/// Find the stream of a video and say what it is; answered by ObjectRead or ObjectFailed.
struct ReadVideo {
  std::string sop_instance_uid;
};
/// Play a video that was read: muted, again and again; answered by VideoShown for every frame, or
/// by VideoFailed.
struct OpenVideo {
  std::string sop_instance_uid;
  std::string mime_type;
};
struct CloseVideo {
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
/// Hand the stream of a video to the reader as a download.
struct SaveVideo {
  std::string sop_instance_uid;
  std::string file_name;
  std::string mime_type;
};
/// The platform may drop the bytes of these instances.
struct ForgetInstances {
  std::vector<std::string> sop_instance_uids;
};
/// Run a service on the instances of a series, in reading order.
struct RunService {
  std::string run_id;
  std::string service_id;
  std::vector<std::string> sop_instance_uids;
};
struct CancelRun {
  std::string run_id;
};
/// One line of the journal. Written before the change it describes is seen on screen.
struct AppendJournal {
  std::string study_instance_uid;
  std::string line;  ///< JSON.
};
/// Look for the journal of a study; answered by RestoreReading when there is one.
struct LoadJournal {
  std::string study_instance_uid;
};
/// Encode the data set as a DICOM file and hand it to the reader as a download.
struct SaveDicom {
  std::string file_name;
  Dataset dataset;
};
struct SaveText {
  std::string file_name;
  std::string text;
};
/// Remember a preference of this browser.
struct SavePreference {
  std::string key;
  std::string value;
};

}  // namespace effect

using AnyEffect =
    std::variant<effect::PickFiles, effect::LoadCase, effect::CancelTask, effect::DecodeFrames,
                 effect::ReadObject, effect::SaveInstance, effect::OpenDocument,
                 effect::SaveDocument, effect::ReadVideo, effect::OpenVideo, effect::CloseVideo,
                 effect::PlayVideo, effect::SeekVideo, effect::SaveVideo, effect::ForgetInstances,
                 effect::RunService, effect::CancelRun, effect::AppendJournal, effect::LoadJournal,
                 effect::SaveDicom, effect::SaveText, effect::SavePreference>;

/// Anything that State asks of the platform. Its special members are compiled once, in effect.cpp:
/// those of a variant with so many alternatives are most of the work of every file that makes one.
struct Effect : AnyEffect {
  template <AlternativeOf<AnyEffect> T>
  Effect(T effect) : AnyEffect(std::in_place_type<T>, std::move(effect)) {}
  Effect(const Effect&);
  Effect(Effect&&) noexcept;
  Effect& operator=(const Effect&);
  Effect& operator=(Effect&&) noexcept;
  ~Effect();
};

}  // namespace overread
