#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/view/label_placement.hpp"
#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/gauge.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

Point<Viewport> in_viewport(const Context& ui, ImRect box, ImVec2 at) {
  return Point<Viewport>((at.x - box.Min.x) * ui.device_scale,
                         (at.y - box.Min.y) * ui.device_scale);
}

const FindingCard* card_of(const InterfaceModel& model, const ViewportModel& viewport,
                           int finding) {
  const auto index = static_cast<std::size_t>(finding);
  if (index >= viewport.finding_ids.size()) return nullptr;
  for (const FindingCard& card : model.findings.cards) {
    if (card.id == viewport.finding_ids[index]) return &card;
  }
  return nullptr;
}

bool is_lit(const FindingCard* card) { return card && (card->hovered || card->selected); }

OverlayInk ink_of(const FindingCard* card, int palette_index) {
  return card ? overlay_ink(card->palette_index, card->rgb)
              : overlay_ink(palette_index, std::nullopt);
}

void strokes(Context& ui, const InterfaceModel& model, const ViewportModel& viewport, ImRect box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const OverlayStroke& stroke : viewport.strokes) {
    std::vector<ImVec2> points;
    points.reserve(stroke.points.size());
    for (const auto& point : stroke.points) points.push_back(on_screen(ui, box, point));
    const FindingCard* card = card_of(model, viewport, stroke.finding);
    OverlayInk ink = ink_of(card, stroke.palette_index);
    ink.style = stroke.is_marker ? ContourStyle::kSolid : stroke.style;
    // An undecided finding is the service's; what is hovered in the list lights up here.
    contour(list, points, stroke.closed, ink, is_lit(card) ? ui.scale * 1.5f : ui.scale,
            faded(ui.theme.halo, 0.6f));
  }
}

// Contours of structure sets: what somebody else drew, solid in its own color.
void object_contours(Context& ui, const ViewportModel& viewport, ImRect box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const ObjectContour& line : viewport.object_contours) {
    const OverlayInk ink{overlay_ink(0, line.rgb).color, ContourStyle::kSolid};
    const ImU32 halo = faded(ui.theme.halo, 0.6f);
    if (line.points.size() == 1) {
      const ImVec2 at = on_screen(ui, box, line.points.front());
      const float arm = ui.px(6);
      const std::array<ImVec2, 2> across = {ImVec2(at.x - arm, at.y), ImVec2(at.x + arm, at.y)};
      const std::array<ImVec2, 2> down = {ImVec2(at.x, at.y - arm), ImVec2(at.x, at.y + arm)};
      contour(list, across, false, ink, ui.scale, halo);
      contour(list, down, false, ink, ui.scale, halo);
      continue;
    }
    std::vector<ImVec2> points;
    points.reserve(line.points.size());
    for (const auto& point : line.points) points.push_back(on_screen(ui, box, point));
    contour(list, points, line.closed, ink, ui.scale, halo);
  }
}

// Where the corner texts, letters and the legend stand: labels keep off.
std::vector<ViewportBox> reserved_places(const Context& ui, const ViewportModel& viewport,
                                         ImRect box, float legend_height) {
  const double s = ui.device_scale;
  const double w = box.GetWidth() * s, h = box.GetHeight() * s;
  const double column = std::min(w * 0.3, ui.px(190) * s), lines = ui.px(72) * s;
  std::vector<ViewportBox> places = {
      {0, 0, column, lines},
      {w - column, 0, w, lines},
      {0, h - lines, column, h},
      {w - column, h - lines - legend_height * s, w, h},
      {w / 2 - ui.px(80) * s, h - ui.px(56) * s, w / 2 + ui.px(80) * s, h}};
  if (viewport.color_scale) places.push_back({0, lines, ui.px(100) * s, h - lines});
  return places;
}

void labels(Context& ui, const InterfaceModel& model, const ViewportModel& viewport, ImRect box,
            float legend_height) {
  const double s = ui.device_scale;
  std::vector<LabelRequest> requests;
  for (const LabelText& label : viewport.labels) {
    const ImVec2 size = measure(ui, label.text, TextStyle::kImageStrong);
    requests.push_back({label.finding, label.palette_index, label.text, (size.x + ui.px(12)) * s,
                        (size.y + ui.px(6)) * s});
  }
  if (requests.empty()) return;
  const LabelField field{.width = box.GetWidth() * s,
                         .height = box.GetHeight() * s,
                         .reserved = reserved_places(ui, viewport, box, legend_height),
                         .gap = ui.px(10) * s};
  ImDrawList* list = ImGui::GetWindowDrawList();
  bool over_any = false;
  for (const OverlayLabel& label : place_labels(requests, viewport.strokes, field)) {
    const FindingCard* card = card_of(model, viewport, label.finding);
    const OverlayInk ink = ink_of(card, label.palette_index);
    const ImRect place(on_screen(ui, box, {label.box.left, label.box.top}),
                       on_screen(ui, box, {label.box.right, label.box.bottom}));
    const std::string id = viewport.finding_ids[static_cast<std::size_t>(label.finding)];
    const Interaction state =
        interact(ui, "viewport." + std::to_string(viewport.index + 1) + ".label." + id, place,
                 {.label = label.text});
    const bool lit = is_lit(card) || state.hovered;
    const ImVec2 from = on_screen(ui, box, label.leader_from),
                 to = on_screen(ui, box, label.leader_to);
    list->AddLine(from, to, ui.theme.halo, 3);
    list->AddLine(from, to, faded(ink.color, lit ? 1.0f : 0.75f), 1);
    list->AddRectFilled(place.Min, place.Max, faded(ui.theme.image, 0.72f), ui.px(4));
    list->AddRect(place.Min, place.Max, faded(ink.color, lit ? 1.0f : 0.55f), ui.px(4));
    text_in(
        ui, place, label.text,
        {.style = TextStyle::kImageStrong, .color = ui.theme.image_text, .align = Align::kCenter});
    over_any |= state.hovered;
    if (state.hovered && card && !card->hovered) ui.emit(command::HoverFinding{id});
    if (state.pressed) ui.emit(command::SelectFinding{id});
  }
  const bool over_picture =
      ImGui::IsMouseHoveringRect(box.Min, box.Max) && ImGui::IsWindowHovered();
  const bool lit = std::ranges::any_of(model.findings.cards, &FindingCard::hovered);
  if (over_picture && !over_any && lit) ui.emit(command::HoverFinding{});
}

struct LegendSize {
  float width = 0, height = 0;
};

LegendSize legend_size(const Context& ui, const ViewportModel& viewport, ImRect box) {
  LegendSize size;
  if (viewport.legend.empty() || box.GetWidth() < ui.px(300)) return size;
  for (const LegendRow& row : viewport.legend) {
    const float words = measure(ui, row.name, TextStyle::kImage).x +
                        measure(ui, row.value, TextStyle::kImageStrong).x + ui.px(20 + 10);
    size.width = std::max(size.width, words);
  }
  size.width = std::min(ImCeil(size.width), box.GetWidth() * 0.45f);
  size.height = ui.px(17) * static_cast<float>(viewport.legend.size()) + ui.px(4);
  if (viewport.mask) size.height += ui.px(22);
  return size;
}

// The row of an object's part switches it on and off. @return Whether the pointer is on it.
bool legend_switch(Context& ui, const ViewportModel& viewport, const LegendRow& row, ImRect box) {
  if (row.object_uid.empty()) return false;
  const std::string id = "viewport." + std::to_string(viewport.index + 1) + ".legend." +
                         row.object_uid + "." + std::to_string(row.number);
  const std::string label = filled(ui.tr(Text::kShowInPicture), {row.name});
  const Interaction state = interact(ui, id, box, {.label = label, .pressed = row.shown});
  if (state.focused) focus_ring(ui, box, ui.px(2));
  tooltip(ui, state, box, label);
  if (state.pressed) ui.emit(command::ShowObjectPart{row.object_uid, row.number, !row.shown});
  return state.hovered;
}

// Bottom right, above the corner text: color, style, name and number of each thing in the picture.
void legend(Context& ui, const InterfaceModel& model, const ViewportModel& viewport, ImRect box,
            LegendSize size) {
  if (size.height <= 0) return;
  const float corner = ui.px(15) * static_cast<float>(viewport.corners.bottom_right.size());
  const float right = box.Max.x - ui.px(16);
  float y = box.Max.y - ui.px(10) - corner - size.height - ui.px(4);
  if (y < box.Min.y + ui.px(60)) return;
  const float left = right - std::max(size.width, viewport.mask ? ui.px(120) : 0.0f);
  std::string spoken;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect whole({left, y}, {right, y + size.height});
  const ImRect ground({left - ui.px(8), y - ui.px(4)},
                      {right + ui.px(6), y + size.height + ui.px(2)});
  list->AddRectFilled(ground.Min, ground.Max, faded(ui.theme.image, 0.6f), ui.px(4));
  for (const LegendRow& row : viewport.legend) {
    const float edge = ui.px(10);
    const float middle = ImFloor(y + ui.px(8));
    const bool lit = legend_switch(ui, viewport, row, {{left, y}, {right, y + ui.px(16)}});
    if (!row.shown) {
      icon_at(ui, {left + edge / 2, middle}, icons::kHide, ui.theme.image_text_dim, 12);
    } else if (row.palette_index >= 0) {
      swatch(ui, {{left, middle - edge / 2}, {left + edge, middle + edge / 2}},
             overlay_ink(row.palette_index, row.rgb));
    }
    const float value = measure(ui, row.value, TextStyle::kImageStrong).x;
    text_in(ui, {{left + ui.px(16), y}, {right - value - ui.px(8), y + ui.px(16)}}, row.name,
            {.style = lit ? TextStyle::kImageStrong : TextStyle::kImage,
             .color = row.shown ? ui.theme.image_text : ui.theme.image_text_dim,
             .shorten = Shorten::kData});
    text_in(ui, {{right - value - 1, y}, {right + 1, y + ui.px(16)}}, row.value,
            {.style = TextStyle::kImageStrong, .color = ui.theme.image_text, .align = Align::kEnd});
    spoken += (spoken.empty() ? "" : ", ") + row.name + " " + row.value;
    y += ui.px(17);
  }
  const std::string id = "viewport." + std::to_string(viewport.index + 1) + ".legend";
  announce(ui, id, whole, {.role = Role::kText, .label = ui.tr(Text::kLegend), .text = spoken});
  if (viewport.mask) {
    const ImRect track({left - ui.px(4), y + ui.px(2)}, {right + ui.px(2), y + ui.px(20)});
    if (const auto moved = slider(ui, id + ".opacity", track, ui.tr(Text::kOverlayOpacity),
                                  model.overlay_opacity, 0.0, 1.0)) {
      ui.emit(command::SetOverlayOpacity{*moved});
    }
  }
}

// Points that can be dragged: the reader's own marks, white with a black halo.
void handles(Context& ui, const ViewportModel& viewport, Ephemeral& open, ImRect box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float reach = ui.px(ui.touch ? 18 : 9);
  for (const EditHandle& handle : viewport.handles) {
    const ImVec2 at = on_screen(ui, box, handle.at);
    const ImRect grip({at.x - reach, at.y - reach}, {at.x + reach, at.y + reach});
    const std::string name = handle.finding_id + "/" + std::to_string(handle.region) + "/" +
                             std::to_string(handle.point);
    const std::string id = "viewport." + std::to_string(viewport.index + 1) + ".handle." + name;
    const Interaction state = interact(ui, id, grip, {.label = ui.tr(Text::kEditTip)});
    if (state.held) open.dragged_handle = name;
    const bool dragged = open.dragged_handle == name;
    if (dragged && !state.held) open.dragged_handle.clear();
    const float radius = ui.px(state.hovered || dragged ? 6 : 4.5f);
    list->AddCircleFilled(at, radius + 1, ui.theme.halo);
    list->AddCircleFilled(at, radius, ui.theme.reader_mark);
    list->AddCircleFilled(at, radius - ui.px(2), ui.theme.image);
    if (state.hovered || dragged) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (dragged && state.held && (moved.x != 0 || moved.y != 0)) {
      const Point<Image> to =
          viewport.viewport_from_image.inverse() * in_viewport(ui, box, ImGui::GetIO().MousePos);
      ui.emit(command::MoveRegionPoint{handle.finding_id, handle.region, handle.point, to});
    }
  }
}

}  // namespace

void picture_overlay(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                     Ephemeral& open, ImRect box) {
  object_contours(ui, viewport, box);
  strokes(ui, model, viewport, box);
  const LegendSize size = legend_size(ui, viewport, box);
  if (viewport.frame) labels(ui, model, viewport, box, size.height);
  legend(ui, model, viewport, box, size);
  if (model.tool == Tool::kEdit) handles(ui, viewport, open, box);
}

}  // namespace overread::ui
