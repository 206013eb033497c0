#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/app/painting.hpp"
#include "core/app/state.hpp"
#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "ui/interface.hpp"
#include "wasm/app/pictures_gl.hpp"

namespace overread {

/// The page's program: state, interface and graphics, one frame at a time and only when something
/// changed.
class Application {
 public:
  /// @errors kUnsupported without WebGL2.
  static Result<std::unique_ptr<Application>> create();
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// @errors as command_from_json.
  Result<Painting> dispatch(std::string_view json, ByteView bytes);
  /// Paints. @return Seconds until the next frame is wanted: 0 at once, large for none.
  double frame(double now_ms);

  void resize(float width, float height, float device_scale);
  void configure(std::string_view json);
  void context_restored();
  /// The frame of a video that the page puts into the bound texture is the one shown.
  void bind_video(const std::string& sop_instance_uid);
  void drop_video(const std::string& sop_instance_uid);

  ui::Mirror& mirror() { return interface_->mirror(); }
  ui::ScreenOptions& options() { return options_; }
  /// Something came in: the next frames are wanted.
  void wake();

 private:
  Application() = default;
  Result<void> make_graphics();
  void apply(const Command& command);
  void begin_frame(double now_ms);
  void clear_screen();

  State state_;
  std::unique_ptr<ui::Interface> interface_;
  std::unique_ptr<PicturesGl> pictures_;
  ui::ScreenOptions options_;
  double last_ms_ = 0;
  int frames_wanted_ = 2;
  std::string cursor_;
};

}  // namespace overread
