#include <algorithm>
#include <cmath>
#include <format>

#include "core/app/shown.hpp"
#include "core/app/texts.hpp"
#include "core/app/view_models.hpp"
#include "core/findings/terms.hpp"
#include "core/view/probe.hpp"
#include "core/view/value_text.hpp"

namespace overread {
namespace {

Text source_name(SpacingSource source) {
  switch (source) {
    case SpacingSource::kNone:
    case SpacingSource::kPixelSpacing:
      return Text::kPixelSpacing;
    case SpacingSource::kPixelSpacingCalibrated:
      return Text::kPixelSpacingCalibrated;
    case SpacingSource::kImagerPixelSpacing:
      return Text::kImagerPixelSpacing;
    case SpacingSource::kEstimatedMagnification:
      return Text::kEstimatedMagnification;
    case SpacingSource::kUltrasoundRegion:
      return Text::kUltrasoundRegion;
  }
  return Text::kPixelSpacing;
}

std::string spacing_text(const InstanceHeader& header, int frame_number, Language language) {
  const auto spacing = header.measures(frame_number).pixel_spacing;
  if (!spacing) return text(Text::kUncalibrated, language);
  const Text source = source_name(header.spacing_source);
  const DecimalMark mark = decimal_mark(language);
  const auto [rows, columns] = *spacing;
  const std::string row_text = number_text(rows, 2, mark);
  const std::string column_text = number_text(columns, 2, mark);
  const std::string size =
      row_text == column_text ? row_text : std::format("{} × {}", row_text, column_text);
  return std::format("{}\u2009{}, {}", size, term("mm", language), text(source, language));
}

std::string with_unit(const std::string& number, const std::string& unit) {
  return unit.empty() ? number : std::format("{}{}{}", number, kThinSpace, unit);
}

/// What a map says is its real-world value; of an image it stands beside the modality value, unless
/// it says the same.
std::string value_words(const Probe& found, const Frame& frame, DecimalMark mark) {
  const bool is_map = frame.transform.color_map != nullptr;
  const std::string number = is_map || is_float(frame)
                                 ? significant_text(found.modality_value, mark)
                                 : number_text(found.modality_value, 0, mark);
  // "US" says that the unit is not specified. PS3.3 C.11.1.1.2
  std::string modality =
      with_unit(number, is_map && found.unit == "US" ? std::string() : found.unit);
  if (!found.real_world) return modality;
  const auto& [value, unit, quantity] = *found.real_world;
  const std::string real = with_unit(significant_text(value, mark), unit);
  if (is_map) return joined({real, quantity});
  return real == modality ? modality : joined({modality, joined({real, quantity})});
}

/// The pixel under the cursor and its value in the unit of the modality.
std::string cursor_text(const State& state) {
  const Shown shown = shown_in(state, state.cursor.viewport);
  const auto geometry = geometry_of(state, state.cursor.viewport);
  if (!shown.frame || !geometry) return {};
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(state.cursor.viewport)];
  const std::optional<Probe> found =
      probe(*shown.frame, *shown.header, shown.frame_number,
            viewport_from_image(slot.view, *geometry).inverse(), state.cursor.at);
  if (!found) return {};
  const std::string place = std::format("({}, {})", found->column, found->row);
  if (found->rgb) {
    const auto [red, green, blue] = *found->rgb;
    return std::format("{} {} {}  {}", red, green, blue, place);
  }
  if (found->is_padding) {
    return std::format("{}  {}", text(Text::kPadding, state.language), place);
  }
  return std::format("{}  {}", value_words(*found, *shown.frame, decimal_mark(state.language)),
                     place);
}

std::string memory_text(const command::ReportMemory& memory, std::size_t frames_bytes,
                        Language language) {
  constexpr double megabyte = 1e6;
  const double used = std::max(memory.used_bytes, static_cast<double>(frames_bytes));
  const std::string unit = term("MB", language);
  if (memory.budget_bytes <= 0.0) return std::format("{:.0f}\u2009{}", used / megabyte, unit);
  return std::format("{:.0f} / {:.0f}\u2009{}", used / megabyte, memory.budget_bytes / megabyte,
                     unit);
}

}  // namespace

BottomLineModel bottom_line_model(const State& state) {
  BottomLineModel model;
  model.cursor = cursor_text(state);
  if (const Shown shown = shown_in(state, state.active_viewport); shown.header != nullptr) {
    model.spacing_source = spacing_text(*shown.header, shown.frame_number, state.language);
  }
  model.memory = memory_text(state.memory, state.frames.size_bytes(), state.language);
  model.message_count = static_cast<int>(state.messages.size());
  model.error_count =
      static_cast<int>(std::ranges::count(state.messages, MessageLevel::kError, &Message::level));
  model.tasks = state.tasks;
  model.online = state.online;
  model.runtime = decode_workers_text(state.capabilities.decode_workers, state.language);
  if (state.capabilities.cross_origin_isolated) {
    model.runtime += " · " + text(Text::kIsolated, state.language);
  }
  return model;
}

}  // namespace overread
