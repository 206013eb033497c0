#include <algorithm>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

float case_card(Context& ui, const CaseRow& row, ImVec2 at, float width) {
  const float inside = ui.px(12);
  const float words = width - inside * 2 - ui.px(28);
  const float history = row.history.empty()
                            ? 0
                            : wrapped_height(ui, row.history, TextStyle::kDense, words) + ui.px(4);
  const float height = inside * 2 + ui.px(18) + history;
  const ImRect box(at, {at.x + width, at.y + height});
  const Interaction state =
      interact(ui, "start.case." + row.id, box, {.label = row.title, .text = row.history});
  if (state.pressed) ui.emit(command::OpenCase{row.id});
  if (!state.visible) return height;
  fill(box, state.hovered ? ui.theme.hover : ui.theme.panel, ui.px(8));
  outline(box, state.hovered ? ui.theme.text_muted : ui.theme.line, ui.px(8));
  icon_at(ui, {box.Min.x + inside + ui.px(8), box.Min.y + inside + ui.px(9)}, icons::kCase,
          state.hovered ? ui.theme.accent : ui.theme.text_secondary);
  const float x = box.Min.x + inside + ui.px(28);
  const float tag = measure(ui, row.modality, TextStyle::kImageStrong).x;
  text_in(ui,
          {{x, box.Min.y + inside},
           {box.Max.x - inside - tag - ui.px(8), box.Min.y + inside + ui.px(18)}},
          row.title, {.style = TextStyle::kBodyStrong, .shorten = Shorten::kData});
  text_in(
      ui,
      {{box.Max.x - inside - tag - 1, box.Min.y + inside},
       {box.Max.x - inside + 1, box.Min.y + inside + ui.px(18)}},
      row.modality,
      {.style = TextStyle::kImageStrong, .color = ui.theme.text_secondary, .align = Align::kEnd});
  if (history > 0) {
    wrapped_text(ui, {x, box.Min.y + inside + ui.px(22)}, words, row.history,
                 {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
  }
  if (state.focused) focus_ring(ui, box, ui.px(8));
  return height;
}

float centered(Context& ui, std::string_view id, std::string_view text, ImVec2 at, float width,
               TextStyle style, ImU32 color, Role role) {
  const float natural = measure(ui, text, style).x;
  const float room = std::min(natural + 1, width);
  const float x = at.x + (width - room) / 2;
  const float height = wrapped_text(ui, {x, at.y}, room, text,
                                    {.style = style, .color = color, .align = Align::kCenter});
  announce(ui, id, {{x, at.y}, {x + room, at.y + height}}, {.role = role, .label = text});
  return height;
}

}  // namespace

void empty_state(Context& ui, const InterfaceModel& model, ImRect box) {
  fill(box, ui.theme.app);
  ScrollArea area(ui, "start", box);
  const float width = std::min(area.width() - ui.px(32), ui.px(480));
  const ButtonOptions files{
      .kind = ButtonKind::kPrimary, .icon = icons::kFile, .shortcut = cap_of(Action::kOpenFiles)};
  const ButtonOptions folder{.icon = icons::kFolder, .shortcut = cap_of(Action::kOpenFolder)};
  const float row = ui.px(36);
  const float files_width = button_width(ui, ui.tr(Text::kOpenFiles), files) + ui.px(12);
  const float folder_width = button_width(ui, ui.tr(Text::kOpenFolder), folder) + ui.px(12);

  const float above = ui.px(44 + 20 + 24 + 8 + 40 + 24) + row;
  const float cases = static_cast<float>(model.library.cases.size()) * ui.px(76);
  ImVec2 at(area.top().x + (box.GetWidth() - width) / 2,
            area.top().y + std::max(ui.px(24), (box.GetHeight() - above - cases) * 0.42f));
  icon_at(ui, {at.x + width / 2, at.y + ui.px(20)}, icons::kSeries, ui.theme.text_muted, 40);
  at.y += ui.px(56);
  const bool phone = box.GetWidth() < ui.px(metrics::kPhoneWidth);
  at.y += centered(ui, "start.title", ui.tr(phone ? Text::kEmptyTitlePhone : Text::kEmptyTitle), at,
                   width, TextStyle::kHeading, ui.theme.text, Role::kHeading);
  at.y += ui.px(8);
  at.y += centered(ui, "start.detail", ui.tr(Text::kEmptyDetail), at, width, TextStyle::kBody,
                   ui.theme.text_secondary, Role::kText);
  at.y += ui.px(20);
  const float both = files_width + folder_width + ui.px(8);
  const bool stacked = both > width;
  float x = at.x + (width - (stacked ? std::max(files_width, folder_width) : both)) / 2;
  if (button(ui, "start.open-files", {{x, at.y}, {x + files_width, at.y + row}},
             ui.tr(Text::kOpenFiles), files)) {
    ui.emit(command::OpenFiles{});
  }
  if (stacked) {
    at.y += row + ui.px(8);
  } else {
    x += files_width + ui.px(8);
  }
  if (button(ui, "start.open-folder", {{x, at.y}, {x + folder_width, at.y + row}},
             ui.tr(Text::kOpenFolder), folder)) {
    ui.emit(command::OpenFolder{});
  }
  at.y += row + ui.px(32);
  if (!model.library.cases.empty()) {
    text_in(ui, {{at.x, at.y}, {at.x + width, at.y + ui.px(20)}}, ui.tr(Text::kTeachingCases),
            {.style = TextStyle::kDenseStrong, .color = ui.theme.text_secondary});
    at.y += ui.px(26);
    for (const CaseRow& item : model.library.cases) {
      at.y += case_card(ui, item, at, width) + ui.px(8);
    }
  }
  area.finish(at.y + ui.px(16));
}

}  // namespace overread::ui
