// The entry points the page calls. Strings come in as UTF-8 with their length and stay the page's;
// everything else is copied.
#include <emscripten.h>

#include <memory>
#include <string>

#include "imgui.h"
#include "wasm/app/application.hpp"
#include "wasm/app/keys.hpp"

namespace {

std::unique_ptr<overread::Application> application;
std::string last_error;

std::string_view view(const char* text, int length) {
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

extern "C" {

/// 1 when the application stands; 0 with overread_last_error() saying why not.
EMSCRIPTEN_KEEPALIVE int overread_start() {
  auto made = overread::Application::create();
  if (!made) {
    last_error = made.error().message;
    return 0;
  }
  application = std::move(*made);
  return 1;
}

EMSCRIPTEN_KEEPALIVE void overread_stop() { application.reset(); }

EMSCRIPTEN_KEEPALIVE const char* overread_last_error() { return last_error.c_str(); }

EMSCRIPTEN_KEEPALIVE double overread_frame(double now_ms) {
  return application ? application->frame(now_ms) : 1e9;
}

/// 0 when the command was refused, with overread_last_error() saying why; 1 when what it changed is
/// to be painted now; 2 when soon is enough.
EMSCRIPTEN_KEEPALIVE int overread_dispatch(const char* json, int length, const std::uint8_t* bytes,
                                           int byte_count) {
  if (!application) return 0;
  const auto done = application->dispatch(
      view(json, length), overread::ByteView(bytes, static_cast<std::size_t>(byte_count)));
  if (done) return *done == overread::Painting::kNow ? 1 : 2;
  last_error = done.error().message;
  return 0;
}

EMSCRIPTEN_KEEPALIVE void overread_resize(float width, float height, float device_scale) {
  if (application) application->resize(width, height, device_scale);
}

EMSCRIPTEN_KEEPALIVE void overread_configure(const char* json, int length) {
  if (application) application->configure(view(json, length));
}

EMSCRIPTEN_KEEPALIVE void overread_wake() {
  if (application) application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_context_restored() {
  if (application) application->context_restored();
}

/// bridge.js fills the texture that is bound then.
EMSCRIPTEN_KEEPALIVE void overread_bind_video(const char* sop_instance_uid, int length) {
  if (application) application->bind_video(std::string(view(sop_instance_uid, length)));
}

EMSCRIPTEN_KEEPALIVE void overread_drop_video(const char* sop_instance_uid, int length) {
  if (application) application->drop_video(std::string(view(sop_instance_uid, length)));
}

EMSCRIPTEN_KEEPALIVE void overread_pointer_move(float x, float y, int touch) {
  if (!application) return;
  application->options().touch = touch != 0;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_pointer_leave() {
  if (!application) return;
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_pointer_button(int which, int down) {
  if (!application || which < 0 || which > 2) return;
  ImGui::GetIO().AddMouseButtonEvent(which, down != 0);
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_wheel(float x, float y) {
  if (!application) return;
  ImGui::GetIO().AddMouseWheelEvent(x, y);
  application->wake();
}

/// @return 1 when the key is one the application knows.
EMSCRIPTEN_KEEPALIVE int overread_key(const char* code, int length, int down, int modifiers) {
  if (!application) return 0;
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & 1) != 0);
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & 2) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & 4) != 0);
  const ImGuiKey key = overread::key_of(view(code, length));
  if (key != ImGuiKey_None) io.AddKeyEvent(key, down != 0);
  application->wake();
  return key != ImGuiKey_None;
}

EMSCRIPTEN_KEEPALIVE void overread_text(const char* text, int length) {
  if (!application) return;
  ImGui::GetIO().AddInputCharactersUTF8(std::string(view(text, length)).c_str());
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_focus(int focused) {
  if (!application) return;
  ImGui::GetIO().AddFocusEvent(focused != 0);
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_mirror_activate(const char* id, int length) {
  if (!application) return;
  application->mirror().activate(std::string(view(id, length)));
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_mirror_number(const char* id, int length, double value) {
  if (!application) return;
  application->mirror().set_number(std::string(view(id, length)), value);
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_mirror_text(const char* id, int length, const char* text,
                                               int text_length) {
  if (!application) return;
  application->mirror().set_text(std::string(view(id, length)),
                                 std::string(view(text, text_length)));
  application->wake();
}

EMSCRIPTEN_KEEPALIVE void overread_mirror_focus(const char* id, int length) {
  if (!application) return;
  application->mirror().set_focus(std::string(view(id, length)));
  application->wake();
}

}  // extern "C"
