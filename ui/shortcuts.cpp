#include "ui/shortcuts.hpp"

#include "imgui_internal.h"

namespace overread::ui {
namespace {

constexpr Shortcut kShortcuts[] = {
    {Action::kToolWindow, Text::kToolWindow, ImGuiKey_W, "W"},
    {Action::kToolPan, Text::kToolPan, ImGuiKey_P, "P"},
    {Action::kToolZoom, Text::kToolZoom, ImGuiKey_Z, "Z"},
    {Action::kToolScroll, Text::kToolScroll, ImGuiKey_S, "S"},
    {Action::kToolEdit, Text::kToolEdit, ImGuiKey_E, "E"},
    {Action::kLayoutOne, Text::kLayoutOne, ImGuiMod_Shift | ImGuiKey_1, "Shift 1"},
    {Action::kLayoutColumns, Text::kLayoutColumns, ImGuiMod_Shift | ImGuiKey_2, "Shift 2"},
    {Action::kLayoutRows, Text::kLayoutRows, ImGuiMod_Shift | ImGuiKey_3, "Shift 3"},
    {Action::kLayoutFour, Text::kLayoutFour, ImGuiMod_Shift | ImGuiKey_4, "Shift 4"},
    {Action::kRotateRight, Text::kRotateRight, ImGuiKey_R, "R"},
    {Action::kRotateLeft, Text::kRotateLeft, ImGuiMod_Shift | ImGuiKey_R, "Shift R"},
    {Action::kFlipHorizontal, Text::kFlipHorizontal, ImGuiKey_H, "H"},
    {Action::kFlipVertical, Text::kFlipVertical, ImGuiKey_V, "V"},
    {Action::kInvert, Text::kInvert, ImGuiKey_I, "I"},
    {Action::kResetView, Text::kResetView, ImGuiKey_F, "F"},
    {Action::kWindowReset, Text::kWindowReset, ImGuiKey_0, "0"},
    {Action::kToggleFindings, Text::kFindingsShown, ImGuiKey_A, "A"},
    {Action::kToggleOverlayPlanes, Text::kOverlayPlanesShown, ImGuiMod_Shift | ImGuiKey_A,
     "Shift A"},
    {Action::kToggleText, Text::kTextShown, ImGuiKey_T, "T"},
    {Action::kToggleStudyList, Text::kStudyListShown, ImGuiKey_LeftBracket, "["},
    {Action::kToggleSidePanel, Text::kSidePanelShown, ImGuiKey_RightBracket, "]"},
    {Action::kSearch, Text::kSearch, ImGuiMod_Ctrl | ImGuiKey_K, "Ctrl K"},
    {Action::kLanguage, Text::kLanguage, ImGuiKey_L, "L"},
    {Action::kTheme, Text::kTheme, ImGuiMod_Shift | ImGuiKey_T, "Shift T"},
    {Action::kMessages, Text::kMessages, ImGuiKey_M, "M"},
    {Action::kTabFindings, Text::kTabFindings, ImGuiMod_Alt | ImGuiKey_1, "Alt 1"},
    {Action::kTabMeasurements, Text::kTabMeasurements, ImGuiMod_Alt | ImGuiKey_2, "Alt 2"},
    {Action::kTabReport, Text::kTabReport, ImGuiMod_Alt | ImGuiKey_3, "Alt 3"},
    {Action::kNextFinding, Text::kNextFinding, ImGuiKey_N, "N"},
    {Action::kPreviousFinding, Text::kPreviousFinding, ImGuiMod_Shift | ImGuiKey_N, "Shift N"},
    {Action::kAccept, Text::kAccept, ImGuiKey_Enter, "Enter"},
    {Action::kReject, Text::kReject, ImGuiKey_Delete, "Del"},
    {Action::kReopen, Text::kReopen, ImGuiKey_U, "U"},
    {Action::kUndo, Text::kUndo, ImGuiMod_Ctrl | ImGuiKey_Z, "Ctrl Z"},
    {Action::kRedo, Text::kRedo, ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z, "Ctrl Shift Z"},
    {Action::kNextImage, Text::kStackPosition, ImGuiKey_DownArrow, "\xE2\x86\x93"},
    {Action::kPreviousImage, Text::kStackPosition, ImGuiKey_UpArrow, "\xE2\x86\x91"},
    {Action::kTenForward, Text::kStackPosition, ImGuiKey_PageDown, "PgDn"},
    {Action::kTenBack, Text::kStackPosition, ImGuiKey_PageUp, "PgUp"},
    {Action::kFirstImage, Text::kStackPosition, ImGuiKey_Home, "Home"},
    {Action::kLastImage, Text::kStackPosition, ImGuiKey_End, "End"},
    {Action::kPlayVideo, Text::kPlayOrPause, ImGuiKey_Space, "Space"},
    {Action::kOpenFiles, Text::kOpenFiles, ImGuiKey_O, "O"},
    {Action::kOpenFolder, Text::kOpenFolder, ImGuiMod_Shift | ImGuiKey_O, "Shift O"},
    {Action::kRunAll, Text::kRunAll, ImGuiKey_G, "G"},
    {Action::kSaveReport, Text::kSaveReport, ImGuiMod_Ctrl | ImGuiKey_S, "Ctrl S"},
};

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

std::string_view cap_of(Action action) {
  for (const Shortcut& shortcut : kShortcuts) {
    if (shortcut.action == action) return shortcut.cap;
  }
  return {};
}

Action pressed_action(bool mirror_has_focus) {
  for (const Shortcut& shortcut : kShortcuts) {
    const bool typing = ImGui::GetIO().WantTextInput;
    if (typing && !(shortcut.chord & ImGuiMod_Ctrl)) continue;
    // These keys press the focused element of the page and must not do something else as well.
    const bool presses =
        shortcut.action == Action::kAccept || shortcut.action == Action::kPlayVideo;
    if (mirror_has_focus && presses) continue;
    const auto key = static_cast<ImGuiKey>(shortcut.chord & ~ImGuiMod_Mask_);
    const int modifiers = shortcut.chord & ImGuiMod_Mask_;
    const bool repeats = shortcut.text == Text::kStackPosition;
    if (ImGui::IsKeyPressed(key, repeats) && ImGui::GetIO().KeyMods == modifiers) {
      return shortcut.action;
    }
  }
  return Action::kNone;
}

}  // namespace overread::ui
