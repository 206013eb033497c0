#pragma once

#include <cstdint>
#include <span>

namespace overread::ui {

/// The embedded TrueType files, made by subset.py at build time.
std::span<const std::uint8_t> text_regular_ttf();
std::span<const std::uint8_t> text_semibold_ttf();
std::span<const std::uint8_t> icons_ttf();

}  // namespace overread::ui
