#pragma once

/// Lengths of the layout in CSS pixels at 100 % text, on a grid of 4.
namespace overread::ui::metrics {

inline constexpr float kGrid = 4;
inline constexpr float kInside = 8;
inline constexpr float kBetween = 12;
inline constexpr float kAround = 16;
inline constexpr float kRow = 28;
inline constexpr float kTouchRow = 36;
inline constexpr float kRadius = 6;
inline constexpr float kIcon = 16;
inline constexpr float kTopBar = 44;
inline constexpr float kBottomLine = 22;
inline constexpr float kRail = 220;
inline constexpr float kSidePanel = 340;
inline constexpr float kGutter = 1;
inline constexpr float kPhoneBar = 56;
/// Below this width one viewport fills the screen and panels come as sheets.
inline constexpr float kPhoneWidth = 700;
/// Below this width the rail and the side panel do not both fit beside a picture.
inline constexpr float kNarrowWidth = 980;

}  // namespace overread::ui::metrics
