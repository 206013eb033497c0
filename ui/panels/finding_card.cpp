#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/keyed_text.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/gauge.hpp"

namespace overread::ui {
namespace {

std::string percent(double fraction) {
  return std::to_string(static_cast<int>(std::lround(fraction * 100))) + "\xE2\x80\x89%";
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

struct Layout {
  float words = 0;
  std::string grades, details;
  float grades_height = 0, details_height = 0, height = 0;
  bool has_value = false, has_probability = false;
};

Layout lay_out(const Context& ui, const FindingCard& card, float width) {
  Layout out;
  out.words = width - ui.px(24);
  out.grades = joined(card.grades, " \xC2\xB7 ");
  out.details = joined(card.details, "\n");
  out.has_value = !card.value.empty();
  out.has_probability = card.probability.has_value();
  if (!out.grades.empty()) {
    out.grades_height = wrapped_height(ui, out.grades, TextStyle::kDense, out.words) + ui.px(2);
  }
  if (!out.details.empty()) {
    out.details_height = wrapped_height(ui, out.details, TextStyle::kDense, out.words) + ui.px(4);
  }
  out.height = ui.px(12 + 18 + 17 + 8);
  if (out.has_value) out.height += ui.px(34);
  out.height += out.grades_height + out.details_height;
  if (out.has_probability) out.height += ui.px(26);
  out.height += ui.px(22) + ui.px(34) + ui.px(8);
  return out;
}

void state_mark(Context& ui, const FindingCard& card, ImRect head) {
  const char* icon = nullptr;
  Text text = Text::kUndecided;
  if (card.decision == FindingDecision::kAccepted) {
    icon = icons::kAccept;
    text = Text::kAccepted;
  } else if (card.decision == FindingDecision::kRejected) {
    icon = icons::kReject;
    text = Text::kRejected;
  } else if (card.edited) {
    icon = icons::kEdit;
    text = Text::kEdited;
  }
  if (!icon) return;
  icon_at(ui, {head.Max.x - ui.px(8), head.Min.y + ui.px(9)}, icon, ui.theme.text_secondary);
  if (card.edited && card.decision == FindingDecision::kAccepted) {
    icon_at(ui, {head.Max.x - ui.px(28), head.Min.y + ui.px(9)}, icons::kEdit,
            ui.theme.text_secondary, 14);
  }
  announce(ui, "finding.state." + card.id, {{head.Max.x - ui.px(16), head.Min.y}, head.Max},
           {.role = Role::kStatus, .label = ui.tr(text)});
}

void decisions(Context& ui, const FindingCard& card, ImVec2 at, float width) {
  const float height = ui.px(28);
  const bool decided = card.decision != FindingDecision::kUndecided;
  float x = at.x;
  const auto place = [&](std::string_view label, const ButtonOptions& options) {
    const float room = button_width(ui, label, options);
    const ImRect out({x, at.y}, {std::min(x + room, at.x + width), at.y + height});
    x += room + ui.px(4);
    return out;
  };
  if (decided) {
    const ButtonOptions reopen{.kind = ButtonKind::kBare,
                               .icon = icons::kReopen,
                               .shortcut = cap_of(Action::kReopen),
                               .dense = true};
    const Text word =
        card.decision == FindingDecision::kAccepted ? Text::kAccepted : Text::kRejected;
    const float words = measure(ui, ui.tr(word), TextStyle::kDenseStrong).x + ui.px(10);
    text_in(ui, {{x, at.y}, {x + words, at.y + height}}, ui.tr(word),
            {.style = TextStyle::kDenseStrong, .color = ui.theme.text_secondary});
    x += words;
    if (button(ui, "finding.reopen." + card.id, place(ui.tr(Text::kReopen), reopen),
               ui.tr(Text::kReopen), reopen)) {
      ui.emit(command::ReopenFinding{card.id});
    }
    return;
  }
  const bool keys = card.selected;
  const ButtonOptions accept{.kind = keys ? ButtonKind::kPrimary : ButtonKind::kQuiet,
                             .icon = icons::kAccept,
                             .shortcut = keys ? cap_of(Action::kAccept) : std::string_view(),
                             .dense = true};
  const ButtonOptions edit{.icon = icons::kEdit, .tip = ui.tr(Text::kEditTip), .dense = true};
  const ButtonOptions reject{.icon = icons::kReject,
                             .shortcut = keys ? cap_of(Action::kReject) : std::string_view(),
                             .dense = true};
  if (button(ui, "finding.accept." + card.id, place(ui.tr(Text::kAccept), accept),
             ui.tr(Text::kAccept), accept)) {
    ui.emit(command::AcceptFinding{card.id});
  }
  if (card.editable && button(ui, "finding.edit." + card.id, place(ui.tr(Text::kEdit), edit),
                              ui.tr(Text::kEdit), edit)) {
    ui.emit(command::SelectFinding{card.id});
    ui.emit(command::ChooseTool{Tool::kEdit});
  }
  if (button(ui, "finding.reject." + card.id, place(ui.tr(Text::kReject), reject),
             ui.tr(Text::kReject), reject)) {
    ui.emit(command::RejectFinding{card.id});
  }
}

void ground(Context& ui, const FindingCard& card, ImRect box, bool hovered) {
  const float radius = ui.px(8);
  const bool accepted = card.decision == FindingDecision::kAccepted;
  if (accepted) fill(box, ui.theme.raised, radius);
  if (hovered && !accepted) fill(box, faded(ui.theme.hover, 0.5f), radius);
  const ImU32 edge = card.selected ? ui.theme.accent
                     : hovered     ? ui.theme.text_muted
                                   : ui.theme.line;
  if (!accepted || card.selected || hovered) outline(box, edge, radius);
}

}  // namespace

float finding_card(Context& ui, const FindingCard& card, ImVec2 at, float width) {
  const Layout layout = lay_out(ui, card, width);
  const ImRect box(at, {at.x + width, at.y + layout.height});
  const bool rejected = card.decision == FindingDecision::kRejected;

  ImGui::SetNextItemAllowOverlap();
  const Interaction state = interact(ui, "finding." + card.id, box,
                                     {.role = Role::kListItem,
                                      .label = card.name,
                                      .text = card.place + " " + card.value + " " + layout.grades,
                                      .selected = card.selected});
  const bool over = ImGui::IsMouseHoveringRect(box.Min, box.Max) && ImGui::IsWindowHovered();
  if (over && !card.hovered) ui.emit(command::HoverFinding{card.id});
  if (!over && card.hovered && !ImGui::IsAnyMouseDown() && state.visible &&
      ImGui::IsWindowHovered()) {
    ui.emit(command::HoverFinding{});
  }
  if (state.pressed) ui.emit(command::SelectFinding{card.id});
  if (!state.visible) return layout.height;

  ground(ui, card, box, over || card.hovered);
  const OverlayInk ink = overlay_ink(card.palette_index, card.rgb);
  const ImU32 text = rejected ? ui.theme.text_secondary : ui.theme.text;
  const float x = at.x + ui.px(12);
  float y = at.y + ui.px(12);
  const ImRect head({x, y}, {box.Max.x - ui.px(12), y + ui.px(18)});
  swatch(ui, {{x, y + ui.px(2)}, {x + ui.px(14), y + ui.px(16)}}, ink);
  const float name_x = x + ui.px(22);
  const ImRect name({name_x, y}, {head.Max.x - ui.px(40), y + ui.px(18)});
  text_in(ui, name, card.name,
          {.style = TextStyle::kBodyStrong, .color = text, .shorten = Shorten::kData});
  if (rejected) {
    const float end =
        std::min(name.Max.x, name_x + measure(ui, card.name, TextStyle::kBodyStrong).x);
    horizontal_line(name_x, end, ImFloor(name.GetCenter().y), text);
  }
  state_mark(ui, card, head);
  y += ui.px(18);
  text_in(
      ui, {{name_x, y}, {head.Max.x, y + ui.px(17)}}, card.place,
      {.style = TextStyle::kDense, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
  y += ui.px(17 + 8);
  if (layout.has_value) {
    const float value = measure(ui, card.value, TextStyle::kValue).x;
    text_in(ui, {{x, y}, {x + value + 1, y + ui.px(30)}}, card.value,
            {.style = TextStyle::kValue, .color = text});
    text_in(
        ui, {{x + value + ui.px(8), y + ui.px(9)}, {head.Max.x, y + ui.px(27)}}, card.value_name,
        {.style = TextStyle::kDense, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
    y += ui.px(34);
  }
  if (layout.grades_height > 0) {
    wrapped_text(ui, {x, y}, layout.words, layout.grades,
                 {.style = TextStyle::kDense, .color = text});
    y += layout.grades_height;
  }
  if (layout.details_height > 0) {
    wrapped_text(ui, {x, y + ui.px(2)}, layout.words, layout.details,
                 {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
    y += layout.details_height;
  }
  if (layout.has_probability) {
    const std::string number = percent(*card.probability);
    const float words = measure(ui, number, TextStyle::kDense).x;
    const ImRect row({x, y + ui.px(4)}, {head.Max.x, y + ui.px(22)});
    const float bar = ImFloor(row.GetCenter().y - ui.px(3));
    const ImRect track({x, bar}, {row.Max.x - words - ui.px(10), bar + ui.px(6)});
    probability_bar(ui, "finding.probability." + card.id, track, ui.tr(Text::kProbability),
                    *card.probability, card.threshold, card.unsure,
                    rejected ? ui.theme.text_muted : ink.color);
    text_in(ui, {{row.Max.x - words - 1, row.Min.y}, {row.Max.x + 1, row.Max.y}}, number,
            {.style = TextStyle::kDense, .color = text, .align = Align::kEnd});
    y += ui.px(26);
  }
  const std::string evidence =
      card.evidence == "teaching" ? keyed_text("evidence.teaching", ui.language) : card.evidence;
  const float badge_room = badge_width(ui, evidence);
  text_in(
      ui, {{x, y}, {head.Max.x - badge_room - ui.px(8), y + ui.px(18)}}, card.service,
      {.style = TextStyle::kImage, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
  if (!evidence.empty()) {
    badge(ui, {head.Max.x - badge_room, y + ui.px(1)}, ui.px(16), evidence,
          ui.theme.text_secondary);
  }
  y += ui.px(22);
  decisions(ui, card, {x, y + ui.px(4)}, layout.words);
  if (state.focused) focus_ring(ui, box, ui.px(8));
  return layout.height;
}

}  // namespace overread::ui
