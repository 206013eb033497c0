#pragma once

#include <string>
#include <vector>

#include "imgui.h"

namespace overread::ui {

/// Whether a text may be shortened where room is short: data may (its tooltip has it whole), the
/// interface's own words may not.
enum class Shorten { kNever, kData };

/// What was drawn as text, for tests that look for clipped words.
struct DrawnText {
  std::string text;
  ImVec2 min{}, max{};
  float room = 0;
  Shorten shorten = Shorten::kNever;
  bool shortened = false;
};

struct TextAudit {
  std::vector<DrawnText> texts;
};

}  // namespace overread::ui
