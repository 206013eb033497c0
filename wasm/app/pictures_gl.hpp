#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "ui/context.hpp"
#include "wasm/app/slice_gl.hpp"

namespace overread {

/// The interface's pictures, drawn by WebGL2 and only when something about them changed.
class PicturesGl : public ui::Pictures {
 public:
  explicit PicturesGl(std::unique_ptr<SliceGl> renderer) : renderer_(std::move(renderer)) {}

  ImTextureRef viewport(const ViewportModel& model, int width, int height,
                        float mask_opacity) override;
  ImTextureRef thumbnail(const SeriesRow& row, int edge) override;
  ImTextureRef video(const std::string& sop_instance_uid) override;
  /// Binds the texture of a video, so that the page can put a frame into it.
  void bind_video(const std::string& sop_instance_uid);
  void drop_video(const std::string& sop_instance_uid) { videos_.erase(sop_instance_uid); }
  /// Line width of mask contours follows the screen.
  void set_device_scale(float scale) { device_scale_ = scale; }
  /// Forgets what nobody asked for since the last call: the picture of a viewport holds its frame.
  void drop_unwanted();

 private:
  struct Drawn {
    GlTarget target;
    std::optional<SliceRequest> request;
    bool wanted = false;
  };
  /// A thumbnail once drawn holds no frame.
  struct DrawnThumbnail {
    GlTarget target;
    std::string sop_instance_uid;
    int frame_number = 0;
    int edge = 0;
    bool wanted = false;
  };
  ImTextureRef draw(Drawn& drawn, SliceRequest request);

  std::unique_ptr<SliceGl> renderer_;
  std::map<int, Drawn> viewports_;
  std::map<std::string, DrawnThumbnail> thumbnails_;
  std::map<std::string, GlTexture> videos_;
  float device_scale_ = 1;
};

}  // namespace overread
