#include "tests/ui/headless.hpp"

#include <functional>

#include "core/app/update.hpp"
#include "core/view/slice_renderer.hpp"

namespace overread::testing {

// Pictures by the reference renderer, drawn when a screenshot asks for them.
class Headless::RenderedPictures : public ui::Pictures {
 public:
  ImTextureRef viewport(const ViewportModel& model, int width, int height,
                        float mask_opacity) override {
    if (!model.frame) return {};
    return add([model, width, height, mask_opacity] {
      const auto image = prepare_slice(*model.frame);
      if (!image) return Picture{};
      const SlicePlace place{.image_from_viewport = model.viewport_from_image.inverse(),
                             .width = width,
                             .height = height,
                             .interpolation = model.view.interpolation};
      const MaskLayer layer{
          .mask = model.mask.get(), .slice = model.mask_slice, .opacity = mask_opacity};
      Presentation presentation = presentation_of(*model.frame, model.view);
      presentation.overlay_planes = model.overlay_planes;
      return render_slice(*image, place, presentation, model.mask ? &layer : nullptr);
    });
  }
  // Two halves, one brighter: what plays is the browser's business.
  ImTextureRef video(const std::string&) override {
    return add([] {
      return Picture{.columns = 2, .rows = 1, .rgba = {160, 60, 50, 255, 60, 90, 160, 255}};
    });
  }
  ImTextureRef thumbnail(const SeriesRow& row, int edge) override {
    if (!row.thumbnail) return {};
    return add([frame = row.thumbnail->frame(), edge] {
      if (!frame) return Picture{};
      const auto image = prepare_slice(*frame);
      if (!image) return Picture{};
      const ViewGeometry geometry{.columns = image->columns,
                                  .rows = image->rows,
                                  .viewport_width = edge,
                                  .viewport_height = edge};
      return render_slice(*image, {}, geometry, presentation_of(*frame, {}));
    });
  }
  std::vector<GrayPicture> pictures() const {
    std::vector<GrayPicture> drawn;
    for (const auto& draw : draw_) {
      Picture picture = draw();
      drawn.push_back({picture.columns, picture.rows, std::move(picture.rgba)});
    }
    return drawn;
  }
  void clear() { draw_.clear(); }

 private:
  ImTextureRef add(std::function<Picture()> draw) {
    draw_.push_back(std::move(draw));
    return ImTextureRef(static_cast<ImTextureID>(draw_.size()));
  }
  std::vector<std::function<Picture()>> draw_;
};

Headless::Headless(State state, float width, float height, float device_scale, float text_scale)
    : state_(std::move(state)),
      options_{.text_scale = text_scale, .device_scale = device_scale},
      context_(ImGui::CreateContext()),
      pictures_(std::make_unique<RenderedPictures>()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.DisplaySize = {width, height};
  io.DisplayFramebufferScale = {device_scale, device_scale};
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.AddMousePosEvent(-1000, -1000);
  interface_ = std::make_unique<ui::Interface>();
  interface_->set_audit(&audit_);
}

Headless::~Headless() {
  ImGui::SetCurrentContext(context_);
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(context_);
}

std::vector<Command> Headless::frame() {
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().DeltaTime = 1.0f / 60;
  audit_.texts.clear();
  pictures_->clear();
  ImGui::NewFrame();
  std::vector<Command> commands = interface_->draw(state_, *pictures_, options_);
  ImGui::Render();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    // The pixels in memory are the texture here.
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
  for (const Command& command : commands) update(state_, command, "2026-01-01T12:00:00Z");
  return commands;
}

int Headless::settle(int limit) {
  int drawn = 0;
  while (drawn < limit) {
    ++drawn;
    if (frame().empty() && drawn > 2) break;
  }
  return drawn;
}

void Headless::mouse(float x, float y) {
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().AddMousePosEvent(x, y);
}
void Headless::button(int which, bool down) {
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().AddMouseButtonEvent(which, down);
}
void Headless::wheel(float notches) {
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().AddMouseWheelEvent(0, notches);
}
void Headless::key(ImGuiKey key, ImGuiKey modifier) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, true);
  io.AddKeyEvent(key, true);
  frame();
  io.AddKeyEvent(key, false);
  if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, false);
  frame();
}

const ui::MirrorElement* Headless::element(std::string_view id) {
  for (const ui::MirrorElement& element : elements()) {
    if (element.id == id) return &element;
  }
  return nullptr;
}

Screenshot Headless::screenshot() {
  ImGui::SetCurrentContext(context_);
  return rasterize(*ImGui::GetDrawData(), pictures_->pictures());
}

}  // namespace overread::testing
