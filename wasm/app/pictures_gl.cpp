#include "wasm/app/pictures_gl.hpp"

#include <utility>

namespace overread {
namespace {

constexpr float kContourWidth = 2.0F;

bool same(const VoiStage& a, const VoiStage& b) {
  return a.function == b.function && a.offset == b.offset && a.scale == b.scale &&
         a.table == b.table;
}

bool same(const SlicePlace& a, const SlicePlace& b) {
  return a.image_from_viewport.matrix() == b.image_from_viewport.matrix() && a.width == b.width &&
         a.height == b.height && a.interpolation == b.interpolation;
}

bool same(const SliceRequest& a, const SliceRequest& b) {
  return same_slice(a.frame, b.frame) && same(a.place, b.place) &&
         same(a.presentation.voi, b.presentation.voi) &&
         a.presentation.inverted == b.presentation.inverted &&
         a.presentation.color_map == b.presentation.color_map &&
         a.presentation.overlay_planes == b.presentation.overlay_planes && a.mask == b.mask &&
         a.mask_slice == b.mask_slice && a.mask_opacity == b.mask_opacity &&
         a.contour_px == b.contour_px;
}

}  // namespace

ImTextureRef PicturesGl::draw(Drawn& drawn, SliceRequest request) {
  drawn.wanted = true;
  if (!drawn.request || !same(*drawn.request, request)) {
    if (!renderer_->draw(request, drawn.target)) return {};
    drawn.request = std::move(request);
  }
  return ImTextureRef(static_cast<ImTextureID>(drawn.target.texture()));
}

ImTextureRef PicturesGl::viewport(const ViewportModel& model, int width, int height,
                                  float mask_opacity) {
  if (!model.frame) return {};
  Presentation presentation = presentation_of(*model.frame, model.view);
  presentation.overlay_planes = model.overlay_planes;
  return draw(viewports_[model.index], {.frame = *model.frame,
                                        .place = {model.viewport_from_image.inverse(), width,
                                                  height, model.view.interpolation},
                                        .presentation = std::move(presentation),
                                        .mask = model.mask,
                                        .mask_slice = model.mask_slice,
                                        .mask_opacity = mask_opacity,
                                        .contour_px = kContourWidth * device_scale_});
}

ImTextureRef PicturesGl::thumbnail(const SeriesRow& row, int edge) {
  if (!row.thumbnail) return {};
  const Thumbnail& wanted = *row.thumbnail;
  DrawnThumbnail& drawn = thumbnails_[row.key];
  drawn.wanted = true;
  if (drawn.sop_instance_uid == wanted.sop_instance_uid &&
      drawn.frame_number == wanted.frame_number && drawn.edge == edge) {
    return ImTextureRef(static_cast<ImTextureID>(drawn.target.texture()));
  }
  const std::optional<Frame> frame = wanted.frame();
  if (!frame) return {};
  const ViewGeometry geometry{.columns = frame->columns(),
                              .rows = frame->rows(),
                              .viewport_width = edge,
                              .viewport_height = edge};
  const SliceRequest request{.frame = *frame,
                             .place = {viewport_from_image({}, geometry).inverse(), edge, edge},
                             .presentation = presentation_of(*frame, {})};
  if (!renderer_->draw(request, drawn.target)) return {};
  drawn.sop_instance_uid = wanted.sop_instance_uid;
  drawn.frame_number = wanted.frame_number;
  drawn.edge = edge;
  return ImTextureRef(static_cast<ImTextureID>(drawn.target.texture()));
}

ImTextureRef PicturesGl::video(const std::string& sop_instance_uid) {
  const auto found = videos_.find(sop_instance_uid);
  if (found == videos_.end()) return {};
  return ImTextureRef(static_cast<ImTextureID>(found->second.name()));
}

void PicturesGl::bind_video(const std::string& sop_instance_uid) {
  videos_[sop_instance_uid].bind();
  // A video is never shown pixel by pixel: its own pixels share their colors.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
}

void PicturesGl::drop_unwanted() {
  const auto drop = [](auto& pictures) {
    std::erase_if(pictures, [](auto& entry) { return !std::exchange(entry.second.wanted, false); });
  };
  drop(viewports_);
  drop(thumbnails_);
  if (viewports_.empty()) renderer_->forget();
}

}  // namespace overread
