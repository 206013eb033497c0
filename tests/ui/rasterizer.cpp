#include "tests/ui/rasterizer.hpp"

#include <algorithm>
#include <cmath>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#include <stb_image_write.h>
#pragma clang diagnostic pop

namespace overread::testing {
namespace {

struct Texture {
  const std::uint8_t* rgba = nullptr;
  int width = 0, height = 0;
};

struct Color {
  float r, g, b, a;
};

Color unpack(ImU32 color) {
  return {static_cast<float>(color & 255u) / 255, static_cast<float>((color >> 8) & 255u) / 255,
          static_cast<float>((color >> 16) & 255u) / 255,
          static_cast<float>((color >> 24) & 255u) / 255};
}

Color texel(const Texture& texture, int x, int y) {
  x = std::clamp(x, 0, texture.width - 1);
  y = std::clamp(y, 0, texture.height - 1);
  const std::uint8_t* p =
      texture.rgba + (static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.width) +
                      static_cast<std::size_t>(x)) *
                         4;
  return {p[0] / 255.0f, p[1] / 255.0f, p[2] / 255.0f, p[3] / 255.0f};
}

Color mix(Color a, Color b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t,
          a.a + (b.a - a.a) * t};
}

Color sample(const Texture& texture, float u, float v) {
  if (!texture.rgba) return {1, 1, 1, 1};
  const float x = u * static_cast<float>(texture.width) - 0.5f;
  const float y = v * static_cast<float>(texture.height) - 0.5f;
  const int i = static_cast<int>(std::floor(x)), j = static_cast<int>(std::floor(y));
  const float fx = x - static_cast<float>(i), fy = y - static_cast<float>(j);
  return mix(mix(texel(texture, i, j), texel(texture, i + 1, j), fx),
             mix(texel(texture, i, j + 1), texel(texture, i + 1, j + 1), fx), fy);
}

float edge(ImVec2 a, ImVec2 b, float x, float y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

class Raster {
 public:
  Raster(Screenshot& out, ImVec2 origin, ImVec2 scale)
      : out_(out), origin_(origin), scale_(scale) {}

  void triangle(const ImDrawVert& va, const ImDrawVert& vb, const ImDrawVert& vc, ImVec4 clip,
                const Texture& texture) {
    const ImVec2 a = place(va.pos), b = place(vb.pos), c = place(vc.pos);
    const float area = edge(a, b, c.x, c.y);
    if (area == 0) return;
    const ImVec2 from = place({clip.x, clip.y}), to = place({clip.z, clip.w});
    const int x0 = std::max(
        {0, static_cast<int>(std::floor(std::min({a.x, b.x, c.x}))), static_cast<int>(from.x)});
    const int x1 = std::min({out_.width, static_cast<int>(std::ceil(std::max({a.x, b.x, c.x}))) + 1,
                             static_cast<int>(to.x)});
    const int y0 = std::max(
        {0, static_cast<int>(std::floor(std::min({a.y, b.y, c.y}))), static_cast<int>(from.y)});
    const int y1 =
        std::min({out_.height, static_cast<int>(std::ceil(std::max({a.y, b.y, c.y}))) + 1,
                  static_cast<int>(to.y)});
    const Color ca = unpack(va.col), cb = unpack(vb.col), cc = unpack(vc.col);
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const float px = static_cast<float>(x) + 0.5f, py = static_cast<float>(y) + 0.5f;
        const float wa = edge(b, c, px, py) / area, wb = edge(c, a, px, py) / area;
        const float wc = 1 - wa - wb;
        if (wa < 0 || wb < 0 || wc < 0 || !owns(a, b, c, wa, wb, wc, area)) continue;
        const Color ink = {ca.r * wa + cb.r * wb + cc.r * wc, ca.g * wa + cb.g * wb + cc.g * wc,
                           ca.b * wa + cb.b * wb + cc.b * wc, ca.a * wa + cb.a * wb + cc.a * wc};
        const Color tex = sample(texture, va.uv.x * wa + vb.uv.x * wb + vc.uv.x * wc,
                                 va.uv.y * wa + vb.uv.y * wb + vc.uv.y * wc);
        blend(x, y, {ink.r * tex.r, ink.g * tex.g, ink.b * tex.b, ink.a * tex.a});
      }
    }
  }

 private:
  ImVec2 place(ImVec2 p) const {
    return {(p.x - origin_.x) * scale_.x, (p.y - origin_.y) * scale_.y};
  }

  // A pixel on an edge shared by two triangles belongs to one of them (top-left rule).
  static bool owns(ImVec2 a, ImVec2 b, ImVec2 c, float wa, float wb, float wc, float area) {
    const auto top_left = [&](ImVec2 from, ImVec2 to) {
      const float sign = area > 0 ? 1.0f : -1.0f;
      const float dx = (to.x - from.x) * sign, dy = (to.y - from.y) * sign;
      return dy < 0 || (dy == 0 && dx > 0);
    };
    return (wa != 0 || top_left(b, c)) && (wb != 0 || top_left(c, a)) &&
           (wc != 0 || top_left(a, b));
  }

  void blend(int x, int y, Color color) {
    std::uint8_t* p =
        out_.rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(out_.width) +
                            static_cast<std::size_t>(x)) *
                               4;
    const float channels[3] = {color.r, color.g, color.b};
    for (int k = 0; k < 3; ++k) {
      const float under = static_cast<float>(p[k]) / 255;
      p[k] = static_cast<std::uint8_t>((under + (channels[k] - under) * color.a) * 255 + 0.5f);
    }
  }

  Screenshot& out_;
  ImVec2 origin_, scale_;
};

Texture texture_of(const ImDrawCmd& command, const std::vector<GrayPicture>& pictures) {
  if (command.TexRef._TexData) {
    const ImTextureData& data = *command.TexRef._TexData;
    return {static_cast<const std::uint8_t*>(data.Pixels), data.Width, data.Height};
  }
  const auto index = static_cast<std::size_t>(command.TexRef._TexID);
  if (index == 0 || index > pictures.size()) return {};
  const GrayPicture& picture = pictures[index - 1];
  return {picture.rgba.data(), picture.width, picture.height};
}

}  // namespace

Screenshot rasterize(const ImDrawData& data, const std::vector<GrayPicture>& pictures) {
  Screenshot out;
  out.width = static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x + 0.5f);
  out.height = static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y + 0.5f);
  out.rgba.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 4,
                  255);
  Raster raster(out, data.DisplayPos, data.FramebufferScale);
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback) continue;
      const Texture texture = texture_of(command, pictures);
      const ImDrawIdx* index = list->IdxBuffer.Data + command.IdxOffset;
      const ImDrawVert* vertex = list->VtxBuffer.Data + command.VtxOffset;
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        raster.triangle(vertex[index[i]], vertex[index[i + 1]], vertex[index[i + 2]],
                        command.ClipRect, texture);
      }
    }
  }
  return out;
}

void Screenshot::save_png(const std::string& path) const {
  stbi_write_png(path.c_str(), width, height, 4, rgba.data(), width * 4);
}

}  // namespace overread::testing
