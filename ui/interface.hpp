#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/app/state.hpp"
#include "ui/context.hpp"
#include "ui/interface_model.hpp"

namespace overread::ui {

/// Which sheet covers the picture on a phone.
enum class Sheet { kNone, kStudies, kSidePanel };

/// What is open on screen and is nobody's business but the interface's.
struct Ephemeral {
  Sheet sheet = Sheet::kNone;
  bool search_open = false;
  bool search_opened_now = false;
  std::string query;
  int search_row = 0;
  std::string dragged_handle;  ///< "finding/region/point" while it is dragged.
};

/// Preferences of this screen.
struct ScreenOptions {
  float text_scale = 1.0f;
  float device_scale = 1.0f;
  bool reduced_motion = false;
  bool touch = false;
};

/// The whole interface: one frame is drawn from the state and answers with commands. Lives inside
/// one Dear ImGui context, which the owner begins and ends frames of.
class Interface {
 public:
  Interface();

  /// Draws the frame between ImGui::NewFrame and ImGui::Render.
  std::vector<Command> draw(const State& state, Pictures& pictures, const ScreenOptions& options);

  Mirror& mirror() { return mirror_; }
  /// Seconds until the next frame is wanted though nothing happens; large when none is.
  float wait_seconds() const { return wait_seconds_; }
  void set_audit(TextAudit* audit) { audit_ = audit; }

 private:
  Typeface type_;
  Mirror mirror_;
  Ephemeral ephemeral_;
  TextAudit* audit_ = nullptr;
  float wait_seconds_ = 0;
};

}  // namespace overread::ui
