#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

constexpr float kIndent = 14;
constexpr float kWidestButton = 280;
/// Deeper items are not set further in: their words need the room.
constexpr int kDeepestIndent = 6;

float paragraph(Context& ui, ImVec2 at, float width, std::string_view text, TextStyle style,
                ImU32 color) {
  return wrapped_text(ui, at, width, text,
                      {.style = style, .color = color, .shorten = Shorten::kData});
}

float object_head(Context& ui, const ObjectModel& object, std::string_view id, ImVec2 at,
                  float width) {
  float y = at.y;
  y += paragraph(ui, {at.x, y}, width, object.title, TextStyle::kHeading, ui.theme.text);
  if (!object.subtitle.empty()) {
    y += ui.px(2);
    y += paragraph(ui, {at.x, y}, width, object.subtitle, TextStyle::kDense,
                   ui.theme.text_secondary);
  }
  announce(ui, std::string(id) + ".title", {at, {at.x + width, y}},
           {.role = Role::kHeading, .label = object.title, .text = object.subtitle});
  return y - at.y;
}

float notes(Context& ui, const ObjectModel& object, std::string_view id, ImVec2 at, float width) {
  float y = at.y;
  for (std::size_t i = 0; i < object.notes.size(); ++i) {
    const float inside = ui.px(22);
    icon_at(ui, {at.x + ui.px(8), y + ui.px(9)}, icons::kInfo, ui.theme.text_secondary, 14);
    const float height = paragraph(ui, {at.x + inside, y}, width - inside, object.notes[i],
                                   TextStyle::kBody, ui.theme.text_secondary);
    announce(ui, std::string(id) + ".note." + std::to_string(i),
             {{at.x, y}, {at.x + width, y + height}},
             {.role = Role::kStatus, .label = object.notes[i]});
    y += height + ui.px(4);
  }
  return y - at.y;
}

// A segment or structure: its color, what it is, whether it is drawn.
float part_row(Context& ui, const ObjectModel& object, const ObjectPartRow& part,
               std::string_view id, ImVec2 at, float width) {
  const float eye = ui.px(28), x = at.x + ui.px(24);
  const float words = width - ui.px(24) - eye;
  const float detail = wrapped_height(ui, part.detail, TextStyle::kDense, words);
  const float height = ui.px(6 + 18) + detail + ui.px(6);
  const std::string own = std::string(id) + ".part." + std::to_string(part.number);
  swatch(ui, {{at.x + ui.px(2), at.y + ui.px(9)}, {at.x + ui.px(14), at.y + ui.px(21)}},
         overlay_ink(0, part.rgb));
  text_in(ui, {{x, at.y + ui.px(6)}, {x + words, at.y + ui.px(24)}}, part.name,
          {.color = part.shown ? ui.theme.text : ui.theme.text_muted, .shorten = Shorten::kData});
  paragraph(ui, {x, at.y + ui.px(24)}, words, part.detail, TextStyle::kDense,
            ui.theme.text_secondary);
  announce(ui, own, {at, {at.x + width - eye, at.y + height}},
           {.role = Role::kText, .label = part.name, .text = part.detail});
  const ImRect toggle({at.x + width - eye, at.y + ui.px(2)}, {at.x + width, at.y + ui.px(2) + eye});
  if (icon_button(ui, own + ".shown", toggle, part.shown ? icons::kShow : icons::kHide,
                  filled(ui.tr(Text::kShowInPicture), {part.name}), {.pressed = part.shown})) {
    ui.emit(command::ShowObjectPart{object.sop_instance_uid, part.number, !part.shown});
  }
  return height;
}

// Name, value below it where both are long, and a link to what is meant.
float line_row(Context& ui, const ObjectLine& line, std::string_view id, ImVec2 at, float width) {
  const float indent = ui.px(kIndent) * static_cast<float>(std::min(line.depth, kDeepestIndent));
  at.x += indent;
  width -= indent;
  float y = at.y + ui.px(line.is_heading ? 8 : 2);
  const float top = y;
  const bool has_value = !line.value.empty();
  const std::string name = has_value && !line.is_heading ? line.name + ": " : line.name;
  const TextStyle style = line.is_heading ? TextStyle::kBodyStrong : TextStyle::kBody;
  const ImU32 name_ink = line.is_heading ? ui.theme.text : ui.theme.text_secondary;
  const ImU32 value_ink = line.is_context ? ui.theme.text_secondary : ui.theme.text;
  const float own = measure(ui, name, style).x, other = measure(ui, line.value, style).x;
  const bool one_line = own + other + 2 <= width && line.value.find('\n') == std::string::npos;
  if (has_value && one_line) {
    const float height = leading_of(ui, style);
    text_in(ui, {{at.x, y}, {at.x + own + 1, y + height}}, name,
            {.style = style, .color = name_ink, .shorten = Shorten::kData});
    text_in(ui, {{at.x + own, y}, {at.x + width, y + height}}, line.value,
            {.style = style, .color = value_ink, .shorten = Shorten::kData});
    y += height;
  } else {
    y += paragraph(ui, {at.x, y}, width, line.name, style, name_ink);
    if (has_value) {
      const float inside = std::min(ui.px(kIndent), width / 4);
      y += paragraph(ui, {at.x + inside, y}, width - inside, line.value, style, value_ink);
    }
  }
  announce(ui, id, {{at.x, top}, {at.x + width, y}},
           {.role = line.is_heading ? Role::kHeading : Role::kText,
            .label = line.name,
            .text = line.value});
  if (!line.link.empty()) {
    const float height = ui.px(ui.touch ? metrics::kTouchRow : 24);
    const std::string shown =
        shortened(ui, line.link, TextStyle::kDense, std::max(1.0f, width - ui.px(40)));
    const ButtonOptions options{.kind = ButtonKind::kBare,
                                .icon = icons::kRight,
                                .tip = line.link,
                                .dense = true,
                                .align = Align::kStart};
    const float room = std::min(button_width(ui, shown, options), width);
    if (button(ui, std::string(id) + ".open", {{at.x, y}, {at.x + room, y + height}}, shown,
               options)) {
      ui.emit(command::ShowReference{line.link_uid, line.link_frame});
    }
    y += height;
  }
  return y - at.y + ui.px(2);
}

Text save_text(Wrapped wrapped) {
  switch (wrapped) {
    case Wrapped::kVideo:
      return Text::kSaveVideo;
    case Wrapped::kFrame:
      return Text::kSaveFrame;
    case Wrapped::kNothing:
    case Wrapped::kDocument:
      break;
  }
  return Text::kSaveDocument;
}

void save_wrapped(Context& ui, const ObjectModel& object) {
  if (object.wrapped == Wrapped::kVideo) {
    ui.emit(command::SaveVideo{object.sop_instance_uid});
  } else {
    ui.emit(command::SaveDocument{object.sop_instance_uid});
  }
}

void object_actions(Context& ui, const ObjectModel& object, std::string_view id, ImRect box) {
  const float x0 = box.Min.x + ui.px(metrics::kAround);
  const float x1 = std::min(box.Max.x - ui.px(metrics::kAround), x0 + ui.px(kWidestButton));
  const float row = ui.px(ui.touch ? metrics::kTouchRow : 32);
  float y = box.Min.y + ui.px(8);
  if (object.document_opens) {
    if (button(ui, std::string(id) + ".open-document", {{x0, y}, {x1, y + row}},
               ui.tr(Text::kOpenDocument),
               {.kind = ButtonKind::kPrimary, .icon = icons::kReport})) {
      ui.emit(command::OpenDocument{object.sop_instance_uid});
    }
    y += row + ui.px(6);
  }
  if (object.wrapped != Wrapped::kNothing) {
    if (button(ui, std::string(id) + ".save-document", {{x0, y}, {x1, y + row}},
               ui.tr(save_text(object.wrapped)), {.icon = icons::kDownload})) {
      save_wrapped(ui, object);
    }
    y += row + ui.px(6);
  }
  if (button(ui, std::string(id) + ".save", {{x0, y}, {x1, y + row}}, ui.tr(Text::kSaveObject),
             {.icon = icons::kDownload, .tip = ui.tr(Text::kSaveObjectTip)})) {
    ui.emit(command::SaveObject{object.sop_instance_uid});
  }
}

float object_actions_height(const Context& ui, const ObjectModel& object) {
  const float row = ui.px(ui.touch ? metrics::kTouchRow : 32);
  const int more = (object.wrapped != Wrapped::kNothing ? 1 : 0) + (object.document_opens ? 1 : 0);
  return ui.px(8) + row + ui.px(8) + static_cast<float>(more) * (row + ui.px(6));
}

}  // namespace

void object_view(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                 ImRect box) {
  const ObjectModel& object = *viewport.object;
  const std::string id = "viewport." + std::to_string(viewport.index + 1);
  fill(box, ui.theme.panel);
  announce(ui, id, box,
           {.role = Role::kImage,
            .label = filled(ui.tr(Text::kViewport), {std::to_string(viewport.index + 1)}),
            .text = object.title,
            .selected = viewport.index == model.active_viewport});
  const bool clicked = ImGui::IsMouseHoveringRect(box.Min, box.Max) &&
                       ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                       ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  if (clicked && viewport.index != model.active_viewport) {
    ui.emit(command::ActivateViewport{viewport.index});
  }
  const float around = ui.px(metrics::kAround), foot = object_actions_height(ui, object);
  const ImRect body({box.Min.x + around, box.Min.y}, {box.Max.x - ui.px(4), box.Max.y - foot});
  if (body.GetHeight() > ui.px(20) && body.GetWidth() > ui.px(60)) {
    ScrollArea area(ui, id + ".object." + object.sop_instance_uid, body);
    const float width = area.width() - ui.px(4);
    ImVec2 at = area.top();
    at.y += ui.px(12);
    at.y += object_head(ui, object, id + ".object", at, width) + ui.px(10);
    if (!object.error.empty()) {
      const float height = paragraph(ui, at, width, object.error, TextStyle::kBody, ui.theme.fail);
      announce(ui, id + ".object.error", {at, {at.x + width, at.y + height}},
               {.role = Role::kStatus, .label = object.error});
      at.y += height + ui.px(8);
    }
    if (object.loading) {
      at.y += paragraph(ui, at, width, ui.tr(Text::kViewportLoading), TextStyle::kBody,
                        ui.theme.text_secondary);
    }
    at.y += notes(ui, object, id + ".object", at, width);
    for (std::size_t i = 0; i < object.lines.size(); ++i) {
      at.y += line_row(ui, object.lines[i], id + ".object.line." + std::to_string(i), at, width);
    }
    if (!object.parts.empty()) at.y += ui.px(8);
    for (const ObjectPartRow& part : object.parts) {
      horizontal_line(at.x, at.x + width, at.y, ui.theme.line);
      at.y += part_row(ui, object, part, id + ".object", at, width);
    }
    area.finish(at.y + ui.px(12));
  }
  horizontal_line(box.Min.x, box.Max.x, box.Max.y - foot, ui.theme.line);
  object_actions(ui, object, id + ".object", {{box.Min.x, box.Max.y - foot}, box.Max});
}

}  // namespace overread::ui
