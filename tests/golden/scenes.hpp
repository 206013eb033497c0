#pragma once

#include <cstdint>
#include <vector>

#include "core/findings/mask.hpp"
#include "tests/core/image/made_frames.hpp"

/// The scenes of make_golden.py: the same whole numbers by the same formulas.
namespace overread::golden {

inline constexpr int kColumns = 40, kRows = 30, kWidth = 64, kHeight = 48;

inline Frame gray_scene(PixelTransform transform = {}) {
  std::vector<std::int16_t> values;
  for (int r = 0; r < kRows; ++r) {
    for (int c = 0; c < kColumns; ++c) {
      values.push_back(
          static_cast<std::int16_t>((c * 37 + r * 91) % 800 - 300 + (c * c + r * r * 2) / 3));
    }
  }
  return made::frame<std::int16_t>(kColumns, kRows, values, std::move(transform));
}

inline Frame color_scene() {
  std::vector<std::uint8_t> values;
  for (int r = 0; r < kRows; ++r) {
    for (int c = 0; c < kColumns; ++c) {
      values.push_back(static_cast<std::uint8_t>(c * 6 % 256));
      values.push_back(static_cast<std::uint8_t>(r * 8 % 256));
      values.push_back(static_cast<std::uint8_t>((c * 5 + r * 3) % 256));
    }
  }
  return made::frame<std::uint8_t>(kColumns, kRows, values, {}, 3, 8, "RGB");
}

inline LabelMask mask_scene() {
  LabelMask mask;
  mask.columns = kColumns;
  mask.rows = kRows;
  mask.slices = 1;
  mask.labels.resize(2);
  mask.labels[0].number = 1;
  mask.labels[0].rgb = {230, 159, 0};
  mask.labels[1].number = 2;
  mask.labels[1].rgb = {86, 180, 233};
  for (int r = 0; r < kRows; ++r) {
    for (int c = 0; c < kColumns; ++c) {
      const bool disk = (c - 12) * (c - 12) + (r - 14) * (r - 14) <= 64;
      const bool block = c >= 25 && c <= 33 && r >= 8 && r <= 21;
      mask.values.push_back(block ? 2 : disk ? 1 : 0);
    }
  }
  return mask;
}

}  // namespace overread::golden
