#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/gauge.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

void thumbnail(Context& ui, const SeriesRow& row, ImRect box) {
  const float radius = ui.px(4);
  fill(box, ui.theme.image, radius);
  const int edge = static_cast<int>(box.GetWidth() * ui.device_scale);
  const ImTextureRef picture = ui.pictures.thumbnail(row, edge);
  if (picture.GetTexID() != ImTextureID_Invalid) {
    ImGui::GetWindowDrawList()->AddImageRounded(picture, box.Min, box.Max, {0, 0}, {1, 1},
                                                IM_COL32_WHITE, radius);
  } else {
    icon_at(ui, box.GetCenter(), icons::kFile, ui.theme.image_text_dim);
  }
  outline(box, row.active ? ui.theme.accent : ui.theme.line, radius);
}

float series_row(Context& ui, const SeriesRow& row, Ephemeral& open, ImVec2 at, float width) {
  const float edge = ui.px(48);
  const float height = edge + ui.px(12);
  const ImRect box(at, {at.x + width, at.y + height});
  const std::string label = row.modality + " " + row.title;
  const Interaction state = interact(
      ui, "series." + row.key, box,
      {.role = Role::kListItem, .label = label, .text = row.detail, .selected = row.active});
  // The keyboard and a screen reader press what is scrolled out of sight, too.
  if (state.pressed) {
    ui.emit(command::ShowSeries{row.key, -1});
    open.sheet = Sheet::kNone;
  }
  if (!state.visible) return height;
  if (row.active) fill(box, ui.theme.accent_wash, ui.px(metrics::kRadius));
  if (state.hovered && !row.active) fill(box, ui.theme.hover, ui.px(metrics::kRadius));
  const ImRect picture({box.Min.x + ui.px(6), box.Min.y + ui.px(6)},
                       {box.Min.x + ui.px(6) + edge, box.Min.y + ui.px(6) + edge});
  thumbnail(ui, row, picture);
  const float x = picture.Max.x + ui.px(10);
  float right = box.Max.x - ui.px(8);
  if (row.loaded < 1.0 && row.frame_count > 1) {
    const float radius = ui.px(6);
    progress_ring(ui, {right - radius, box.Min.y + ui.px(16)}, radius, row.loaded);
    right -= radius * 2 + ui.px(6);
  } else if (row.has_warning) {
    icon_at(ui, {right - ui.px(7), box.Min.y + ui.px(16)}, icons::kWarning, ui.theme.warn, 14);
    right -= ui.px(20);
  }
  const float line = ui.px(17);
  const float top = box.Min.y + (height - line * 3) / 2;
  const auto line_at = [&](int i, float to) {
    const float y = top + line * static_cast<float>(i);
    return ImRect({x, y}, {to, y + line});
  };
  text_in(ui, line_at(0, right), row.modality,
          {.style = TextStyle::kImageStrong,
           .color = row.active ? ui.theme.accent : ui.theme.text_secondary,
           .shorten = Shorten::kData});
  const bool cut = text_in(ui, line_at(1, box.Max.x - ui.px(8)), row.title,
                           {.style = TextStyle::kBody, .shorten = Shorten::kData});
  const bool detail_cut = text_in(
      ui, line_at(2, box.Max.x - ui.px(8)), row.detail,
      {.style = TextStyle::kImage, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
  if (state.focused) focus_ring(ui, box, ui.px(metrics::kRadius));
  if (row.has_warning) {
    tooltip(ui, state, box, ui.tr(Text::kSeriesWarning));
  } else if (cut || detail_cut) {
    tooltip(ui, state, box, row.title + "\n" + row.detail);
  }
  return height;
}

const char* icon_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kSegmentation:
    case ObjectKind::kStructureSet:
      return icons::kSeries;
    case ObjectKind::kKeyObjects:
      return icons::kKeyImage;
    case ObjectKind::kPresentationState:
      return icons::kWindow;
    case ObjectKind::kVideo:
      return icons::kVideo;
    default:
      return icons::kReport;
  }
}

// A report, a segmentation, a document: an icon in the place of the picture.
float object_row(Context& ui, const ObjectRow& row, Ephemeral& open, ImVec2 at, float width) {
  const float height = ui.px(44);
  const ImRect box(at, {at.x + width, at.y + height});
  const std::string label = row.modality + " " + row.title;
  const Interaction state = interact(
      ui, "object." + row.sop_instance_uid, box,
      {.role = Role::kListItem, .label = label, .text = row.detail, .selected = row.active});
  if (state.pressed) {
    ui.emit(command::ShowObject{row.sop_instance_uid, -1});
    open.sheet = Sheet::kNone;
  }
  if (!state.visible) return height;
  if (row.active || state.hovered) {
    fill(box, row.active ? ui.theme.raised : ui.theme.hover, ui.px(metrics::kRadius));
  }
  const ImU32 ink = row.active ? ui.theme.accent : ui.theme.text_secondary;
  icon_at(ui, {box.Min.x + ui.px(17), box.GetCenter().y},
          row.failed ? icons::kWarning : icon_of(row.kind), row.failed ? ui.theme.warn : ink);
  const float x = box.Min.x + ui.px(34), right = box.Max.x - ui.px(6);
  const float middle = box.GetCenter().y;
  const ImRect words(row.detail.empty() ? ImRect({x, box.Min.y}, {right, box.Max.y})
                                        : ImRect({x, middle - ui.px(18)}, {right, middle}));
  const bool cut = text_in(ui, words, label, {.shorten = Shorten::kData});
  const bool detail_cut = text_in(
      ui, {{x, middle}, {right, middle + ui.px(16)}}, row.detail,
      {.style = TextStyle::kImage, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
  if (state.focused) focus_ring(ui, box, ui.px(metrics::kRadius));
  if (row.failed) {
    tooltip(ui, state, box, ui.tr(Text::kObjectFailed));
  } else if (cut || detail_cut) {
    tooltip(ui, state, box, label + "\n" + row.detail);
  }
  return height;
}

float study_head(Context& ui, const StudyRow& study, ImVec2 at, float width) {
  const float height = ui.px(40);
  const ImRect box(at, {at.x + width, at.y + height});
  announce(ui, "study." + study.study_instance_uid, box,
           {.role = Role::kHeading, .label = study.title, .text = study.subtitle});
  const float edge = ui.px(24);
  const ImRect close({box.Max.x - edge, box.Min.y + ui.px(2)},
                     {box.Max.x, box.Min.y + ui.px(2) + edge});
  const float right = close.Min.x - ui.px(4);
  text_in(ui, {{box.Min.x + ui.px(6), box.Min.y + ui.px(2)}, {right, box.Min.y + ui.px(21)}},
          study.title, {.style = TextStyle::kBodyStrong, .shorten = Shorten::kData});
  text_in(
      ui, {{box.Min.x + ui.px(6), box.Min.y + ui.px(20)}, {right, box.Min.y + ui.px(37)}},
      study.subtitle,
      {.style = TextStyle::kImage, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
  if (icon_button(ui, "study.close." + study.study_instance_uid, close, icons::kClose,
                  ui.tr(Text::kCloseStudy))) {
    ui.emit(command::CloseStudy{study.study_instance_uid});
  }
  return height;
}

float case_row(Context& ui, const CaseRow& row, Ephemeral& open, ImVec2 at, float width) {
  const float height = ui.px(44);
  const ImRect box(at, {at.x + width, at.y + height});
  const Interaction state =
      interact(ui, "case." + row.id, box,
               {.role = Role::kListItem, .label = row.title, .text = row.modality});
  if (state.pressed) {
    ui.emit(command::OpenCase{row.id});
    open.sheet = Sheet::kNone;
  }
  if (!state.visible) return height;
  if (state.hovered) fill(box, ui.theme.hover, ui.px(metrics::kRadius));
  icon_at(ui, {box.Min.x + ui.px(17), box.GetCenter().y}, icons::kCase, ui.theme.text_secondary);
  const float x = box.Min.x + ui.px(34);
  const float middle = box.GetCenter().y;
  text_in(ui, {{x, middle - ui.px(18)}, {box.Max.x - ui.px(6), middle}}, row.title,
          {.shorten = Shorten::kData});
  text_in(
      ui, {{x, middle}, {box.Max.x - ui.px(6), middle + ui.px(16)}}, row.modality,
      {.style = TextStyle::kImage, .color = ui.theme.text_secondary, .shorten = Shorten::kData});
  if (state.focused) focus_ring(ui, box, ui.px(metrics::kRadius));
  tooltip(ui, state, box, row.history.empty() ? row.title : row.title + "\n" + row.history);
  return height;
}

float section_head(Context& ui, std::string_view id, std::string_view label, ImVec2 at,
                   float width) {
  const float height = ui.px(28);
  const ImRect box(at, {at.x + width, at.y + height});
  announce(ui, id, box, {.role = Role::kHeading, .label = label});
  text_in(ui, {{at.x + ui.px(6), at.y}, box.Max}, label,
          {.style = TextStyle::kDenseStrong, .color = ui.theme.text_secondary});
  return height;
}

}  // namespace

void study_list(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box) {
  fill(box, ui.theme.panel);
  const float row = ui.px(ui.touch ? metrics::kTouchRow : metrics::kRow);
  const float foot = row * 2 + ui.px(8 + 12 + 4);
  const float inside = ui.px(8);
  const ImRect list({box.Min.x + inside, box.Min.y}, {box.Max.x, box.Max.y - foot});
  {
    ScrollArea area(ui, "studies", list);
    const float width = area.width();
    ImVec2 at = area.top();
    at.y += ui.px(8);
    at.y += section_head(ui, "studies.head", ui.tr(Text::kStudies), at, width);
    if (model.library.studies.empty()) {
      text_in(ui, {{at.x + ui.px(6), at.y}, {at.x + width, at.y + ui.px(24)}},
              ui.tr(Text::kNoStudies), {.color = ui.theme.text_secondary});
      at.y += ui.px(28);
    }
    for (const StudyRow& study : model.library.studies) {
      at.y += study_head(ui, study, at, width);
      for (const SeriesRow& series : study.series) {
        at.y += series_row(ui, series, open, at, width) + ui.px(2);
      }
      for (const ObjectRow& object : study.objects) {
        at.y += object_row(ui, object, open, at, width) + ui.px(2);
      }
      at.y += ui.px(12);
    }
    // With nothing open the middle of the screen offers the cases.
    if (!model.library.cases.empty() && !model.library.studies.empty()) {
      horizontal_line(at.x + ui.px(6), at.x + width, at.y, ui.theme.line);
      at.y += ui.px(8);
      at.y += section_head(ui, "cases.head", ui.tr(Text::kTeachingCases), at, width);
      for (const CaseRow& item : model.library.cases) at.y += case_row(ui, item, open, at, width);
    }
    area.finish(at.y + ui.px(8));
  }
  horizontal_line(box.Min.x, box.Max.x, list.Max.y, ui.theme.line);
  const float x0 = box.Min.x + inside, x1 = box.Max.x - inside;
  float y = list.Max.y + ui.px(12);
  if (button(ui, "studies.open-files", {{x0, y}, {x1, y + row}}, ui.tr(Text::kOpenFiles),
             {.icon = icons::kFile, .shortcut = cap_of(Action::kOpenFiles)})) {
    open.sheet = Sheet::kNone;
    ui.emit(command::OpenFiles{});
  }
  y += row + ui.px(6);
  if (button(ui, "studies.open-folder", {{x0, y}, {x1, y + row}}, ui.tr(Text::kOpenFolder),
             {.icon = icons::kFolder, .shortcut = cap_of(Action::kOpenFolder)})) {
    open.sheet = Sheet::kNone;
    ui.emit(command::OpenFolder{});
  }
}

}  // namespace overread::ui
