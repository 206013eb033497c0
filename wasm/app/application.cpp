#include "wasm/app/application.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "backends/imgui_impl_opengl3.h"
#include "core/app/codec.hpp"
#include "core/app/update.hpp"
#include "ui/theme.hpp"
#include "wasm/app/effect_runner.hpp"
#include "wasm/app/page.hpp"

namespace overread {
namespace {

// Dear ImGui needs a frame to see what came in and one to show what followed.
constexpr int kFramesAfterInput = 3;
constexpr int kFramesAfterPicture = 1;

const char* css_cursor(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_ResizeAll:
      return "move";
    case ImGuiMouseCursor_ResizeNS:
      return "ns-resize";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    default:
      return "default";
  }
}

const char* clipboard_text(ImGuiContext*) {
  static std::string text;
  text = page::clipboard();
  return text.c_str();
}

void connect_platform() {
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
    page::set_clipboard(text);
  };
  platform.Platform_GetClipboardTextFn = clipboard_text;
  platform.Platform_SetImeDataFn = [](ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
    page::set_text_input(data->WantVisible || data->WantTextInput, data->InputPos.x,
                         data->InputPos.y, data->InputLineHeight);
  };
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "overread-page";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.ConfigInputTrickleEventQueue = true;
}

}  // namespace

Result<std::unique_ptr<Application>> Application::create() {
  if (!page::create_context()) {
    return fail(ErrorCode::kUnsupported, "This browser does not offer WebGL 2");
  }
  std::unique_ptr<Application> made(new Application);
  made->state_.frames.keep_in(page::frame_store());
  ImGui::CreateContext();
  connect_platform();
  ImGui_ImplOpenGL3_Init("#version 300 es");
  made->interface_ = std::make_unique<ui::Interface>();
  if (auto ready = made->make_graphics(); !ready) return std::unexpected(ready.error());
  return made;
}

Application::~Application() {
  pictures_.reset();
  ImGui_ImplOpenGL3_Shutdown();
  interface_.reset();
  ImGui::DestroyContext();
}

Result<void> Application::make_graphics() {
  OVERREAD_TRY(auto renderer, SliceGl::create());
  pictures_ = std::make_unique<PicturesGl>(std::move(renderer));
  pictures_->set_device_scale(options_.device_scale);
  return {};
}

// The names of the lost context's objects mean nothing any more; everything is made anew.
void Application::context_restored() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplOpenGL3_Init("#version 300 es");
  if (auto made = make_graphics(); !made) pictures_.reset();
  wake();
}

void Application::bind_video(const std::string& sop_instance_uid) {
  if (pictures_) pictures_->bind_video(sop_instance_uid);
  wake();
}

void Application::drop_video(const std::string& sop_instance_uid) {
  if (pictures_) pictures_->drop_video(sop_instance_uid);
  wake();
}

void Application::wake() { frames_wanted_ = kFramesAfterInput; }

void Application::apply(const Command& command) {
  const std::vector<Effect> effects = update(state_, command, now());
  run_effects(effects);
}

Result<Painting> Application::dispatch(std::string_view json, ByteView bytes) {
  OVERREAD_TRY(const Command command, command_from_json(json, bytes));
  apply(command);
  const Painting painting = painting_after(state_, command);
  if (std::holds_alternative<command::FrameDecoded>(command)) {
    frames_wanted_ = std::max(frames_wanted_, kFramesAfterPicture);
  } else if (painting == Painting::kNow) {
    wake();
  }
  return painting;
}

void Application::resize(float width, float height, float device_scale) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {std::max(1.0f, width), std::max(1.0f, height)};
  io.DisplayFramebufferScale = {device_scale, device_scale};
  options_.device_scale = device_scale;
  if (pictures_) pictures_->set_device_scale(device_scale);
  wake();
}

void Application::configure(std::string_view json) {
  const auto root = nlohmann::json::parse(json, nullptr, false);
  if (!root.is_object()) return;
  if (const auto scale = root.find("textScale"); scale != root.end() && scale->is_number()) {
    options_.text_scale = std::clamp(scale->get<float>(), 0.75f, 3.0f);
  }
  if (const auto still = root.find("reducedMotion"); still != root.end() && still->is_boolean()) {
    options_.reduced_motion = still->get<bool>();
  }
  wake();
}

void Application::begin_frame(double now_ms) {
  ImGuiIO& io = ImGui::GetIO();
  const double step = last_ms_ > 0 ? (now_ms - last_ms_) / 1000 : 1.0 / 60;
  io.DeltaTime = static_cast<float>(std::clamp(step, 1e-4, 1.0));
  last_ms_ = now_ms;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

// The color behind everything, laid down by clearing: a rectangle of it would cost a renderer in
// software as much as the picture.
void Application::clear_screen() {
  const ImGuiIO& io = ImGui::GetIO();
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x + 0.5f),
             static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y + 0.5f));
  const ImVec4 color = ImGui::ColorConvertU32ToFloat4(ui::theme_of(state_.theme).app);
  glClearColor(color.x, color.y, color.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

double Application::frame(double now_ms) {
  if (!pictures_) return 1e9;
  begin_frame(now_ms);
  const std::vector<Command> commands = interface_->draw(state_, *pictures_, options_);
  ImGui::Render();
  const ImGuiIO& io = ImGui::GetIO();
  clear_screen();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  pictures_->drop_unwanted();
  if (const char* wanted = css_cursor(ImGui::GetMouseCursor()); cursor_ != wanted) {
    cursor_ = wanted;
    page::set_cursor(wanted);
  }
  const char* language = state_.language == Language::kRussian ? "ru" : "en";
  if (const auto change = interface_->mirror().take_change(language)) page::show_mirror(*change);
  for (const Command& command : commands) apply(command);
  if (!commands.empty()) frames_wanted_ = std::max(frames_wanted_, 2);
  if (frames_wanted_ > 0) --frames_wanted_;
  if (frames_wanted_ > 0) return 0;
  return io.WantTextInput ? std::min(0.5, static_cast<double>(interface_->wait_seconds()))
                          : interface_->wait_seconds();
}

}  // namespace overread
