#include <algorithm>
#include <array>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/floating.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/menu.hpp"

namespace overread::ui {
namespace {

struct ThumbTool {
  Tool tool;
  Action action;
  Text text;
  const char* icon;
  std::string_view id;
};
constexpr std::array<ThumbTool, 5> kThumbTools = {{
    {Tool::kWindow, Action::kToolWindow, Text::kToolWindow, icons::kWindow, "phone.tool.window"},
    {Tool::kPan, Action::kToolPan, Text::kToolPan, icons::kPan, "phone.tool.pan"},
    {Tool::kZoom, Action::kToolZoom, Text::kToolZoom, icons::kZoom, "phone.tool.zoom"},
    {Tool::kScroll, Action::kToolScroll, Text::kToolScroll, icons::kScroll, "phone.tool.scroll"},
    {Tool::kEdit, Action::kToolEdit, Text::kToolEdit, icons::kEdit, "phone.tool.edit"},
}};

struct MoreItem {
  Action action;
  Text text;
  const char* icon;
  std::string_view id;
};
constexpr std::array<MoreItem, 10> kMore = {{
    {Action::kRotateRight, Text::kRotateRight, icons::kRotateRight, "phone.rotate"},
    {Action::kFlipHorizontal, Text::kFlipHorizontal, icons::kFlipHorizontal, "phone.flip-h"},
    {Action::kFlipVertical, Text::kFlipVertical, icons::kFlipVertical, "phone.flip-v"},
    {Action::kInvert, Text::kInvert, icons::kInvert, "phone.invert"},
    {Action::kResetView, Text::kResetView, icons::kReset, "phone.reset"},
    {Action::kToggleFindings, Text::kFindingsShown, icons::kShow, "phone.findings-shown"},
    {Action::kToggleText, Text::kTextShown, icons::kText, "phone.text-shown"},
    {Action::kSearch, Text::kSearch, icons::kSearch, "phone.search"},
    {Action::kTheme, Text::kTheme, icons::kThemeContrast, "phone.theme"},
    {Action::kLanguage, Text::kLanguage, icons::kLanguage, "phone.language"},
}};

void bar_above(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box) {
  fill(box, ui.theme.panel);
  horizontal_line(box.Min.x, box.Max.x, box.Max.y - 1, ui.theme.line);
  const float edge = ui.px(36);
  const float y = ImFloor(box.GetCenter().y - edge / 2);
  const ImRect left({box.Min.x + ui.px(4), y}, {box.Min.x + ui.px(4) + edge, y + edge});
  if (icon_button(ui, "phone.studies", left, icons::kMenu, ui.tr(Text::kStudyListShown),
                  {.pressed = open.sheet == Sheet::kStudies})) {
    open.sheet = open.sheet == Sheet::kStudies ? Sheet::kNone : Sheet::kStudies;
  }
  const ImRect more({box.Max.x - ui.px(4) - edge, y}, {box.Max.x - ui.px(4), y + edge});
  const ImRect findings({more.Min.x - edge - ui.px(2), y}, {more.Min.x - ui.px(2), y + edge});
  const float x = left.Max.x + ui.px(8);
  const std::string_view mode = ui.tr(Text::kModeResearch);
  const float badge_room = badge_width(ui, mode);
  text_in(ui, {{x, box.Min.y}, {findings.Min.x - badge_room - ui.px(8), box.Max.y}},
          ui.tr(Text::kAppName), {.style = TextStyle::kHeading});
  const float name = measure(ui, ui.tr(Text::kAppName), TextStyle::kHeading).x;
  badge(ui, {x + name + ui.px(10), ImFloor(box.GetCenter().y - ui.px(9))}, ui.px(18), mode,
        ui.theme.text_secondary);
  if (icon_button(ui, "phone.side", findings, icons::kFindings, ui.tr(Text::kSidePanelShown),
                  {.pressed = open.sheet == Sheet::kSidePanel})) {
    open.sheet = open.sheet == Sheet::kSidePanel ? Sheet::kNone : Sheet::kSidePanel;
  }
  if (icon_button(ui, "phone.more", more, icons::kMore, ui.tr(Text::kMoreActions))) {
    Menu::request("phone.menu");
  }
  Menu menu(ui, "phone.menu", more, std::min(ui.px(300), box.GetWidth() - ui.px(16)));
  if (!menu.open()) return;
  for (const MoreItem& item : kMore) {
    if (menu.row(item.id, ui.tr(item.text), item.icon)) perform(ui, model, open, item.action);
  }
}

void bar_below(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box) {
  fill(box, ui.theme.panel);
  horizontal_line(box.Min.x, box.Max.x, box.Min.y, ui.theme.line);
  const float each = box.GetWidth() / static_cast<float>(kThumbTools.size());
  const float edge = std::min(ui.px(44), each - 4);
  for (std::size_t i = 0; i < kThumbTools.size(); ++i) {
    const ThumbTool& item = kThumbTools[i];
    const ImVec2 center(box.Min.x + each * (static_cast<float>(i) + 0.5f), box.GetCenter().y);
    const ImRect place({ImFloor(center.x - edge / 2), ImFloor(center.y - edge / 2)},
                       {ImFloor(center.x + edge / 2), ImFloor(center.y + edge / 2)});
    if (icon_button(ui, item.id, place, item.icon, ui.tr(item.text),
                    {.shortcut = cap_of(item.action), .pressed = model.tool == item.tool})) {
      perform(ui, model, open, item.action);
    }
  }
}

void sheet(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect screen) {
  if (open.sheet == Sheet::kNone) return;
  const float top = screen.Min.y + std::max(ui.px(44), screen.GetHeight() * 0.16f);
  const ImRect box({screen.Min.x, top}, {screen.Max.x, screen.Max.y + ui.px(12)});
  const Floating surface(ui, "sheet", box, Floating::Modality::kScrim);
  const float edge = ui.px(36);
  const ImRect close({box.Max.x - edge - ui.px(6), top + ui.px(4)},
                     {box.Max.x - ui.px(6), top + ui.px(4) + edge});
  const ImRect body({box.Min.x, top + ui.px(44)}, screen.Max);
  const std::string_view title =
      ui.tr(open.sheet == Sheet::kStudies ? Text::kStudyListShown : Text::kSidePanelShown);
  text_in(ui, {{box.Min.x + ui.px(16), top}, {close.Min.x, body.Min.y}}, title,
          {.style = TextStyle::kHeading});
  const bool closed = icon_button(ui, "sheet.close", close, icons::kClose, ui.tr(Text::kClose));
  if (open.sheet == Sheet::kStudies) {
    study_list(ui, model, open, body);
  } else {
    side_panel(ui, model, open, body);
  }
  if (closed || surface.dismissed()) open.sheet = Sheet::kNone;
}

}  // namespace

void phone(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect screen) {
  const ImRect above(screen.Min, {screen.Max.x, screen.Min.y + ui.px(metrics::kTopBar)});
  const ImRect below({screen.Min.x, screen.Max.y - ui.px(metrics::kPhoneBar)}, screen.Max);
  const ImRect middle({screen.Min.x, above.Max.y}, {screen.Max.x, below.Min.y});
  bar_above(ui, model, open, above);
  if (model.library.studies.empty()) {
    empty_state(ui, model, middle);
  } else {
    viewports(ui, model, open, middle);
  }
  bar_below(ui, model, open, below);
  tasks(ui, model, middle);
  sheet(ui, model, open, screen);
  messages(ui, model, middle);
}

}  // namespace overread::ui
