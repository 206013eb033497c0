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
  Text below;  ///< One short word under the icon.
  const char* icon;
  std::string_view id;
};
constexpr std::array<ThumbTool, 5> kThumbTools = {{
    {Tool::kWindow, Action::kToolWindow, Text::kToolWindow, Text::kThumbWindow, icons::kWindow,
     "phone.tool.window"},
    {Tool::kPan, Action::kToolPan, Text::kToolPan, Text::kThumbPan, icons::kPan, "phone.tool.pan"},
    {Tool::kZoom, Action::kToolZoom, Text::kToolZoom, Text::kThumbZoom, icons::kZoom,
     "phone.tool.zoom"},
    {Tool::kScroll, Action::kToolScroll, Text::kToolScroll, Text::kThumbScroll, icons::kScroll,
     "phone.tool.scroll"},
    {Tool::kEdit, Action::kToolEdit, Text::kToolEdit, Text::kThumbEdit, icons::kEdit,
     "phone.tool.edit"},
}};

struct MoreItem {
  Action action;
  Text text;
  const char* icon;
  std::string_view id;
};
constexpr std::array<MoreItem, 12> kMore = {{
    {Action::kRotateRight, Text::kRotateRight, icons::kRotateRight, "phone.rotate"},
    {Action::kFlipHorizontal, Text::kFlipHorizontal, icons::kFlipHorizontal, "phone.flip-h"},
    {Action::kFlipVertical, Text::kFlipVertical, icons::kFlipVertical, "phone.flip-v"},
    {Action::kInvert, Text::kInvert, icons::kInvert, "phone.invert"},
    {Action::kResetView, Text::kResetView, icons::kReset, "phone.reset"},
    {Action::kToggleFindings, Text::kFindingsShown, icons::kShow, "phone.findings-shown"},
    {Action::kToggleOverlayPlanes, Text::kOverlayPlanesShown, icons::kOverlayPlanes,
     "phone.overlays-shown"},
    {Action::kToggleText, Text::kTextShown, icons::kText, "phone.text-shown"},
    {Action::kMessages, Text::kMessages, icons::kMessages, "phone.messages"},
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
  const bool has_choice = has_window_choice(model);
  const ImRect windows({findings.Min.x - edge - ui.px(2), y},
                       {findings.Min.x - ui.px(2), y + edge});
  const float x = left.Max.x + ui.px(8);
  const std::string_view mode = ui.tr(Text::kModeResearch);
  const float name = measure(ui, ui.tr(Text::kAppName), TextStyle::kHeading).x;
  const float room = (has_choice ? windows : findings).Min.x - ui.px(8) - x;
  if (name <= room) {
    text_in(ui, {{x, box.Min.y}, {x + name + 1, box.Max.y}}, ui.tr(Text::kAppName),
            {.style = TextStyle::kHeading});
  }
  if (name + ui.px(10) + badge_width(ui, mode) <= room) {
    badge(ui, {x + name + ui.px(10), ImFloor(box.GetCenter().y - ui.px(9))}, ui.px(18), mode,
          ui.theme.text_secondary);
  }
  if (has_choice) window_choice(ui, model, "phone", icons::kWindow, windows);
  if (icon_button(ui, "phone.side", findings, icons::kFindings, ui.tr(Text::kSidePanelShown),
                  {.pressed = open.sheet == Sheet::kSidePanel})) {
    open.sheet = open.sheet == Sheet::kSidePanel ? Sheet::kNone : Sheet::kSidePanel;
  }
  if (icon_button(ui, "phone.more", more, icons::kMore, ui.tr(Text::kMoreActions))) {
    Menu::request("phone.menu");
  }
  // Something failed, and the list of messages is behind this button.
  if (model.bottom.error_count > 0) {
    const float radius = ui.px(4);
    fill({{more.Max.x - radius * 3, more.Min.y + radius},
          {more.Max.x - radius, more.Min.y + radius * 3}},
         ui.theme.fail, radius);
  }
  Menu menu(ui, "phone.menu", more, std::min(ui.px(300), box.GetWidth() - ui.px(16)));
  if (!menu.open()) return;
  for (const MoreItem& item : kMore) {
    if (!is_offered(model, item.action)) continue;
    if (menu.row(item.id, ui.tr(item.text), item.icon)) perform(ui, model, open, item.action);
  }
}

void thumb_tool(Context& ui, const InterfaceModel& model, Ephemeral& open, const ThumbTool& item,
                bool words, ImRect box) {
  const bool on = model.tool == item.tool;
  const Interaction state =
      interact(ui, item.id, box, {.role = Role::kRadio, .label = ui.tr(item.text), .selected = on});
  const ImU32 ink = on ? ui.theme.accent : ui.theme.text_secondary;
  const float middle = box.GetCenter().x;
  const float y = words ? box.Min.y + ui.px(20) : box.GetCenter().y;
  if (on) {
    fill({{middle - ui.px(22), y - ui.px(12)}, {middle + ui.px(22), y + ui.px(12)}},
         ui.theme.accent_wash, ui.px(12));
  }
  icon_at(ui, {middle, y}, item.icon, ink, 18);
  if (words) {
    text_in(ui, {{box.Min.x, box.Min.y + ui.px(34)}, {box.Max.x, box.Max.y - ui.px(4)}},
            ui.tr(item.below),
            {.style = on ? TextStyle::kImageStrong : TextStyle::kImage,
             .color = ink,
             .align = Align::kCenter});
  }
  if (state.focused) focus_ring(ui, box, 0);
  if (state.pressed) perform(ui, model, open, item.action);
}

void bar_below(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box) {
  fill(box, ui.theme.panel);
  horizontal_line(box.Min.x, box.Max.x, box.Min.y, ui.theme.line);
  const float each = box.GetWidth() / static_cast<float>(kThumbTools.size());
  float widest = 0;
  for (const ThumbTool& item : kThumbTools) {
    widest = std::max(widest, measure(ui, ui.tr(item.below), TextStyle::kImageStrong).x);
  }
  const bool words = widest < each - 2;
  for (std::size_t i = 0; i < kThumbTools.size(); ++i) {
    thumb_tool(ui, model, open, kThumbTools[i], words,
               {{ImFloor(box.Min.x + each * static_cast<float>(i)), box.Min.y + 1},
                {ImFloor(box.Min.x + each * static_cast<float>(i + 1)), box.Max.y}});
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
  // A small screen has room for one picture.
  if (model.layout != ViewLayout::kOne) ui.emit(command::SetLayout{ViewLayout::kOne});
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
