#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/app/command.hpp"
#include "core/app/view_models.hpp"
#include "imgui.h"
#include "ui/audit.hpp"
#include "ui/mirror.hpp"
#include "ui/strings.hpp"
#include "ui/theme.hpp"
#include "ui/type.hpp"

namespace overread::ui {

/// Where pictures come from: the platform renders, the panel says where and how large.
class Pictures {
 public:
  virtual ~Pictures() = default;
  /// The viewport's picture at `width` x `height` device pixels; invalid when there is none yet.
  ///
  /// @param mask_opacity  Of a mask's fill, [0, 1].
  virtual ImTextureRef viewport(const ViewportModel& model, int width, int height,
                                float mask_opacity) = 0;
  /// The frame of a video that is shown now; invalid before there is one.
  virtual ImTextureRef video(const std::string& sop_instance_uid) = 0;
  /// A series' small picture, fitted into a square of `edge` device pixels.
  virtual ImTextureRef thumbnail(const SeriesRow& row, int edge) = 0;
};

/// What every panel and widget gets: how to look, what to say, whom to tell. One a frame.
struct Context {
  const Theme& theme;
  const Typeface& type;
  float scale;         ///< Text size, 1 = 100 %; all lengths follow it.
  float device_scale;  ///< Device pixels per CSS pixel.
  Language language;
  bool reduced_motion;
  bool touch;
  Mirror& mirror;
  Pictures& pictures;
  std::vector<Command>& commands;
  TextAudit* audit = nullptr;
  float* wait_seconds = nullptr;  ///< When the next frame is wanted although nothing happened.

  float px(float length) const {
    return static_cast<float>(static_cast<int>(length * scale + 0.5f));
  }
  const char* tr(Text text) const { return translate(text, language); }
  void emit(Command command) { commands.push_back(std::move(command)); }
  /// Asks for another frame in `seconds` at the latest.
  void redraw_in(float seconds) {
    if (wait_seconds && seconds < *wait_seconds) *wait_seconds = seconds;
  }
};

}  // namespace overread::ui
