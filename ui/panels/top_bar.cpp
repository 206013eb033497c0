#include <algorithm>
#include <array>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/menu.hpp"

namespace overread::ui {
namespace {

constexpr std::array<Action, 4> kLayoutActions = {Action::kLayoutOne, Action::kLayoutColumns,
                                                  Action::kLayoutRows, Action::kLayoutFour};
constexpr std::array<Action, 5> kToolActions = {Action::kToolWindow, Action::kToolPan,
                                                Action::kToolZoom, Action::kToolScroll,
                                                Action::kToolEdit};

struct PictureAction {
  Action action;
  Text text;
  const char* icon;
  std::string_view id;
};
constexpr std::array<PictureAction, 5> kPictureActions = {{
    {Action::kRotateRight, Text::kRotateRight, icons::kRotateRight, "top.rotate"},
    {Action::kFlipHorizontal, Text::kFlipHorizontal, icons::kFlipHorizontal, "top.flip-horizontal"},
    {Action::kFlipVertical, Text::kFlipVertical, icons::kFlipVertical, "top.flip-vertical"},
    {Action::kInvert, Text::kInvert, icons::kInvert, "top.invert"},
    {Action::kResetView, Text::kResetView, icons::kReset, "top.reset"},
}};

class Row {
 public:
  Row(Context& ui, ImRect box) : ui_(ui), box_(box), x_(box.Min.x + ui.px(12)) {}
  float edge() const { return ui_.px(30); }
  ImVec2 at() const { return {x_, ImFloor(box_.GetCenter().y - edge() / 2)}; }
  ImRect square() {
    const ImVec2 from = at();
    x_ += edge() + ui_.px(2);
    return {from, {from.x + edge(), from.y + edge()}};
  }
  ImRect wide(float width) {
    const ImVec2 from = at();
    x_ += width;
    return {from, {from.x + width, from.y + edge()}};
  }
  void gap(float length) { x_ += ui_.px(length); }
  void divider() {
    x_ += ui_.px(6);
    vertical_line(ImFloor(x_), box_.Min.y + ui_.px(12), box_.Max.y - ui_.px(12), ui_.theme.line);
    x_ += ui_.px(7);
  }
  float x() const { return x_; }
  void go_to(float x) { x_ = x; }

 private:
  Context& ui_;
  ImRect box_;
  float x_;
};

void name_and_mode(Context& ui, Row& row, ImRect box) {
  const float mark = ui.px(18);
  const ImRect logo = row.wide(mark);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 center(logo.GetCenter().x, box.GetCenter().y);
  list->AddCircle(center, mark / 2 - 1, ui.theme.text, 0, ui.px(2));
  list->PathArcTo(center, mark / 2 - ui.px(5), -IM_PI * 0.75f, IM_PI * 0.25f);
  list->PathStroke(ui.theme.accent, 0, ui.px(2));
  row.gap(8);
  const std::string_view name = ui.tr(Text::kAppName);
  text_in(ui, row.wide(ImCeil(measure(ui, name, TextStyle::kHeading).x)), name,
          {.style = TextStyle::kHeading});
  row.gap(10);
  const std::string_view mode = ui.tr(Text::kModeResearch);
  const float height = ui.px(18);
  const ImRect frame({row.x(), ImFloor(box.GetCenter().y - height / 2)},
                     {row.x() + badge_width(ui, mode), ImFloor(box.GetCenter().y + height / 2)});
  badge(ui, frame.Min, height, mode, ui.theme.text_secondary);
  const Interaction state =
      interact(ui, "top.mode", frame,
               {.role = Role::kStatus, .label = mode, .text = ui.tr(Text::kModeResearchTip)});
  tooltip(ui, state, frame, ui.tr(Text::kModeResearchTip));
  row.go_to(frame.Max.x);
  row.gap(4);
}

void layout_group(Context& ui, const InterfaceModel& model, Ephemeral& open, Row& row) {
  const std::array<Choice, 4> choices = {{
      {"one", ui.tr(Text::kLayoutOne), icons::kLayoutOne, cap_of(Action::kLayoutOne)},
      {"columns", ui.tr(Text::kLayoutColumns), icons::kLayoutColumns,
       cap_of(Action::kLayoutColumns)},
      {"rows", ui.tr(Text::kLayoutRows), icons::kLayoutRows, cap_of(Action::kLayoutRows)},
      {"four", ui.tr(Text::kLayoutFour), icons::kLayoutFour, cap_of(Action::kLayoutFour)},
  }};
  const int pressed =
      icon_choice(ui, "top.layout", row.at(), row.edge(), choices, static_cast<int>(model.layout));
  if (pressed >= 0) perform(ui, model, open, kLayoutActions[static_cast<std::size_t>(pressed)]);
  row.gap(0);
  row.go_to(row.x() + 4 * (row.edge() + ui.px(2)));
}

void tool_group(Context& ui, const InterfaceModel& model, Ephemeral& open, Row& row) {
  const std::array<Choice, 5> choices = {{
      {"window", ui.tr(Text::kToolWindow), icons::kWindow, cap_of(Action::kToolWindow)},
      {"pan", ui.tr(Text::kToolPan), icons::kPan, cap_of(Action::kToolPan)},
      {"zoom", ui.tr(Text::kToolZoom), icons::kZoom, cap_of(Action::kToolZoom)},
      {"scroll", ui.tr(Text::kToolScroll), icons::kScroll, cap_of(Action::kToolScroll)},
      {"edit", ui.tr(Text::kToolEdit), icons::kEdit, cap_of(Action::kToolEdit)},
  }};
  const int pressed =
      icon_choice(ui, "top.tool", row.at(), row.edge(), choices, static_cast<int>(model.tool));
  if (pressed >= 0) perform(ui, model, open, kToolActions[static_cast<std::size_t>(pressed)]);
  row.go_to(row.x() + 5 * (row.edge() + ui.px(2)));
}

void picture_actions(Context& ui, const InterfaceModel& model, Ephemeral& open, Row& row,
                     bool folded) {
  const bool none = model.active().empty;
  if (!folded) {
    for (const PictureAction& item : kPictureActions) {
      if (icon_button(ui, item.id, row.square(), item.icon, ui.tr(item.text),
                      {.shortcut = cap_of(item.action), .disabled = none})) {
        perform(ui, model, open, item.action);
      }
    }
    return;
  }
  const ImRect box = row.square();
  if (icon_button(ui, "top.more", box, icons::kMore, ui.tr(Text::kMoreActions), {})) {
    Menu::request("more");
  }
  Menu menu(ui, "more", box, ui.px(260));
  if (!menu.open()) return;
  for (const PictureAction& item : kPictureActions) {
    if (menu.row(item.id, ui.tr(item.text), item.icon, cap_of(item.action))) {
      perform(ui, model, open, item.action);
    }
  }
}

void picture_toggles(Context& ui, const InterfaceModel& model, Ephemeral& open, Row& row) {
  if (icon_button(
          ui, "top.findings-shown", row.square(),
          model.findings_in_picture ? icons::kShow : icons::kHide, ui.tr(Text::kFindingsShown),
          {.shortcut = cap_of(Action::kToggleFindings), .pressed = model.findings_in_picture})) {
    perform(ui, model, open, Action::kToggleFindings);
  }
  if (is_offered(model, Action::kToggleOverlayPlanes) &&
      icon_button(ui, "top.overlays-shown", row.square(), icons::kOverlayPlanes,
                  ui.tr(Text::kOverlayPlanesShown),
                  {.shortcut = cap_of(Action::kToggleOverlayPlanes),
                   .pressed = model.overlay_planes_shown})) {
    perform(ui, model, open, Action::kToggleOverlayPlanes);
  }
  if (icon_button(ui, "top.text-shown", row.square(), icons::kText, ui.tr(Text::kTextShown),
                  {.shortcut = cap_of(Action::kToggleText), .pressed = model.picture_text})) {
    perform(ui, model, open, Action::kToggleText);
  }
}

const char* theme_icon(ThemeName theme) {
  switch (theme) {
    case ThemeName::kLight:
      return icons::kThemeLight;
    case ThemeName::kHighContrast:
      return icons::kThemeContrast;
    case ThemeName::kDark:
      break;
  }
  return icons::kThemeDark;
}

void theme_menu(Context& ui, const InterfaceModel& model, ImRect box) {
  if (icon_button(ui, "top.theme", box, theme_icon(model.theme), ui.tr(Text::kTheme),
                  {.shortcut = cap_of(Action::kTheme)})) {
    Menu::request("theme");
  }
  Menu menu(ui, "theme", box, ui.px(240));
  if (!menu.open()) return;
  const std::array<std::pair<ThemeName, Text>, 3> themes = {
      {{ThemeName::kDark, Text::kThemeDark},
       {ThemeName::kLight, Text::kThemeLight},
       {ThemeName::kHighContrast, Text::kThemeContrast}}};
  const std::array<const char*, 3> ids = {"top.theme.dark", "top.theme.light",
                                          "top.theme.contrast"};
  for (std::size_t i = 0; i < themes.size(); ++i) {
    if (menu.row(ids[i], ui.tr(themes[i].second), theme_icon(themes[i].first), {},
                 model.theme == themes[i].first)) {
      ui.emit(command::ChooseTheme{themes[i].first});
    }
  }
}

bool any_running(const InterfaceModel& model) {
  return std::any_of(
      model.findings.services.begin(), model.findings.services.end(), [](const ServiceRow& row) {
        return row.status == ServiceRowStatus::kRunning || row.status == ServiceRowStatus::kPending;
      });
}

void status_icon(Context& ui, std::string_view id, ImRect box, const char* icon, ImU32 ink,
                 std::string_view text) {
  const Interaction state = interact(ui, id, box, {.role = Role::kStatus, .label = text});
  icon_at(ui, box.GetCenter(), icon, ink);
  tooltip(ui, state, box, text);
}

// From the right edge inward.
void right_group(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box,
                 float left_end) {
  const float edge = ui.px(30), step = edge + ui.px(2);
  const float y = ImFloor(box.GetCenter().y - edge / 2);
  float x = box.Max.x - ui.px(10) - edge;
  const auto next = [&] {
    const ImRect out({x, y}, {x + edge, y + edge});
    x -= step;
    return out;
  };
  if (icon_button(
          ui, "top.side-panel", next(), icons::kSidePanel, ui.tr(Text::kSidePanelShown),
          {.shortcut = cap_of(Action::kToggleSidePanel), .pressed = model.side_panel_shown})) {
    perform(ui, model, open, Action::kToggleSidePanel);
  }
  if (icon_button(
          ui, "top.study-list", next(), icons::kStudyList, ui.tr(Text::kStudyListShown),
          {.shortcut = cap_of(Action::kToggleStudyList), .pressed = model.study_list_shown})) {
    perform(ui, model, open, Action::kToggleStudyList);
  }
  x -= ui.px(8);
  vertical_line(x + step, box.Min.y + ui.px(12), box.Max.y - ui.px(12), ui.theme.line);
  const bool busy = any_running(model);
  const bool none = model.findings.services.empty();
  status_icon(ui, "top.ai", next(), icons::kAi,
              busy   ? ui.theme.accent
              : none ? ui.theme.text_muted
                     : ui.theme.text_secondary,
              ui.tr(busy   ? Text::kAiBusy
                    : none ? Text::kAiNone
                           : Text::kAiIdle));
  status_icon(ui, "top.network", next(), model.bottom.online ? icons::kOnline : icons::kOffline,
              model.bottom.online ? ui.theme.text_secondary : ui.theme.warn,
              ui.tr(model.bottom.online ? Text::kOnline : Text::kOffline));
  theme_menu(ui, model, next());
  const ImRect language = next();
  const Interaction state = interact(ui, "top.language", language,
                                     {.label = ui.tr(Text::kLanguage),
                                      .shortcut = cap_of(Action::kLanguage),
                                      .text = ui.tr(Text::kLanguageCode),
                                      .icon_only = true});
  if (state.hovered) fill(language, ui.theme.hover, ui.px(metrics::kRadius));
  text_in(ui, language, ui.tr(Text::kLanguageCode),
          {.style = TextStyle::kDenseStrong,
           .color = state.hovered ? ui.theme.text : ui.theme.text_secondary,
           .align = Align::kCenter});
  if (state.focused) focus_ring(ui, language, ui.px(metrics::kRadius));
  tooltip(ui, state, language, ui.tr(Text::kLanguage), cap_of(Action::kLanguage));
  if (state.pressed) perform(ui, model, open, Action::kLanguage);

  // Search takes what is left: a field where there is room, an icon where there is not.
  const float room = x + edge - left_end - ui.px(24);
  const float wanted = ui.px(180);
  if (room < ui.px(120)) {
    if (icon_button(ui, "top.search", next(), icons::kSearch, ui.tr(Text::kSearch),
                    {.shortcut = cap_of(Action::kSearch)})) {
      perform(ui, model, open, Action::kSearch);
    }
    return;
  }
  const float width = std::min(room, wanted);
  const ImRect field({x + edge - width - ui.px(4), y + ui.px(1)},
                     {x + edge - ui.px(4), y + edge - ui.px(1)});
  const Interaction find =
      interact(ui, "top.search", field,
               {.label = ui.tr(Text::kSearch), .shortcut = cap_of(Action::kSearch)});
  fill(field, find.hovered ? ui.theme.hover : ui.theme.field, ui.px(metrics::kRadius));
  outline(field, ui.theme.line, ui.px(metrics::kRadius));
  icon_at(ui, {field.Min.x + ui.px(14), field.GetCenter().y}, icons::kSearch,
          ui.theme.text_secondary, 14);
  text_in(ui, {{field.Min.x + ui.px(26), field.Min.y}, field.Max}, ui.tr(Text::kSearch),
          {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
  text_in(ui, {field.Min, {field.Max.x - ui.px(8), field.Max.y}}, cap_of(Action::kSearch),
          {.style = TextStyle::kImage, .color = ui.theme.text_muted, .align = Align::kEnd});
  if (find.focused) focus_ring(ui, field, ui.px(metrics::kRadius));
  if (find.pressed) perform(ui, model, open, Action::kSearch);
}

}  // namespace

void top_bar(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box) {
  fill(box, ui.theme.panel);
  horizontal_line(box.Min.x, box.Max.x, box.Max.y - 1, ui.theme.line);
  const bool folded = box.GetWidth() < ui.px(1120);
  Row row(ui, box);
  name_and_mode(ui, row, box);
  row.divider();
  layout_group(ui, model, open, row);
  row.divider();
  tool_group(ui, model, open, row);
  if (has_window_choice(model)) window_choice(ui, model, "top", icons::kDown, row.square());
  row.divider();
  picture_actions(ui, model, open, row, folded);
  row.divider();
  picture_toggles(ui, model, open, row);
  right_group(ui, model, open, box, row.x());
}

}  // namespace overread::ui
