#pragma once

#include <memory>
#include <vector>

#include "core/app/state.hpp"
#include "tests/ui/rasterizer.hpp"
#include "ui/interface.hpp"

namespace overread::testing {

/// The interface without a screen: frames are drawn into memory, commands run through update().
class Headless {
 public:
  Headless(State state, float width, float height, float device_scale = 1, float text_scale = 1);
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  /// Draws frames, applying the commands they emit, until one emits none (at most `limit`).
  /// @return Frames drawn.
  int settle(int limit = 12);
  /// One frame. @return The commands it emitted, already applied.
  std::vector<Command> frame();
  void mouse(float x, float y);
  void button(int which, bool down);
  void wheel(float notches);
  void key(ImGuiKey key, ImGuiKey modifier = ImGuiKey_None);

  State& state() { return state_; }
  ui::Interface& interface() { return *interface_; }
  const ui::TextAudit& audit() const { return audit_; }
  const std::vector<ui::MirrorElement>& elements() { return interface_->mirror().elements(); }
  const ui::MirrorElement* element(std::string_view id);
  Screenshot screenshot();

 private:
  class RenderedPictures;
  State state_;
  ui::ScreenOptions options_;
  ImGuiContext* context_;
  std::unique_ptr<RenderedPictures> pictures_;
  std::unique_ptr<ui::Interface> interface_;
  ui::TextAudit audit_;
};

}  // namespace overread::testing
