#include "wasm/core/open_file.hpp"

#include <optional>
#include <utility>

#include "core/dicom/frame_reader.hpp"
#include "wasm/core/file_overlays.hpp"
#include "wasm/core/frame_json.hpp"

namespace overread::calls {
namespace {

struct OpenFile {
  Call::Buffer bytes;
  FrameReader reader;
};

std::optional<OpenFile>& the_open_file() {
  static std::optional<OpenFile> file;
  return file;
}

const char* overlay_use_name(OverlayUse use) {
  switch (use) {
    case OverlayUse::kGraphics:
      return "graphics";
    case OverlayUse::kRegion:
      return "region";
    case OverlayUse::kShutter:
      return "shutter";
  }
  return "graphics";
}

nlohmann::json to_json(const OverlayPlane& plane) {
  return {{"columns", plane.columns},
          {"rows", plane.rows},
          {"left", plane.left},
          {"top", plane.top},
          {"use", overlay_use_name(plane.use)},
          {"group", plane.group},
          {"label", plane.label},
          {"description", plane.description}};
}

}  // namespace

Result<void> open_file(Call& call) {
  the_open_file().reset();
  const ByteView bytes = call.blob(0);
  Call::Buffer buffer = call.take_blob(0);
  OVERREAD_TRY(FrameReader reader, FrameReader::open(bytes));
  the_open_file().emplace(std::move(buffer), std::move(reader));
  return {};
}

Result<void> open_file_frame(Call& call) {
  if (!the_open_file()) return fail(ErrorCode::kNotFound, "No file is open");
  const FrameReader& reader = the_open_file()->reader;
  const int frame_number = call.integer("frameNumber", 1);
  const int coarse_side = call.integer("coarseSide", 0);
  OVERREAD_TRY(DecodedFrame frame, reader.frame(frame_number, {.coarse_side = coarse_side}));
  FrameOverlays found;
  if (coarse_side == 0) {
    OVERREAD_TRY(found, overlays_over(reader, frame_number));
  }
  nlohmann::json answer = frame_json(frame);
  auto& overlays = answer["overlays"] = nlohmann::json::array();
  std::size_t size = frame.pixels.size();
  for (const OverlayPlane& plane : found.planes) size += plane.bits.size();
  frame.pixels.reserve(size);
  for (const OverlayPlane& plane : found.planes) {
    overlays.push_back(to_json(plane));
    frame.pixels.insert(frame.pixels.end(), plane.bits.begin(), plane.bits.end());
  }
  auto& problems = answer["overlayProblems"] = nlohmann::json::array();
  for (const Error& problem : found.problems) problems.push_back(problem.message);
  call.answer(answer);
  call.attach(std::move(frame.pixels));
  return {};
}

}  // namespace overread::calls
