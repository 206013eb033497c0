#include <algorithm>
#include <format>

#include "core/app/shown.hpp"
#include "core/app/texts.hpp"
#include "core/app/view_models.hpp"
#include "core/image/modality_lut.hpp"
#include "core/image/window.hpp"

namespace overread {
namespace {

/// More of a kind than anybody chooses among.
constexpr std::size_t kMostOfKind = 12;

std::string name_or_number(const std::string& explanation, Text kind, std::size_t number,
                           Language language) {
  return explanation.empty() ? std::format("{} {}", text(kind, language), number) : explanation;
}

/// A single one without a name is what going back to the file's own shows.
bool is_choice(const std::vector<Window>& windows, const std::vector<LookUpTable>& tables) {
  if (windows.size() + tables.size() != 1) return !windows.empty() || !tables.empty();
  return !(windows.empty() ? tables.front().explanation : windows.front().explanation).empty();
}

}  // namespace

std::vector<VoiRow> voi_rows(const State& state, int viewport) {
  const Shown shown = shown_in(state, viewport);
  const auto transform = transform_in_force(state, viewport, shown);
  if (!transform || shown.header->samples_per_pixel == 3 || !transform->palette.empty()) return {};
  const ViewportState& view = state.viewports[static_cast<std::size_t>(viewport)].view;
  const int table_in_force = voi_lut_in_force(*transform, view.window, view.voi_lut_number);
  const std::vector<Window>& windows = transform->windows;
  const std::vector<LookUpTable>& tables = transform->voi_luts;
  if (!is_choice(windows, tables)) return {};
  std::vector<VoiRow> rows;
  for (std::size_t i = 0; i < std::min(windows.size(), kMostOfKind); ++i) {
    const bool in_force =
        table_in_force == 0 && (view.window ? *view.window == windows[i] : i == 0);
    rows.push_back(
        {.name = name_or_number(windows[i].explanation, Text::kWindowOfFile, i + 1, state.language),
         .window = windows[i],
         .in_force = in_force});
  }
  for (std::size_t i = 0; i < std::min(tables.size(), kMostOfKind); ++i) {
    const int number = static_cast<int>(i) + 1;
    rows.push_back(
        {.name = name_or_number(tables[i].explanation, Text::kLutOfFile, i + 1, state.language),
         .voi_lut_number = number,
         .in_force = table_in_force == number});
  }
  return rows;
}

std::string voi_lut_text(const State& state, int viewport) {
  const auto transform = transform_in_force(state, viewport, shown_in(state, viewport));
  if (!transform) return {};
  const ViewportState& view = state.viewports[static_cast<std::size_t>(viewport)].view;
  const int number = voi_lut_in_force(*transform, view.window, view.voi_lut_number);
  if (number == 0) return {};
  const std::string& explanation =
      transform->voi_luts[static_cast<std::size_t>(number - 1)].explanation;
  const std::string kind = text(Text::kLutOfFile, state.language);
  return explanation.empty() ? std::format("{} {}", kind, number)
                             : std::format("{} {}", kind, explanation);
}

std::vector<WindowPresetRow> window_presets(const State& state, int viewport) {
  std::vector<WindowPresetRow> rows;
  const Shown shown = shown_in(state, viewport);
  if (shown.header == nullptr) return rows;
  // Presets are in the unit of the modality, which a map has not, and which a presentation state
  // may have left behind.
  if (shown.header->pixels.color_map != nullptr) return rows;
  const std::optional<Frame> frame = frame_to_show(state, viewport, shown);
  if (shown.frame && frame && !same_modality_stage(shown.frame->transform, frame->transform)) {
    return rows;
  }
  for (const WindowPreset& preset : window_presets(shown.header->modality)) {
    const int number = static_cast<int>(rows.size()) + 1;
    rows.push_back({std::string(preset.key), preset.window,
                    number <= 9 ? static_cast<char>('0' + number) : '\0'});
  }
  return rows;
}

}  // namespace overread
