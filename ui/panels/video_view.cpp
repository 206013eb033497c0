#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/gauge.hpp"

namespace overread::ui {
namespace {

/// Below this width the seek bar would be too short to aim at.
constexpr float kShortestSeek = 80;
constexpr float kGap = 4;

/// As large as it fits, its own shape kept, in the middle.
ImRect fitted(ImRect box, int columns, int rows) {
  const float width = static_cast<float>(columns), height = static_cast<float>(rows);
  const float scale = std::min(box.GetWidth() / width, box.GetHeight() / height);
  const ImVec2 half(width * scale / 2, height * scale / 2), center = box.GetCenter();
  return {{center.x - half.x, center.y - half.y}, {center.x + half.x, center.y + half.y}};
}

void video_frame(Context& ui, const VideoModel& video, std::string_view id, ImRect box) {
  fill(box, ui.theme.image);
  if (video.columns > 0 && video.rows > 0) {
    const ImTextureRef picture = ui.pictures.video(video.sop_instance_uid);
    if (picture.GetTexID() != ImTextureID_Invalid) {
      const ImRect place = fitted(box, video.columns, video.rows);
      ImGui::GetWindowDrawList()->AddImage(picture, place.Min, place.Max);
      return;
    }
  }
  const std::string_view words = ui.tr(Text::kViewportLoading);
  announce(ui, std::string(id) + ".loading", box, {.role = Role::kStatus, .label = words});
  text_in(ui, box, words, {.color = ui.theme.image_text_dim, .align = Align::kCenter});
}

void wheel_steps(Context& ui, const ViewportModel& viewport, ImRect box) {
  const float turned = ImGui::GetIO().MouseWheel;
  if (turned == 0 || !ImGui::IsMouseHoveringRect(box.Min, box.Max) || !ImGui::IsWindowHovered()) {
    return;
  }
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID("video-wheel-rest");
  const float rest = storage->GetFloat(key) - turned;
  const int frames = static_cast<int>(rest);
  storage->SetFloat(key, rest - static_cast<float>(frames));
  if (frames != 0) ui.emit(command::ScrollBy{viewport.index, frames});
}

float control_edge(const Context& ui) {
  return ui.px(ui.touch ? metrics::kTouchRow : metrics::kRow);
}

float clock_width(const Context& ui, const VideoModel& video) {
  return measure(ui, video.time, TextStyle::kDense).x + 1;
}

/// Whether the seek bar needs a row of its own.
bool is_narrow(const Context& ui, const VideoModel& video, float width) {
  constexpr float kButtons = 4, kGaps = 6;
  const float taken = kButtons * control_edge(ui) + kGaps * ui.px(kGap) + clock_width(ui, video);
  return width - taken < ui.px(kShortestSeek);
}

void seek_bar(Context& ui, const VideoModel& video, const std::string& id, ImRect place) {
  if (video.duration_s <= 0 || place.GetWidth() <= 0) return;
  if (const auto moved = slider(ui, id + ".seek", place, ui.tr(Text::kVideoPlace), video.time_s, 0,
                                video.duration_s)) {
    ui.emit(command::SeekVideo{video.sop_instance_uid, *moved});
  }
}

void video_controls(Context& ui, const VideoModel& video, const std::string& id, ImRect bar) {
  fill(bar, ui.theme.panel);
  horizontal_line(bar.Min.x, bar.Max.x, bar.Min.y, ui.theme.line);
  const std::string& uid = video.sop_instance_uid;
  const float edge = control_edge(ui), gap = ui.px(kGap);
  const float y = ImFloor(bar.Max.y - gap - edge);
  float left = bar.Min.x + gap, right = bar.Max.x - gap;
  const auto from_left = [&](std::string_view name, const char* icon, Text text,
                             const IconButtonOptions& options) {
    const ImRect place({left, y}, {left + edge, y + edge});
    left += edge;
    return icon_button(ui, id + std::string(name), place, icon, ui.tr(text), options);
  };
  if (from_left(".play", video.playing ? icons::kPause : icons::kRun,
                video.playing ? Text::kPauseVideo : Text::kPlayVideo,
                {.shortcut = cap_of(Action::kPlayVideo)})) {
    ui.emit(command::PlayVideo{uid, !video.playing});
  }
  if (from_left(".back", icons::kFrameBack, Text::kFrameBack,
                {.shortcut = cap_of(Action::kPreviousImage), .disabled = !video.can_step})) {
    ui.emit(command::StepVideo{uid, -1});
  }
  if (from_left(".forward", icons::kFrameForward, Text::kFrameForward,
                {.shortcut = cap_of(Action::kNextImage), .disabled = !video.can_step})) {
    ui.emit(command::StepVideo{uid, 1});
  }
  const ImRect save({right - edge, y}, {right, y + edge});
  if (icon_button(ui, id + ".save", save, icons::kDownload, ui.tr(Text::kSaveVideo))) {
    ui.emit(command::SaveVideo{uid});
  }
  right -= edge + gap;
  left += gap;
  const float clock = clock_width(ui, video);
  if (right - left >= clock) {
    const ImRect place({right - clock, y}, {right, y + edge});
    text_in(ui, place, video.time,
            {.style = TextStyle::kDense, .color = ui.theme.text_secondary, .align = Align::kEnd});
    announce(ui, id + ".time", place, {.role = Role::kText, .label = video.time});
    right -= clock + gap * 2;
  }
  const ImRect above({bar.Min.x + gap, y - edge}, {bar.Max.x - gap, y});
  seek_bar(ui, video, id,
           is_narrow(ui, video, bar.GetWidth()) ? above : ImRect({left, y}, {right, y + edge}));
}

}  // namespace

void video_view(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                ImRect box) {
  const VideoModel& video = *viewport.video;
  const std::string id = "viewport." + std::to_string(viewport.index + 1);
  const float rows = is_narrow(ui, video, box.GetWidth()) ? 2 : 1;
  const float foot = rows * control_edge(ui) + 2 * ui.px(kGap);
  const ImRect picture(box.Min, {box.Max.x, std::max(box.Min.y, box.Max.y - foot)});
  announce(ui, id, box,
           {.role = Role::kImage,
            .label = filled(ui.tr(Text::kViewport), {std::to_string(viewport.index + 1)}),
            .text = filled(ui.tr(Text::kImagePosition),
                           {std::to_string(viewport.position + 1), std::to_string(viewport.count)}),
            .selected = viewport.index == model.active_viewport});
  const bool clicked = ImGui::IsMouseHoveringRect(box.Min, box.Max) &&
                       ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                       ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  if (clicked && viewport.index != model.active_viewport) {
    ui.emit(command::ActivateViewport{viewport.index});
  }
  ImGui::PushClipRect(box.Min, box.Max, true);
  wheel_steps(ui, viewport, picture);
  video_frame(ui, video, id + ".video", picture);
  picture_text(ui, model, viewport, picture);
  video_controls(ui, video, id + ".video", {{box.Min.x, picture.Max.y}, box.Max});
  ImGui::PopClipRect();
}

}  // namespace overread::ui
