#include "core/app/codec.hpp"
#include "core/dicom/json.hpp"
#include "core/findings/json_object.hpp"

namespace overread {
namespace {

struct EncodeEffect {
  Json operator()(const effect::PickFiles& e) const {
    return {{"kind", "PickFiles"}, {"folder", e.folder}};
  }
  Json operator()(const effect::LoadCase& e) const { return {{"kind", "LoadCase"}, {"id", e.id}}; }
  Json operator()(const effect::CancelTask& e) const {
    return {{"kind", "CancelTask"}, {"task_id", e.task_id}};
  }
  Json operator()(const effect::DecodeFrames& e) const {
    Json frames = Json::array();
    for (const auto& wanted : e.frames) {
      Json frame = {{"sop_instance_uid", wanted.sop_instance_uid},
                    {"frame_number", wanted.frame_number}};
      if (wanted.coarse_first) frame["coarse_first"] = true;
      frames.push_back(std::move(frame));
    }
    return {{"kind", "DecodeFrames"}, {"viewport", e.viewport}, {"frames", std::move(frames)}};
  }
  Json operator()(const effect::ReadObject& e) const {
    return {{"kind", "ReadObject"}, {"sop_instance_uid", e.sop_instance_uid}};
  }
  Json operator()(const effect::SaveInstance& e) const {
    return {{"kind", "SaveInstance"},
            {"sop_instance_uid", e.sop_instance_uid},
            {"file_name", e.file_name}};
  }
  Json operator()(const effect::OpenDocument& e) const {
    return {{"kind", "OpenDocument"},
            {"sop_instance_uid", e.sop_instance_uid},
            {"title", e.title},
            {"file_name", e.file_name},
            {"mime_type", e.mime_type}};
  }
  Json operator()(const effect::SaveDocument& e) const {
    return {{"kind", "SaveDocument"},
            {"sop_instance_uid", e.sop_instance_uid},
            {"file_name", e.file_name},
            {"mime_type", e.mime_type}};
  }
  Json operator()(const effect::ReadVideo& e) const {
    return {{"kind", "ReadVideo"}, {"sop_instance_uid", e.sop_instance_uid}};
  }
  Json operator()(const effect::OpenVideo& e) const {
    return {{"kind", "OpenVideo"},
            {"sop_instance_uid", e.sop_instance_uid},
            {"mime_type", e.mime_type}};
  }
  Json operator()(const effect::CloseVideo& e) const {
    return {{"kind", "CloseVideo"}, {"sop_instance_uid", e.sop_instance_uid}};
  }
  Json operator()(const effect::PlayVideo& e) const {
    return {
        {"kind", "PlayVideo"}, {"sop_instance_uid", e.sop_instance_uid}, {"playing", e.playing}};
  }
  Json operator()(const effect::SeekVideo& e) const {
    return {{"kind", "SeekVideo"}, {"sop_instance_uid", e.sop_instance_uid}, {"time_s", e.time_s}};
  }
  Json operator()(const effect::SaveVideo& e) const {
    return {{"kind", "SaveVideo"},
            {"sop_instance_uid", e.sop_instance_uid},
            {"file_name", e.file_name},
            {"mime_type", e.mime_type}};
  }
  Json operator()(const effect::ForgetInstances& e) const {
    return {{"kind", "ForgetInstances"}, {"sop_instance_uids", e.sop_instance_uids}};
  }
  Json operator()(const effect::RunService& e) const {
    return {{"kind", "RunService"},
            {"run_id", e.run_id},
            {"service_id", e.service_id},
            {"sop_instance_uids", e.sop_instance_uids}};
  }
  Json operator()(const effect::CancelRun& e) const {
    return {{"kind", "CancelRun"}, {"run_id", e.run_id}};
  }
  Json operator()(const effect::AppendJournal& e) const {
    return {
        {"kind", "AppendJournal"}, {"study_instance_uid", e.study_instance_uid}, {"line", e.line}};
  }
  Json operator()(const effect::LoadJournal& e) const {
    return {{"kind", "LoadJournal"}, {"study_instance_uid", e.study_instance_uid}};
  }
  Json operator()(const effect::SaveDicom& e) const {
    return {{"kind", "SaveDicom"},
            {"file_name", e.file_name},
            {"dataset", Json::parse(to_dicom_json(e.dataset), nullptr, false)}};
  }
  Json operator()(const effect::SaveText& e) const {
    return {{"kind", "SaveText"}, {"file_name", e.file_name}, {"text", e.text}};
  }
  Json operator()(const effect::SavePreference& e) const {
    return {{"kind", "SavePreference"}, {"key", e.key}, {"value", e.value}};
  }
};

}  // namespace

std::string to_json(const Effect& effect) { return json_text(std::visit(EncodeEffect{}, effect)); }

}  // namespace overread
