#pragma once

#include <vector>

#include "core/app/state.hpp"
#include "core/app/view_models.hpp"

namespace overread::ui {

/// Everything the panels read in one frame.
struct InterfaceModel {
  ViewLayout layout = ViewLayout::kOne;
  int active_viewport = 0;
  Tool tool = Tool::kWindow;
  PanelTab tab = PanelTab::kFindings;
  bool findings_in_picture = true, overlay_planes_shown = true, picture_text = true;
  double overlay_opacity = 0.3;
  bool study_list_shown = true, side_panel_shown = true, messages_shown = false;
  ThemeName theme = ThemeName::kDark;
  Language report_language = Language::kEnglish;

  StudyListModel library;
  std::vector<ViewportModel> viewports;
  std::vector<int> viewport_widths, viewport_heights;  ///< As the state knows them, device pixels.
  std::vector<VoiRow> voi_rows;                        ///< Of the active viewport's image.
  std::vector<WindowPresetRow> presets;                ///< Of the active viewport.
  FindingsModel findings;
  std::vector<MeasurementRow> measurements;
  ReportPanelModel report;
  BottomLineModel bottom;
  std::vector<Message> messages;

  const ViewportModel& active() const {
    return viewports[static_cast<std::size_t>(active_viewport)];
  }
};

/// @param scale  Device pixels per CSS pixel.
InterfaceModel interface_model(const State& state, double scale);

}  // namespace overread::ui
