#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"
#include "ui/widgets/menu.hpp"

namespace overread::ui {
namespace {

constexpr float kChoiceMargin = 10;
constexpr float kMenuWidth = 300;

std::string words_of(const Context& ui, const ViewportModel& viewport) {
  if (viewport.presentation.empty()) {
    return filled(ui.tr(Text::kPresentationsOnOffer),
                  {std::to_string(viewport.presentations.size())});
  }
  if (!viewport.presentation_changed) return viewport.presentation;
  return viewport.presentation + " · " + ui.tr(Text::kPresentationChanged);
}

// Between the letter above the picture and the lights in its corner.
ImRect place_of(const Context& ui, const ViewportModel& viewport, ImRect box, float wanted) {
  const float edge = ui.px(18), top = box.Min.y + ui.px(kChoiceMargin) - ui.px(2);
  const float lights = viewport.key_title.empty() ? edge : 2 * edge;
  const float right = box.Max.x - ui.px(kChoiceMargin) - lights - ui.px(4);
  const float room = right - (box.GetCenter().x + ui.px(20));
  const float width =
      wanted <= room ? wanted : std::max(edge, viewport.presentation.empty() ? edge : room);
  return {{right - width, top}, {right, top + edge}};
}

void menu_of(Context& ui, const ViewportModel& viewport, std::string_view id, ImRect anchor) {
  const std::string own(id);
  const float width = std::min(ui.px(kMenuWidth), ImGui::GetIO().DisplaySize.x - ui.px(16));
  Menu menu(ui, own + ".menu", anchor, width);
  if (!menu.open()) return;
  if (menu.row(own + ".none", ui.tr(Text::kPresentationNone), nullptr, {},
               viewport.presentation.empty())) {
    ui.emit(command::ShowPresentation{viewport.index, {}});
  }
  for (const PresentationRow& row : viewport.presentations) {
    const std::string whole = row.detail.empty() ? row.name : row.name + " · " + row.detail;
    const std::string label = shortened(ui, whole, TextStyle::kBody, width - ui.px(72));
    if (menu.row(own + "." + row.sop_instance_uid, label, nullptr, {}, row.in_force)) {
      ui.emit(command::ShowPresentation{viewport.index, row.sop_instance_uid});
    }
  }
  const auto in_force =
      std::ranges::find_if(viewport.presentations, [](const auto& row) { return row.in_force; });
  if (in_force == viewport.presentations.end()) return;
  menu.separator();
  if (menu.row(own + ".save", ui.tr(Text::kSaveObject), icons::kDownload)) {
    ui.emit(command::SaveObject{in_force->sop_instance_uid});
  }
}

}  // namespace

void presentation_choice(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                         ImRect box) {
  // What is not the image's own is named even when all other text is hidden.
  if (viewport.presentations.empty() || (!model.picture_text && viewport.presentation.empty())) {
    return;
  }
  const std::string id = "viewport." + std::to_string(viewport.index + 1) + ".presentation";
  const std::string words = words_of(ui, viewport);
  const float icon = ui.px(18);
  const ImRect place =
      place_of(ui, viewport, box, icon + measure(ui, words, TextStyle::kImage).x + ui.px(8));
  const bool in_force = !viewport.presentation.empty();
  const bool has_words = place.GetWidth() > 2 * icon;
  const Interaction state = interact(ui, id, place,
                                     {.label = words,
                                      .text = ui.tr(Text::kPresentationChoice),
                                      .icon_only = !has_words,
                                      .pressed = in_force});
  const ImU32 ink = in_force || state.hovered ? ui.theme.image_text : ui.theme.image_text_dim;
  const float radius = ui.px(4);
  fill(place, faded(ui.theme.image, 0.72f), radius);
  if (in_force || state.hovered) outline(place, faded(ui.theme.image_text, 0.55f), radius);
  icon_at(ui, {place.Min.x + icon / 2, place.GetCenter().y}, icons::kWindow, ink, 12);
  if (has_words) {
    text_in(ui, {{place.Min.x + icon, place.Min.y}, {place.Max.x - ui.px(4), place.Max.y}}, words,
            {.style = TextStyle::kImage, .color = ink, .shorten = Shorten::kData});
  }
  if (state.focused) focus_ring(ui, place, radius);
  tooltip(ui, state, place, words + "\n" + ui.tr(Text::kPresentationChoice));
  if (state.pressed) Menu::request(id + ".menu");
  menu_of(ui, viewport, id, place);
}

}  // namespace overread::ui
