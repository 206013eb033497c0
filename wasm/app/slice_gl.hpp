#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>

#include "core/base/result.hpp"
#include "core/image/frame.hpp"
#include "core/view/slice_renderer.hpp"
#include "wasm/app/gl_objects.hpp"

namespace overread {

/// One frame in one viewport, as the reference renderer gets it.
struct SliceRequest {
  Frame frame;
  SlicePlace place;
  Presentation presentation{};
  std::shared_ptr<const LabelMask> mask{};
  int mask_slice = 0;
  float mask_opacity = 0.3F;
  float contour_px = 2.0F;
};

/// The WebGL2 renderer: the same picture as render_slice(), within one gray level. A frame goes to
/// the graphics card once; windowing, zooming and masks happen there. What is too large for the
/// card is drawn by render_slice() itself.
class SliceGl {
 public:
  /// @errors kInternal when the shaders do not compile.
  static Result<std::unique_ptr<SliceGl>> create();
  ~SliceGl();
  SliceGl(const SliceGl&) = delete;
  SliceGl& operator=(const SliceGl&) = delete;

  /// Draws into `target`. Leaves the default framebuffer bound.
  ///
  /// @errors kUnsupported for a color space that is not known.
  Result<void> draw(const SliceRequest& request, GlTarget& target);
  /// Lets go of the frames and masks that were drawn last.
  void forget();

 private:
  struct ImageTexture {
    Frame frame;  ///< Kept, so that the addresses of its pixels and planes stay its identity.
    GlTexture texture;
    GlTexture cover;  ///< None when nothing lies on top.
    bool is_color = false;
    float shutter_gray = 0.0F;
  };
  struct MaskTexture {
    std::shared_ptr<const LabelMask> mask;
    int slice = -1;
    GlTexture texture, colors;
  };

  /// A frame prepared for the reference renderer: one, since only very large ones are.
  struct PreparedImage {
    std::optional<Frame> frame{};
    SliceImage image{};
  };

  explicit SliceGl(GLuint program);
  Result<void> draw_without_card(const SliceRequest& request, GlTarget& target);
  Result<ImageTexture*> image_texture(const Frame& frame);
  const MaskTexture* mask_texture(const SliceRequest& request);
  void set_cover(const ImageTexture& image, const SliceRequest& request);
  void set_voi(const VoiStage& stage);
  void set_color_map(const std::shared_ptr<const ColorMap>& map);
  GLint place(const char* name) const { return glGetUniformLocation(program_, name); }

  GLuint program_;
  GLuint vertices_ = 0;
  int largest_texture_ = 0;
  PreparedImage prepared_;
  std::list<ImageTexture> images_;  ///< The last used first.
  std::list<MaskTexture> masks_;
  GlTexture table_;
  GlTexture colors_;
  std::shared_ptr<const ColorMap> uploaded_map_;  ///< What is in `colors_`.
};

}  // namespace overread
