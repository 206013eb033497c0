#include "ui/widgets/gauge.hpp"

#include <algorithm>

#include "ui/metrics.hpp"

namespace overread::ui {

std::optional<double> slider(Context& ui, std::string_view id, ImRect box, std::string_view label,
                             double value, double lowest, double highest) {
  const Interaction state = interact(ui, id, box,
                                     {.role = Role::kSlider,
                                      .label = label,
                                      .value = value,
                                      .lowest = lowest,
                                      .highest = highest});
  const float knob = ui.px(6);
  const float x0 = box.Min.x + knob, x1 = box.Max.x - knob;
  const float y = ImFloor(box.GetCenter().y);
  const double t = std::clamp((value - lowest) / (highest - lowest), 0.0, 1.0);
  const float x = x0 + (x1 - x0) * static_cast<float>(t);
  if (state.visible) {
    fill({{x0, y - 1.5f}, {x1, y + 1.5f}}, ui.theme.line, 1.5f);
    fill({{x0, y - 1.5f}, {x, y + 1.5f}}, ui.theme.text_secondary, 1.5f);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircleFilled({x, y}, knob, ui.theme.panel);
    list->AddCircleFilled({x, y}, knob - 1,
                          state.hovered || state.held ? ui.theme.text : ui.theme.text_secondary);
    if (state.focused) focus_ring(ui, box, ui.px(4));
  }
  tooltip(ui, state, box, label);
  if (const auto number = ui.mirror.take_number(id)) return std::clamp(*number, lowest, highest);
  if (state.held && x1 > x0) {
    const double at = std::clamp((ImGui::GetIO().MousePos.x - x0) / (x1 - x0), 0.0f, 1.0f);
    const double moved = lowest + at * (highest - lowest);
    if (moved != value) return moved;
  }
  return std::nullopt;
}

void progress_bar(Context& ui, std::string_view id, ImRect box, std::string_view label,
                  double fraction) {
  WidgetNote note{.role = Role::kProgress, .label = label};
  if (fraction >= 0) {
    note.value = std::clamp(fraction, 0.0, 1.0);
    note.lowest = 0.0;
    note.highest = 1.0;
  }
  announce(ui, id, box, note);
  const float radius = box.GetHeight() / 2;
  fill(box, ui.theme.line, radius);
  if (fraction < 0) return;
  const float width = box.GetWidth() * static_cast<float>(std::clamp(fraction, 0.0, 1.0));
  if (width >= 1) {
    fill({box.Min, {box.Min.x + std::max(width, box.GetHeight()), box.Max.y}}, ui.theme.accent,
         radius);
  }
}

void progress_ring(Context& ui, ImVec2 center, float radius, double fraction) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float width = std::max(1.5f, ui.px(2));
  list->AddCircle(center, radius, ui.theme.line, 0, width);
  const float turn = static_cast<float>(std::clamp(fraction, 0.0, 1.0)) * 2 * IM_PI;
  if (turn > 0) {
    list->PathArcTo(center, radius, -IM_PI / 2, -IM_PI / 2 + turn);
    list->PathStroke(ui.theme.accent, 0, width);
  }
}

void probability_bar(Context& ui, std::string_view id, ImRect box, std::string_view label,
                     double probability, std::optional<double> threshold,
                     std::optional<std::array<double, 2>> unsure, ImU32 ink) {
  announce(ui, id, box,
           {.role = Role::kProgress,
            .label = label,
            .value = probability,
            .lowest = 0.0,
            .highest = 1.0});
  const auto at = [&](double p) {
    return box.Min.x + box.GetWidth() * static_cast<float>(std::clamp(p, 0.0, 1.0));
  };
  const float radius = box.GetHeight() / 2;
  fill(box, ui.theme.line, radius);
  fill({box.Min, {std::max(at(probability), box.Min.x + box.GetHeight()), box.Max.y}}, ink, radius);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (unsure) {
    // Hatched over the bar: here the service itself does not know.
    const float x0 = at((*unsure)[0]), x1 = at((*unsure)[1]);
    list->PushClipRect({x0, box.Min.y}, {x1, box.Max.y}, true);
    list->AddRectFilled({x0, box.Min.y}, {x1, box.Max.y}, faded(ui.theme.panel, 0.55f));
    for (float x = x0 - box.GetHeight(); x < x1; x += ui.px(4)) {
      list->AddLine({x, box.Max.y}, {x + box.GetHeight(), box.Min.y}, ui.theme.text_secondary, 1);
    }
    list->PopClipRect();
  }
  if (threshold) {
    const float x = ImFloor(at(*threshold));
    fill({{x, box.Min.y - ui.px(3)}, {x + 1, box.Max.y + ui.px(3)}}, ui.theme.text);
  }
}

}  // namespace overread::ui
