#include <algorithm>
#include <cmath>
#include <string>

#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

constexpr double kZoomPerPixel = 1.006;
constexpr double kZoomPerNotch = 1.15;
constexpr float kPixelsPerImage = 12;

Point<Viewport> device_point(const Context& ui, ImRect box, ImVec2 at) {
  return Point<Viewport>((at.x - box.Min.x) * ui.device_scale,
                         (at.y - box.Min.y) * ui.device_scale);
}

// What a drag of this button does now; none for a plain move.
void drag(Context& ui, Tool tool, const ViewportModel& viewport, ImRect box, ImVec2 start) {
  const ImVec2 by = ImGui::GetIO().MouseDelta;
  if (by.x == 0 && by.y == 0) return;
  const double dx = by.x * ui.device_scale, dy = by.y * ui.device_scale;
  switch (tool) {
    case Tool::kWindow:
      ui.emit(command::DragWindow{viewport.index, by.x, by.y});
      break;
    case Tool::kPan:
      ui.emit(command::PanBy{viewport.index, Vector<Viewport>(dx, dy)});
      break;
    case Tool::kZoom:
      ui.emit(command::ZoomAt{viewport.index, std::pow(kZoomPerPixel, -by.y),
                              device_point(ui, box, start)});
      break;
    case Tool::kScroll: {
      // Whole images only: the rest of the way waits in the window's storage.
      ImGuiStorage* storage = ImGui::GetStateStorage();
      const ImGuiID key = ImGui::GetID("scroll-rest");
      float rest = storage->GetFloat(key) + by.y;
      const float per_image = std::max(
          1.0f, std::min(kPixelsPerImage,
                         box.GetHeight() / static_cast<float>(std::max(1, viewport.count))));
      const int frames = static_cast<int>(rest / per_image);
      rest -= static_cast<float>(frames) * per_image;
      storage->SetFloat(key, rest);
      if (frames != 0) ui.emit(command::ScrollBy{viewport.index, frames});
      break;
    }
    case Tool::kEdit:
      break;
  }
}

void wheel(Context& ui, const ViewportModel& viewport, ImRect box) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel == 0) return;
  if (io.KeyCtrl || viewport.count <= 1) {
    ui.emit(command::ZoomAt{viewport.index, std::pow(kZoomPerNotch, io.MouseWheel),
                            device_point(ui, box, io.MousePos)});
    return;
  }
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID("wheel-rest");
  float rest = storage->GetFloat(key) - io.MouseWheel;
  const int frames = static_cast<int>(rest);
  storage->SetFloat(key, rest - static_cast<float>(frames));
  if (frames != 0) ui.emit(command::ScrollBy{viewport.index, frames});
}

// A thin track on the right edge: where in the series this image stands.
bool stack_track(Context& ui, const ViewportModel& viewport, ImRect box, std::string_view id) {
  if (viewport.count <= 1) return false;
  const float width = ui.px(12);
  const ImRect track({box.Max.x - width, box.Min.y + ui.px(40)},
                     {box.Max.x, box.Max.y - ui.px(40)});
  if (track.GetHeight() < ui.px(40)) return false;
  const std::string text =
      filled(ui.tr(Text::kImagePosition),
             {std::to_string(viewport.position + 1), std::to_string(viewport.count)});
  const Interaction state = interact(ui, id, track,
                                     {.role = Role::kSlider,
                                      .label = ui.tr(Text::kStackPosition),
                                      .text = text,
                                      .value = viewport.position + 1,
                                      .lowest = 1,
                                      .highest = viewport.count});
  const float thumb = std::max(ui.px(18), track.GetHeight() / static_cast<float>(viewport.count));
  const float way = track.GetHeight() - thumb;
  const float t = static_cast<float>(viewport.position) / static_cast<float>(viewport.count - 1);
  const float y = track.Min.y + way * t;
  const bool lit = state.hovered || state.held || state.focused;
  const float thick = ui.px(lit ? 5 : 3);
  const float x1 = track.Max.x - ui.px(3);
  fill({{x1 - thick, track.Min.y}, {x1, track.Max.y}}, faded(ui.theme.image_text, 0.10f),
       thick / 2);
  fill({{x1 - thick, y}, {x1, y + thumb}}, faded(ui.theme.image_text, lit ? 0.75f : 0.4f),
       thick / 2);
  for (const int key : viewport.key_positions) {
    const float place = static_cast<float>(key) / static_cast<float>(viewport.count - 1);
    const float middle = ImFloor(track.Min.y + way * place + thumb / 2);
    fill({{track.Max.x - ui.px(10), middle - 1}, {track.Max.x, middle + 1}}, ui.theme.reader_mark);
  }
  int wanted = viewport.position;
  if (state.held) {
    const float at = (ImGui::GetIO().MousePos.y - track.Min.y - thumb / 2) / std::max(way, 1.0f);
    wanted = static_cast<int>(
        std::lround(std::clamp(at, 0.0f, 1.0f) * static_cast<float>(viewport.count - 1)));
  }
  if (const auto number = ui.mirror.take_number(id)) {
    wanted = std::clamp(static_cast<int>(std::lround(*number)) - 1, 0, viewport.count - 1);
  }
  if (wanted != viewport.position) ui.emit(command::ScrollTo{viewport.index, wanted});
  return state.hovered || state.held;
}

}  // namespace

bool picture_input(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                   Ephemeral& open, ImRect box) {
  const std::string id = "viewport." + std::to_string(viewport.index + 1);
  const std::string label = filled(ui.tr(Text::kViewport), {std::to_string(viewport.index + 1)});
  std::string text;
  if (viewport.count > 0) {
    text = filled(ui.tr(Text::kImagePosition),
                  {std::to_string(viewport.position + 1), std::to_string(viewport.count)});
  }
  announce(ui, id, box,
           {.role = Role::kImage,
            .label = label,
            .text = text,
            .selected = viewport.index == model.active_viewport});
  const ImGuiID item = ImGui::GetID(id.c_str());
  ImGui::SetNextItemAllowOverlap();
  ImGui::ItemAdd(box, item, nullptr, ImGuiItemFlags_AllowOverlap);
  bool hovered = false, held = false;
  ImGui::ButtonBehavior(box, item, &hovered, &held,
                        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                            ImGuiButtonFlags_MouseButtonMiddle | ImGuiButtonFlags_AllowOverlap);
  if (!viewport.empty && stack_track(ui, viewport, box, id + ".position")) hovered = false;
  const ImGuiIO& io = ImGui::GetIO();
  if (hovered && ImGui::IsAnyMouseDown() && viewport.index != model.active_viewport) {
    ui.emit(command::ActivateViewport{viewport.index});
  }
  const bool over = hovered;
  if (viewport.empty) return over;
  if (hovered && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    ui.emit(command::MoveCursor{viewport.index, device_point(ui, box, io.MousePos)});
  }
  if (hovered) wheel(ui, viewport, box);
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    ui.emit(command::ResetView{viewport.index});
  }
  if (!held || !open.dragged_handle.empty()) return over;
  if (ImGui::IsMouseDown(ImGuiMouseButton_Middle)) {
    drag(ui, Tool::kPan, viewport, box, io.MouseClickedPos[ImGuiMouseButton_Middle]);
  } else if (ImGui::IsMouseDown(ImGuiMouseButton_Right)) {
    drag(ui, Tool::kZoom, viewport, box, io.MouseClickedPos[ImGuiMouseButton_Right]);
  } else if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    drag(ui, model.tool == Tool::kEdit ? Tool::kPan : model.tool, viewport, box,
         io.MouseClickedPos[ImGuiMouseButton_Left]);
  }
  return over;
}

}  // namespace overread::ui
