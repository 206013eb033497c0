#pragma once

#include <span>
#include <string_view>

#include "imgui.h"
#include "ui/strings.hpp"

namespace overread::ui {

/// What a key can do. Buttons ask for the cap to show; the keyboard handler for the action.
enum class Action {
  kNone,
  kToolWindow,
  kToolPan,
  kToolZoom,
  kToolScroll,
  kToolEdit,
  kLayoutOne,
  kLayoutColumns,
  kLayoutRows,
  kLayoutFour,
  kRotateRight,
  kRotateLeft,
  kFlipHorizontal,
  kFlipVertical,
  kInvert,
  kResetView,
  kToggleFindings,
  kToggleOverlayPlanes,
  kToggleText,
  kToggleStudyList,
  kToggleSidePanel,
  kSearch,
  kLanguage,
  kTheme,
  kMessages,
  kTabFindings,
  kTabMeasurements,
  kTabReport,
  kNextFinding,
  kPreviousFinding,
  kAccept,
  kReject,
  kReopen,
  kUndo,
  kRedo,
  kNextImage,
  kPreviousImage,
  kTenForward,
  kTenBack,
  kFirstImage,
  kLastImage,
  kPlayVideo,
  kOpenFiles,
  kOpenFolder,
  kRunAll,
  kSaveReport,
  kWindowReset
};

struct Shortcut {
  Action action;
  Text text;
  ImGuiKeyChord chord;
  std::string_view cap;  ///< "Ctrl K"
};

std::span<const Shortcut> shortcuts();
/// The cap of an action's key; empty when it has none.
std::string_view cap_of(Action action);
/// The action of a key pressed this frame. Nothing while text is typed.
Action pressed_action(bool mirror_has_focus);

}  // namespace overread::ui
