#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/floating.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"
#include "ui/widgets/scroll_area.hpp"
#include "ui/widgets/text_box.hpp"

namespace overread::ui {
namespace {

struct Hit {
  std::string id, label, detail;
  std::string_view cap;
  const char* icon;
  std::function<void()> choose;
};

// Lower case for Latin and Russian letters, in UTF-8.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if (c == 0xD0 && i + 1 < text.size()) {
      const auto d = static_cast<unsigned char>(text[++i]);
      if (d >= 0x90 && d <= 0x9F) {
        out += static_cast<char>(0xD0);
        out += static_cast<char>(d + 0x20);
      } else if (d >= 0xA0 && d <= 0xAF) {
        out += static_cast<char>(0xD1);
        out += static_cast<char>(d - 0x20);
      } else {
        out += static_cast<char>(0xD0);
        out += static_cast<char>(d);
      }
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<Hit> everything(Context& ui, const InterfaceModel& model, Ephemeral& open) {
  std::vector<Hit> hits;
  for (const StudyRow& study : model.library.studies) {
    for (const SeriesRow& row : study.series) {
      hits.push_back({"search.series." + row.key,
                      row.modality + "  " + row.title,
                      study.title,
                      {},
                      icons::kSeries,
                      [&ui, key = row.key] { ui.emit(command::ShowSeries{key, -1}); }});
    }
  }
  for (const CaseRow& row : model.library.cases) {
    hits.push_back(
        {"search.case." + row.id, row.title, row.modality, {}, icons::kCase, [&ui, id = row.id] {
           ui.emit(command::OpenCase{id});
         }});
  }
  for (const Shortcut& shortcut : shortcuts()) {
    if (shortcut.text == Text::kStackPosition || shortcut.action == Action::kSearch) continue;
    if (!is_offered(model, shortcut.action)) continue;
    hits.push_back(
        {"search.action." + std::to_string(static_cast<int>(shortcut.action)),
         ui.tr(shortcut.text),
         {},
         shortcut.cap,
         icons::kKeyboard,
         [&ui, &model, &open, action = shortcut.action] { perform(ui, model, open, action); }});
  }
  return hits;
}

std::vector<Hit> matching(std::vector<Hit> hits, std::string_view query) {
  const std::string wanted = folded(query);
  std::erase_if(hits, [&](const Hit& hit) {
    return folded(hit.label + " " + hit.detail).find(wanted) == std::string::npos;
  });
  return hits;
}

void move_choice(Ephemeral& open, int count) {
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++open.search_row;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --open.search_row;
  open.search_row = std::clamp(open.search_row, 0, std::max(0, count - 1));
}

bool hit_row(Context& ui, const Hit& hit, ImRect box, bool chosen) {
  const Interaction state = interact(ui, hit.id, box,
                                     {.role = Role::kMenuItem,
                                      .label = hit.label,
                                      .shortcut = hit.cap,
                                      .text = hit.detail,
                                      .selected = chosen});
  if (chosen || state.hovered) fill(box, ui.theme.hover, ui.px(metrics::kRadius));
  icon_at(ui, {box.Min.x + ui.px(16), box.GetCenter().y}, hit.icon, ui.theme.text_secondary);
  float right = box.Max.x - ui.px(10);
  const std::string_view aside = hit.cap.empty() ? std::string_view(hit.detail) : hit.cap;
  if (!aside.empty()) {
    const float room =
        std::min(measure(ui, aside, TextStyle::kDense).x + 1, box.GetWidth() * 0.35f);
    text_in(ui, {{right - room, box.Min.y}, {right + 1, box.Max.y}}, aside,
            {.style = TextStyle::kDense,
             .color = ui.theme.text_secondary,
             .align = Align::kEnd,
             .shorten = Shorten::kData});
    right -= room + ui.px(8);
  }
  text_in(ui, {{box.Min.x + ui.px(34), box.Min.y}, {right, box.Max.y}}, hit.label,
          {.shorten = Shorten::kData});
  return state.pressed;
}

}  // namespace

void search(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect screen) {
  if (!open.search_open) return;
  const std::vector<Hit> hits = matching(everything(ui, model, open), open.query);
  move_choice(open, static_cast<int>(hits.size()));
  const float width = std::min(ui.px(560), screen.GetWidth() - ui.px(24));
  const float head = ui.px(48), row = ui.px(ui.touch ? 40 : 34);
  const float list = std::min(std::max(row * static_cast<float>(hits.size()), row) + ui.px(12),
                              std::min(ui.px(380), screen.GetHeight() - head - ui.px(80)));
  const float x = ImFloor(screen.GetCenter().x - width / 2);
  const float y = ImFloor(std::min(ui.px(96), screen.GetHeight() * 0.1f));
  const ImRect box({x, y}, {x + width, y + head + list});
  const Floating surface(ui, "search", box, Floating::Modality::kScrim);
  icon_at(ui, {box.Min.x + ui.px(24), box.Min.y + head / 2}, icons::kSearch,
          ui.theme.text_secondary);
  const std::string before = open.query;
  const bool entered = text_box(ui, "search.query",
                                {{box.Min.x + ui.px(44), box.Min.y + ui.px(6)},
                                 {box.Max.x - ui.px(14), box.Min.y + head - ui.px(6)}},
                                ui.tr(Text::kSearchHint), open.query, open.search_opened_now);
  open.search_opened_now = false;
  if (open.query != before) open.search_row = 0;
  horizontal_line(box.Min.x, box.Max.x, box.Min.y + head, ui.theme.line);
  const Hit* chosen = nullptr;
  {
    ScrollArea area(ui, "search.hits",
                    {{box.Min.x + ui.px(6), box.Min.y + head + ui.px(6)},
                     {box.Max.x - ui.px(2), box.Max.y - ui.px(6)}});
    ImVec2 at = area.top();
    if (hits.empty()) {
      text_in(ui, {{at.x + ui.px(10), at.y}, {at.x + area.width(), at.y + row}},
              ui.tr(Text::kSearchNothing), {.color = ui.theme.text_secondary});
      at.y += row;
    }
    int index = 0;
    for (const Hit& hit : hits) {
      const bool on = index == open.search_row;
      const ImRect place(at, {at.x + area.width(), at.y + row});
      if (hit_row(ui, hit, place, on)) chosen = &hit;
      if (on && entered) chosen = &hit;
      at.y += row;
      ++index;
    }
    area.finish(at.y);
  }
  if (surface.dismissed() || ImGui::IsKeyPressed(ImGuiKey_Escape)) open.search_open = false;
  if (chosen) {
    open.search_open = false;
    open.sheet = Sheet::kNone;
    chosen->choose();
  }
}

}  // namespace overread::ui
