#include "wasm/app/slice_gl.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "wasm/app/slice_shader.hpp"

namespace overread {
namespace {

// Frames kept on the graphics card: enough to scroll back and forth and for four viewports, and
// less of them when they are large.
constexpr std::size_t kImagesKept = 12;
constexpr std::size_t kImageBytesKept = std::size_t{256} << 20;
constexpr std::size_t kMasksKept = 8;
constexpr int kTableRow = 1024;

enum Unit { kImageUnit = 0, kTableUnit, kMaskUnit, kColorUnit, kCoverUnit, kColorMapUnit };

void upload(const SliceImage& image) {
  if (image.is_color) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB8, image.columns, image.rows, 0, GL_RGB, GL_UNSIGNED_BYTE,
                 image.rgb.data());
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, image.columns, image.rows, 0, GL_RED, GL_FLOAT,
                 image.values.data());
  }
}

// Numbers without a label of their own are not drawn.
std::array<std::uint8_t, 256 * 4> colors_of(const LabelMask& mask) {
  std::array<std::uint8_t, 256 * 4> out{};
  for (const LabelMask::Label& label : mask.labels) {
    if (label.number < 1 || label.number > 255) continue;
    const auto at = static_cast<std::size_t>(label.number) * 4;
    std::copy(label.rgb.begin(), label.rgb.end(), out.begin() + static_cast<std::ptrdiff_t>(at));
    out[at + 3] = 255;
  }
  return out;
}

bool fits(const LabelMask& mask, int slice, const Frame& frame) {
  const auto pixels = static_cast<std::size_t>(mask.columns) * static_cast<std::size_t>(mask.rows);
  return mask.columns == frame.columns() && mask.rows == frame.rows() && slice >= 0 &&
         slice < mask.slices &&
         mask.values.size() >= pixels * static_cast<std::size_t>(mask.slices);
}

}  // namespace

SliceGl::SliceGl(GLuint program) : program_(program) {
  glGenVertexArrays(1, &vertices_);
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest_texture_);
}

SliceGl::~SliceGl() {
  glDeleteProgram(program_);
  glDeleteVertexArrays(1, &vertices_);
}

Result<std::unique_ptr<SliceGl>> SliceGl::create() {
  OVERREAD_TRY(const GLuint program, link_program(kSliceVertexShader, kSliceFragmentShader));
  return std::unique_ptr<SliceGl>(new SliceGl(program));
}

Result<SliceGl::ImageTexture*> SliceGl::image_texture(const Frame& frame) {
  const auto found = std::ranges::find_if(
      images_, [&](const ImageTexture& image) { return same_slice(image.frame, frame); });
  if (found != images_.end()) {
    images_.splice(images_.begin(), images_, found);
    return &images_.front();
  }
  OVERREAD_TRY(const SliceImage image, prepare_slice(frame));
  images_.emplace_front();
  images_.front().frame = frame;
  images_.front().is_color = image.is_color;
  glActiveTexture(GL_TEXTURE0 + kImageUnit);
  images_.front().texture.bind();
  upload(image);
  images_.front().shutter_gray = image.shutter_gray;
  if (!image.cover.empty()) {
    glActiveTexture(GL_TEXTURE0 + kCoverUnit);
    images_.front().cover.bind();
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8UI, image.columns, image.rows, 0, GL_RED_INTEGER,
                 GL_UNSIGNED_BYTE, image.cover.data());
  }
  const std::size_t bytes = static_cast<std::size_t>(image.columns) *
                            static_cast<std::size_t>(image.rows) * sizeof(float);
  const std::size_t room = std::max<std::size_t>(1, kImageBytesKept / bytes);
  while (images_.size() > std::min(kImagesKept, room)) images_.pop_back();
  return &images_.front();
}

void SliceGl::forget() {
  images_.clear();
  masks_.clear();
  prepared_ = {};
}

const SliceGl::MaskTexture* SliceGl::mask_texture(const SliceRequest& request) {
  if (!request.mask || !fits(*request.mask, request.mask_slice, request.frame)) return nullptr;
  const auto found = std::ranges::find_if(masks_, [&](const MaskTexture& candidate) {
    return candidate.mask == request.mask && candidate.slice == request.mask_slice;
  });
  if (found != masks_.end()) {
    masks_.splice(masks_.begin(), masks_, found);
    return &masks_.front();
  }
  const LabelMask& mask = *request.mask;
  MaskTexture& made = masks_.emplace_front();
  made.mask = request.mask;
  made.slice = request.mask_slice;
  const auto pixels = static_cast<std::size_t>(mask.columns) * static_cast<std::size_t>(mask.rows);
  glActiveTexture(GL_TEXTURE0 + kMaskUnit);
  made.texture.bind();
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8UI, mask.columns, mask.rows, 0, GL_RED_INTEGER,
               GL_UNSIGNED_BYTE,
               mask.values.data() + pixels * static_cast<std::size_t>(request.mask_slice));
  const auto colors = colors_of(mask);
  glActiveTexture(GL_TEXTURE0 + kColorUnit);
  made.colors.bind();
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, colors.data());
  if (masks_.size() > kMasksKept) masks_.pop_back();
  return &masks_.front();
}

void SliceGl::set_voi(const VoiStage& stage) {
  glActiveTexture(GL_TEXTURE0 + kTableUnit);
  table_.bind();
  glUniform1f(place("u_offset"), stage.offset);
  glUniform1f(place("u_scale"), stage.scale);
  if (!stage.table || stage.table->entries.empty()) {
    glUniform1i(place("u_voi"), stage.function == VoiFunction::kSigmoid ? 1 : 0);
    return;
  }
  const LookUpTable& table = *stage.table;
  const int rows = (static_cast<int>(table.entries.size()) + kTableRow - 1) / kTableRow;
  std::vector<float> entries(table.entries.begin(), table.entries.end());
  entries.resize(static_cast<std::size_t>(rows) * kTableRow);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, kTableRow, rows, 0, GL_RED, GL_FLOAT, entries.data());
  glUniform1i(place("u_voi"), 2);
  glUniform1i(place("u_first_mapped"), table.first_mapped);
  glUniform1i(place("u_entry_count"), static_cast<int>(table.entries.size()));
  glUniform1f(place("u_highest_entry"), static_cast<float>((1 << table.bits) - 1));
}

void SliceGl::set_color_map(const std::shared_ptr<const ColorMap>& map) {
  glActiveTexture(GL_TEXTURE0 + kColorMapUnit);
  colors_.bind();
  glUniform1i(place("u_color_map"), kColorMapUnit);
  glUniform1i(place("u_color_count"), map == nullptr ? 0 : static_cast<int>(map->colors.size()));
  if (map == nullptr || map == uploaded_map_) return;
  const std::size_t rows = (map->colors.size() + kTableRow - 1) / kTableRow;
  std::vector<std::array<std::uint8_t, 3>> colors = map->colors;
  colors.resize(rows * kTableRow);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB8, kTableRow, static_cast<int>(rows), 0, GL_RGB,
               GL_UNSIGNED_BYTE, colors.data());
  uploaded_map_ = map;
}

void SliceGl::set_cover(const ImageTexture& image, const SliceRequest& request) {
  glActiveTexture(GL_TEXTURE0 + kCoverUnit);
  // Without a cover nothing may be bound: a texture of another kind would make the draw an error.
  glBindTexture(GL_TEXTURE_2D, image.cover.name());
  glUniform1i(place("u_cover"), kCoverUnit);
  glUniform1i(place("u_has_cover"), static_cast<bool>(image.cover));
  glUniform1i(place("u_overlay_planes"),
              request.presentation.overlay_planes == OverlayPlanes::kShown);
  glUniform1f(place("u_shutter_gray"), image.shutter_gray);
  glUniform3f(place("u_overlay_rgb"), kOverlayRgb[0], kOverlayRgb[1], kOverlayRgb[2]);
}

Result<void> SliceGl::draw_without_card(const SliceRequest& request, GlTarget& target) {
  if (!prepared_.frame || !same_slice(*prepared_.frame, request.frame)) {
    OVERREAD_TRY(SliceImage image, prepare_slice(request.frame));
    prepared_ = {request.frame, std::move(image)};
  }
  const bool masked = request.mask && fits(*request.mask, request.mask_slice, request.frame);
  const MaskLayer layer{.mask = request.mask.get(),
                        .slice = request.mask_slice,
                        .opacity = request.mask_opacity,
                        .contour_px = request.contour_px};
  target.put(render_slice(prepared_.image, request.place, request.presentation,
                          masked ? &layer : nullptr));
  return {};
}

Result<void> SliceGl::draw(const SliceRequest& request, GlTarget& target) {
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (std::max(request.frame.columns(), request.frame.rows()) > largest_texture_) {
    return draw_without_card(request, target);
  }
  OVERREAD_TRY(ImageTexture * image, image_texture(request.frame));
  const MaskTexture* mask = mask_texture(request);
  target.bind(request.place.width, request.place.height);
  glUseProgram(program_);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glDisable(GL_DEPTH_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  set_voi(request.presentation.voi);
  set_color_map(request.presentation.color_map);
  glActiveTexture(GL_TEXTURE0 + kImageUnit);
  image->texture.bind();
  glUniform1i(place("u_image"), kImageUnit);
  glUniform1i(place("u_table"), kTableUnit);
  glUniform1i(place("u_mask"), kMaskUnit);
  glUniform1i(place("u_colors"), kColorUnit);
  const auto& m = request.place.image_from_viewport.matrix();
  const auto column = [&](const char* name, int c) {
    glUniform2f(place(name), static_cast<float>(m[c][0]), static_cast<float>(m[c][1]));
  };
  column("u_column", 0);
  column("u_row", 1);
  column("u_origin", 2);
  const auto half = [&](int r) {
    return 0.5F * (std::fabs(static_cast<float>(m[0][r])) + std::fabs(static_cast<float>(m[1][r])));
  };
  glUniform2f(place("u_half"), half(0), half(1));
  set_cover(*image, request);
  glUniform2i(place("u_size"), request.frame.columns(), request.frame.rows());
  glUniform1i(place("u_is_color"), image->is_color);
  glUniform1i(place("u_bilinear"), request.place.interpolation == Interpolation::kBilinear);
  glUniform1i(place("u_inverted"), request.presentation.inverted);
  glUniform1i(place("u_has_mask"), mask != nullptr);
  glUniform1f(place("u_opacity"), request.mask_opacity);
  glUniform1f(place("u_contour_px"), request.contour_px);
  if (mask != nullptr) {
    glActiveTexture(GL_TEXTURE0 + kMaskUnit);
    glBindTexture(GL_TEXTURE_2D, mask->texture.name());
    glActiveTexture(GL_TEXTURE0 + kColorUnit);
    glBindTexture(GL_TEXTURE_2D, mask->colors.name());
  } else {
    // A float texture left on an integer sampler's unit would make the draw an error.
    glActiveTexture(GL_TEXTURE0 + kMaskUnit);
    glBindTexture(GL_TEXTURE_2D, 0);
    glActiveTexture(GL_TEXTURE0 + kColorUnit);
    glBindTexture(GL_TEXTURE_2D, 0);
  }
  glBindVertexArray(vertices_);
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glActiveTexture(GL_TEXTURE0);
  return {};
}

}  // namespace overread
