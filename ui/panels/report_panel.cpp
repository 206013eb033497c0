#include <algorithm>
#include <array>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

float count(Context& ui, ImVec2 at, int number, std::string_view word) {
  const std::string digits = std::to_string(number);
  const float own = measure(ui, digits, TextStyle::kBodyStrong).x;
  const float words = measure(ui, word, TextStyle::kDense).x;
  const float height = ui.px(28);
  text_in(ui, {at, {at.x + own + 1, at.y + height}}, digits, {.style = TextStyle::kBodyStrong});
  text_in(ui, {{at.x + own + ui.px(4), at.y}, {at.x + own + ui.px(5) + words, at.y + height}}, word,
          {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
  return own + ui.px(4) + words + ui.px(12);
}

float report_head(Context& ui, const InterfaceModel& model, ImVec2 at, float width) {
  const std::array<Choice, 2> languages = {
      {{"en", ui.tr(Text::kEnglish)}, {"ru", ui.tr(Text::kRussian)}}};
  const float room = segmented_width(ui, languages);
  const int pressed = segmented(ui, "report.language",
                                {{at.x + width - room, at.y}, {at.x + width, at.y + ui.px(28)}},
                                languages, static_cast<int>(model.report_language));
  if (pressed >= 0) ui.emit(command::ChooseReportLanguage{static_cast<Language>(pressed)});
  float x = at.x;
  x += count(ui, {x, at.y}, model.report.accepted, ui.tr(Text::kReportAccepted));
  const float undecided =
      measure(ui, ui.tr(Text::kReportUndecided), TextStyle::kDense).x + ui.px(20);
  if (x + undecided < at.x + width - room) {
    count(ui, {x, at.y}, model.report.undecided, ui.tr(Text::kReportUndecided));
    return ui.px(28);
  }
  count(ui, {at.x, at.y + ui.px(24)}, model.report.undecided, ui.tr(Text::kReportUndecided));
  return ui.px(52);
}

// A line without small letters is a heading of the plain text.
bool is_heading(std::string_view line) {
  bool letters = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    const auto d = i + 1 < line.size() ? static_cast<unsigned char>(line[i + 1]) : 0u;
    if (c >= 'a' && c <= 'z') return false;
    if ((c == 0xD0 && d >= 0xB0) || (c == 0xD1 && d < 0x90)) return false;
    letters |= (c >= 'A' && c <= 'Z') || c == 0xD0;
  }
  return letters;
}

float report_text(Context& ui, ImVec2 at, float width, std::string_view text, ImU32 ink) {
  float y = at.y;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view paragraph = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool heading = is_heading(paragraph);
    const std::size_t spaces = std::min(paragraph.find_first_not_of(' '), paragraph.size());
    const float indent = spaces > 0 ? ui.px(12) : 0;
    paragraph.remove_prefix(spaces);
    if (paragraph.empty()) {
      y += ui.px(10);
      continue;
    }
    y += wrapped_text(ui, {at.x + indent, y}, width - indent, paragraph,
                      {.style = heading ? TextStyle::kDenseStrong : TextStyle::kBody,
                       .color = heading ? ui.theme.text_secondary : ink,
                       .shorten = Shorten::kData});
  }
  return y - at.y;
}

float report_actions_height(const Context& ui, const InterfaceModel& model) {
  return ui.px(12 + 36 + 8 + 32 + 12) + (model.report.has_mask ? ui.px(40) : 0);
}

void report_actions(Context& ui, const InterfaceModel& model, ImRect box) {
  const float x0 = box.Min.x + ui.px(16), x1 = box.Max.x - ui.px(16);
  float y = box.Min.y + ui.px(12);
  if (button(ui, "report.save-sr", {{x0, y}, {x1, y + ui.px(36)}}, ui.tr(Text::kSaveReport),
             {.kind = ButtonKind::kPrimary,
              .icon = icons::kDownload,
              .shortcut = cap_of(Action::kSaveReport),
              .tip = ui.tr(Text::kSaveReportTip),
              .disabled = !model.report.can_export})) {
    ui.emit(command::Export{ExportKind::kStructuredReport});
  }
  y += ui.px(36 + 8);
  if (model.report.has_mask) {
    if (button(ui, "report.save-seg", {{x0, y}, {x1, y + ui.px(32)}},
               ui.tr(Text::kSaveSegmentation),
               {.icon = icons::kSeries,
                .tip = ui.tr(Text::kSaveSegmentationTip),
                .disabled = !model.report.can_export})) {
      ui.emit(command::Export{ExportKind::kSegmentation});
    }
    y += ui.px(40);
  }
  if (button(ui, "report.save-text", {{x0, y}, {x1, y + ui.px(32)}}, ui.tr(Text::kSaveText),
             {.icon = icons::kReport, .disabled = !model.report.can_export})) {
    ui.emit(command::Export{ExportKind::kText});
  }
}

}  // namespace

void report_panel(Context& ui, const InterfaceModel& model, ImRect box) {
  const float around = ui.px(16);
  const float foot = report_actions_height(ui, model);
  ImVec2 at(box.Min.x + around, box.Min.y + ui.px(12));
  at.y += report_head(ui, model, at, box.GetWidth() - around * 2) + ui.px(10);
  horizontal_line(at.x, box.Max.x - around, at.y, ui.theme.line);
  const ImRect body({at.x, at.y + 1}, {box.Max.x - ui.px(4), box.Max.y - foot});
  if (body.GetHeight() > ui.px(20)) {
    ScrollArea area(ui, "report", body);
    const float width = area.width() - ui.px(4);
    ImVec2 line = area.top();
    line.y += ui.px(12);
    const bool empty = model.report.accepted == 0;
    const std::string_view shown =
        empty ? ui.tr(Text::kReportEmpty) : std::string_view(model.report.text);
    const ImU32 ink = empty ? ui.theme.text_secondary : ui.theme.text;
    const float height = report_text(ui, line, width, shown, ink);
    announce(ui, "report.text", {line, {line.x + width, line.y + height}},
             {.role = Role::kText, .label = ui.tr(Text::kTabReport), .text = shown});
    area.finish(line.y + height + ui.px(12));
  }
  horizontal_line(box.Min.x, box.Max.x, body.Max.y, ui.theme.line);
  report_actions(ui, model, {{box.Min.x, body.Max.y}, box.Max});
}

}  // namespace overread::ui
