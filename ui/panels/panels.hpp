#pragma once

#include "ui/draw.hpp"
#include "ui/interface.hpp"
#include "ui/interface_model.hpp"
#include "ui/shortcuts.hpp"

/// The panels, each in the file of its name. A panel reads the model and emits commands.
namespace overread::ui {

void top_bar(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box);
void study_list(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box);
void empty_state(Context& ui, const InterfaceModel& model, ImRect box);
void viewports(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box);
void side_panel(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect box);
void findings_panel(Context& ui, const InterfaceModel& model, ImRect box);
void measurements_panel(Context& ui, const InterfaceModel& model, ImRect box);
void report_panel(Context& ui, const InterfaceModel& model, ImRect box);
void bottom_line(Context& ui, const InterfaceModel& model, ImRect box);
void messages(Context& ui, const InterfaceModel& model, ImRect screen);
void tasks(Context& ui, const InterfaceModel& model, ImRect screen);
void search(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect screen);
void phone(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect screen);

/// True unless there is nothing the action could act on, so that no menu should name it.
bool is_offered(const InterfaceModel& model, Action action);
/// Does what an action says, whether a key, a menu or the search asked for it.
void perform(Context& ui, const InterfaceModel& model, Ephemeral& open, Action action);

// Parts of panels that have files of their own.

/// Where a point of a viewport, in device pixels, is on the screen.
inline ImVec2 on_screen(const Context& ui, ImRect box, Point<Viewport> point) {
  return {box.Min.x + static_cast<float>(point.x()) / ui.device_scale,
          box.Min.y + static_cast<float>(point.y()) / ui.device_scale};
}

/// Height and drawing of one AI service's row.
float service_row(Context& ui, const InterfaceModel& model, const ServiceRow& row, ImVec2 at,
                  float width);
/// Height and drawing of one finding's card. Returns its height.
float finding_card(Context& ui, const FindingCard& card, ImVec2 at, float width);
/// Findings over a viewport's picture: contours, labels, legend, handles.
void picture_overlay(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                     Ephemeral& open, ImRect box);
/// What the presentation state in force draws over a viewport's picture.
void picture_annotations(Context& ui, const ViewportModel& viewport, ImRect box);
/// Which presentation state is in force on a viewport's picture, and the menu to choose another.
void presentation_choice(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                         ImRect box);
/// Whether there are windows to choose among for the active viewport.
bool has_window_choice(const InterfaceModel& model);
/// A button and its menu: the windows and VOI LUTs of the active viewport's image, the presets of
/// its modality, and the way back.
void window_choice(Context& ui, const InterfaceModel& model, std::string_view bar, const char* icon,
                   ImRect box);
/// What the colors of a viewport's picture stand for; seen even when all other text is hidden.
void picture_color_scale(Context& ui, const ViewportModel& viewport, ImRect box);
void picture_text(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                  ImRect box);
/// A report, a segmentation, a document in the place of a viewport's picture.
void object_view(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                 ImRect box);
/// A video in the place of a viewport's picture, and what it is played with.
void video_view(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                ImRect box);
/// The mouse and fingers over a picture. @return Whether the pointer is over it.
bool picture_input(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                   Ephemeral& open, ImRect box);

}  // namespace overread::ui
