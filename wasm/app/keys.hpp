#pragma once

#include <string_view>

#include "imgui.h"

namespace overread {

/// The key at a physical place (KeyboardEvent.code, "KeyW"): the same under every keyboard layout,
/// so that shortcuts work while Russian is typed. ImGuiKey_None for keys without a use here.
ImGuiKey key_of(std::string_view code);

}  // namespace overread
