#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/window.hpp"
#include "core/view/slice_renderer.hpp"
#include "wasm/core/dataset_calls.hpp"
#include "wasm/core/file_overlays.hpp"

namespace overread::calls {
namespace {

Result<std::optional<Window>> wanted_window(Call& call) {
  const auto found = call.request().find("window");
  if (found == call.request().end()) return std::nullopt;
  if (!found->is_object() || !found->contains("center") || !found->contains("width") ||
      !(*found)["center"].is_number() || !(*found)["width"].is_number()) {
    return fail(ErrorCode::kInvalidArgument, "window must be {center, width}");
  }
  Window window{.center = (*found)["center"].get<double>(),
                .width = (*found)["width"].get<double>()};
  return window;
}

/// A window of a width that its function has no use for is refused. PS3.3 C.11.2.1.2.1, C.11.2.1.3
Result<void> check_window(const std::optional<Window>& window, const Frame& frame) {
  if (!window) return {};
  const bool is_linear = window_function(frame) == VoiFunction::kLinear;
  if (is_linear ? window->width >= 1.0 : window->width > 0.0) return {};
  return fail(ErrorCode::kInvalidArgument, is_linear ? "The width of a window must be at least 1"
                                                     : "The width of a window must be above 0");
}

bool flag(Call& call, const char* key) {
  const auto found = call.request().find(key);
  return found != call.request().end() && found->is_boolean() && found->get<bool>();
}

/// Null when no plane lies over the frame.
std::shared_ptr<const std::vector<OverlayPlane>> shared_planes(FrameOverlays overlays) {
  if (overlays.planes.empty()) return nullptr;
  return std::make_shared<const std::vector<OverlayPlane>>(std::move(overlays.planes));
}

}  // namespace

Result<void> render_frame(Call& call) {
  OVERREAD_TRY(const std::optional<Window> window, wanted_window(call));
  const int frame_number = call.integer("frameNumber", 1);
  OVERREAD_TRY(const DicomFile file, read_dicom_file(call.blob(0), {.with_pixel_data = false}));
  OVERREAD_TRY(
      const InstanceHeader header,
      overread::instance_header(file.dataset, file.transfer_syntax_uid, call.blob(0).size()));
  OVERREAD_TRY(const FrameReader reader, FrameReader::open(call.blob(0)));
  OVERREAD_TRY(DecodedFrame decoded, reader.frame(frame_number));
  // Also where overlay planes are not asked for: one of them may be a shutter.
  OVERREAD_TRY(FrameOverlays overlays, overlays_over(reader, frame_number));
  const Frame frame{.stored = std::make_shared<const DecodedFrame>(std::move(decoded)),
                    .transform = header.pixel_transform(frame_number),
                    .shutter = header.shutter(frame_number),
                    .overlays = shared_planes(std::move(overlays))};
  OVERREAD_CHECK(check_window(window, frame));
  const RenderOptions options{
      .window = window,
      .inverted = flag(call, "invert"),
      .overlay_planes = flag(call, "overlays") ? OverlayPlanes::kShown : OverlayPlanes::kHidden};
  OVERREAD_TRY(Picture picture, overread::render_frame(frame, options));
  nlohmann::json answer = {{"rows", picture.rows}, {"columns", picture.columns}};
  if (!frame.is_color()) {
    const Window used = window ? *window : default_window(frame);
    answer["window"] = {{"center", used.center}, {"width", used.width}};
  }
  call.answer(answer);
  call.attach(std::move(picture.rgba));
  return {};
}

}  // namespace overread::calls
