#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imgui.h"

namespace overread::testing {

/// A picture of what Dear ImGui would have drawn, RGBA of 8 bits.
struct Screenshot {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;

  void save_png(const std::string& path) const;
};

/// Texture identities: pictures of the application by id - 1; the atlas by its own data.
using GrayPicture = struct {
  int width, height;
  std::vector<std::uint8_t> rgba;
};

/// Draws triangles by hand, so that the look can be tested and seen without a graphics card.
Screenshot rasterize(const ImDrawData& data, const std::vector<GrayPicture>& pictures);

}  // namespace overread::testing
