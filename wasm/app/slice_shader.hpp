#pragma once

namespace overread {

/// The slice renderer's shaders: the steps of core/view/slice_renderer.hpp, numbered as there.
inline constexpr char kSliceVertexShader[] = R"(#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
)";

inline constexpr char kSliceFragmentShader[] = R"(#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;

uniform sampler2D u_image;    // gray: modality values; color: red, green, blue in [0, 1]
uniform sampler2D u_table;    // VOI LUT entries, rows of 1024
uniform sampler2D u_color_map;  // colors of P-Values, rows of 1024
uniform usampler2D u_cover;   // CoverBits: 1 shuttered, 2 graphic
uniform usampler2D u_mask;    // label numbers
uniform sampler2D u_colors;   // by label number; alpha 0 hides it
uniform vec2 u_column, u_row, u_origin;  // image_from_viewport
uniform ivec2 u_size;
uniform vec2 u_half;          // half of a viewport pixel, in frame pixels
uniform bool u_is_color, u_bilinear, u_inverted, u_has_cover, u_overlay_planes, u_has_mask;
uniform float u_shutter_gray;
uniform vec3 u_overlay_rgb;
uniform int u_voi;            // 0 linear, 1 sigmoid, 2 table
uniform float u_offset, u_scale;
uniform int u_first_mapped, u_entry_count;
uniform float u_highest_entry;
uniform int u_color_count;    // of the color map; 0: grays
uniform float u_opacity, u_contour_px;

out vec4 color;

const float kTie = 1.0 / 256.0;
const float kPadding = -3.0e38;

struct Place { vec2 uv; ivec2 nearest; bool inside; };

Place locate(vec2 p) {  // steps 1 and 2
  Place place;
  place.uv = (u_column * p.x + u_row * p.y) + u_origin;
  vec2 nearest = floor(place.uv + (0.5 + kTie));
  place.inside = nearest.x >= 0.0 && nearest.x < float(u_size.x) &&
                 nearest.y >= 0.0 && nearest.y < float(u_size.y);
  place.nearest = place.inside ? ivec2(nearest) : ivec2(0);
  return place;
}

vec3 texel(ivec2 at) {
  vec3 value = texelFetch(u_image, clamp(at, ivec2(0), u_size - 1), 0).rgb;
  return u_is_color ? floor(value * 255.0 + 0.5) : value;
}

bool padding(float value) { return value < kPadding; }

vec3 blend(Place place) {  // step 3
  vec3 nearest = texel(place.nearest);
  if (!u_bilinear || (!u_is_color && padding(nearest.r))) return nearest;
  vec2 first = floor(place.uv);
  vec2 f = place.uv - first;
  ivec2 i = ivec2(first);
  vec3 a = texel(i), b = texel(i + ivec2(1, 0)), c = texel(i + ivec2(0, 1)), d = texel(i + 1);
  if (!u_is_color && (padding(a.r) || padding(b.r) || padding(c.r) || padding(d.r))) return nearest;
  vec3 top = a + (b - a) * f.x;
  vec3 bottom = c + (d - c) * f.x;
  return top + (bottom - top) * f.y;
}

float voi(float value) {
  if (u_voi == 2) {
    float input_value = floor((value - u_offset) / u_scale + 0.5) - float(u_first_mapped);
    int i = int(clamp(input_value, 0.0, float(u_entry_count - 1)));
    return texelFetch(u_table, ivec2(i & 1023, i >> 10), 0).r / u_highest_entry;
  }
  if (u_voi == 1) return 1.0 / (1.0 + exp(-4.0 * (value - u_offset) / u_scale));
  if (u_scale == 0.0) return value > u_offset ? 1.0 : 0.0;
  return clamp((value - u_offset) / u_scale + 0.5, 0.0, 1.0);
}

vec3 map_entry(int i) {
  return floor(texelFetch(u_color_map, ivec2(i & 1023, i >> 10), 0).rgb * 255.0 + 0.5);
}

vec3 mapped(float t) {
  float s = clamp(t, 0.0, 1.0) * float(u_color_count - 1);
  float first = min(floor(s), float(u_color_count - 2));
  vec3 from = map_entry(int(first));
  return from + (map_entry(int(first) + 1) - from) * (s - first);
}

vec3 shaded(Place place) {  // step 4
  vec3 value = blend(place);
  if (u_is_color) return u_inverted ? 255.0 - value : value;
  if (padding(value.r)) return vec3(0.0);
  float t = voi(value.r);
  if (u_inverted) t = 1.0 - t;
  return u_color_count > 0 ? mapped(t) : vec3(255.0 * t);
}

uint cover_at(ivec2 at) { return texelFetch(u_cover, at, 0).r; }

bool has_graphic(Place place) {  // step 6
  ivec2 first = ivec2(clamp(floor(place.uv - (u_half - kTie)) + 1.0, vec2(0.0), vec2(u_size - 1)));
  ivec2 last = ivec2(clamp(floor(place.uv + (u_half + kTie)), vec2(0.0), vec2(u_size - 1)));
  first = min(place.nearest, first);
  last = max(place.nearest, last);
  for (int q = first.y; q <= last.y; ++q) {
    for (int p = first.x; p <= last.x; ++p) {
      if ((cover_at(ivec2(p, q)) & 2u) != 0u) return true;
    }
  }
  return false;
}

uint label_at(Place place) {
  if (!place.inside) return 0u;
  uint label = texelFetch(u_mask, place.nearest, 0).r;
  return texelFetch(u_colors, ivec2(int(label), 0), 0).a > 0.0 ? label : 0u;
}

bool on_contour(uint label, vec2 p) {
  float w = u_contour_px;
  return w > 0.0 && (label_at(locate(p - vec2(w, 0.0))) != label ||
                     label_at(locate(p + vec2(w, 0.0))) != label ||
                     label_at(locate(p - vec2(0.0, w))) != label ||
                     label_at(locate(p + vec2(0.0, w))) != label);
}

void main() {
  vec2 p = gl_FragCoord.xy;  // pixel centers at halves; row 0 is the picture's first
  Place place = locate(p);
  color = vec4(0.0, 0.0, 0.0, 1.0);
  if (!place.inside) return;
  vec3 rgb = shaded(place);
  if (u_has_cover) {
    if ((cover_at(place.nearest) & 1u) != 0u) rgb = vec3(u_shutter_gray);  // step 5
    if (u_overlay_planes && has_graphic(place)) rgb = u_overlay_rgb;
  }
  if (u_has_mask) {  // step 7
    uint label = label_at(place);
    if (label != 0u) {
      vec3 own = floor(texelFetch(u_colors, ivec2(int(label), 0), 0).rgb * 255.0 + 0.5);
      rgb = rgb + (own - rgb) * (on_contour(label, p) ? 1.0 : u_opacity);
    }
  }
  color = vec4(clamp(floor(rgb + 0.5), 0.0, 255.0) / 255.0, 1.0);  // step 8
}
)";

}  // namespace overread
