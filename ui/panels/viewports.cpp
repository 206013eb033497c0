#include <algorithm>
#include <string>
#include <vector>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

std::vector<ImRect> places(ImRect box, ViewLayout layout) {
  const float gutter = metrics::kGutter;
  const float x = ImFloor(box.GetCenter().x), y = ImFloor(box.GetCenter().y);
  const ImRect left(box.Min, {x, box.Max.y}), right({x + gutter, box.Min.y}, box.Max);
  switch (layout) {
    case ViewLayout::kOne:
      return {box};
    case ViewLayout::kTwoColumns:
      return {left, right};
    case ViewLayout::kTwoRows:
      return {{box.Min, {box.Max.x, y}}, {{box.Min.x, y + gutter}, box.Max}};
    case ViewLayout::kFour:
      return {{left.Min, {left.Max.x, y}},
              {right.Min, {right.Max.x, y}},
              {{left.Min.x, y + gutter}, left.Max},
              {{right.Min.x, y + gutter}, right.Max}};
  }
  return {box};
}

void note_in_middle(Context& ui, std::string_view id, ImRect box, const char* icon,
                    std::string_view text, ImU32 ink) {
  const float width = std::min(box.GetWidth() - ui.px(32), ui.px(360));
  if (width < ui.px(40)) return;
  const float natural = std::min(measure(ui, text, TextStyle::kBody).x + 1, width);
  const float height = wrapped_height(ui, text, TextStyle::kBody, natural);
  const ImVec2 center = box.GetCenter();
  if (icon) icon_at(ui, {center.x, center.y - height / 2 - ui.px(20)}, icon, ink, 24);
  const ImVec2 at(center.x - natural / 2, center.y - height / 2);
  wrapped_text(ui, at, natural, text, {.color = ink, .align = Align::kCenter});
  announce(ui, id, {at, {at.x + natural, at.y + height}}, {.role = Role::kStatus, .label = text});
}

// At the picture's lower edge: what is seen is not yet all there is.
void coarse_note(Context& ui, std::string_view id, ImRect box) {
  const std::string_view words = ui.tr(Text::kViewportCoarse);
  const ImVec2 size = measure(ui, words, TextStyle::kImage);
  const ImVec2 at(box.GetCenter().x - size.x / 2, box.Max.y - ui.px(40) - size.y);
  text_over_picture(ui, ImGui::GetWindowDrawList(), at, words, TextStyle::kImage, ui.theme.warn);
  announce(ui, id, {at, {at.x + size.x, at.y + size.y}}, {.role = Role::kStatus, .label = words});
}

// True when the pointer is over this viewport's picture.
bool one(Context& ui, const InterfaceModel& model, Ephemeral& open, std::size_t index, ImRect box) {
  const ViewportModel& viewport = model.viewports[index];
  const int number = static_cast<int>(index);
  const int width = std::max(1, static_cast<int>(box.GetWidth() * ui.device_scale + 0.5f));
  const int height = std::max(1, static_cast<int>(box.GetHeight() * ui.device_scale + 0.5f));
  if (width != model.viewport_widths[index] || height != model.viewport_heights[index]) {
    ui.emit(command::ResizeViewport{number, width, height});
  }
  if (viewport.object) {
    if (viewport.video) {
      video_view(ui, model, viewport, box);
    } else {
      object_view(ui, model, viewport, box);
    }
    if (model.viewports.size() > 1 && number == model.active_viewport) {
      outline(box, ui.theme.accent);
    }
    return false;
  }
  fill(box, ui.theme.image);
  ImGui::PushClipRect(box.Min, box.Max, true);
  const std::string id = "viewport." + std::to_string(number + 1);
  if (viewport.empty) {
    note_in_middle(ui, id + ".empty", box, icons::kSeries, ui.tr(Text::kViewportEmpty),
                   ui.theme.image_text_dim);
  } else {
    const ImTextureRef picture =
        ui.pictures.viewport(viewport, width, height, static_cast<float>(model.overlay_opacity));
    if (viewport.frame && picture.GetTexID() != ImTextureID_Invalid) {
      ImGui::GetWindowDrawList()->AddImage(picture, box.Min, box.Max);
    }
    if (!viewport.error.empty()) {
      note_in_middle(ui, id + ".error", box, icons::kWarning, viewport.error, ui.theme.warn);
    } else if (viewport.loading && !viewport.frame) {
      note_in_middle(ui, id + ".loading", box, nullptr, ui.tr(Text::kViewportLoading),
                     ui.theme.image_text_dim);
    }
  }
  if (viewport.coarse) coarse_note(ui, id + ".coarse", box);
  const bool over = picture_input(ui, model, viewport, open, box);
  if (!viewport.empty) {
    if (viewport.frame) picture_annotations(ui, viewport, box);
    if (model.findings_in_picture) picture_overlay(ui, model, viewport, open, box);
    picture_text(ui, model, viewport, box);
    picture_color_scale(ui, viewport, box);
    presentation_choice(ui, model, viewport, box);
  }
  ImGui::PopClipRect();
  if (model.viewports.size() > 1 && number == model.active_viewport) {
    outline(box, ui.theme.accent);
  }
  return over;
}

}  // namespace

void viewports(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box) {
  fill(box, ui.theme.image_line);
  const std::vector<ImRect> boxes = places(box, model.layout);
  bool over_any = false;
  for (std::size_t i = 0; i < boxes.size() && i < model.viewports.size(); ++i) {
    over_any |= one(ui, model, open, i, boxes[i]);
  }
  if (!over_any && !model.bottom.cursor.empty() && !ImGui::IsAnyMouseDown()) {
    ui.emit(command::MoveCursor{});
  }
}

}  // namespace overread::ui
