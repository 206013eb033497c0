#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/dicom/file.hpp"
#include "core/image/volume.hpp"
#include "tests/reference/shared_files.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using Kind = GeometryWarning::Kind;

/// Headers and decoded frames of every file in a folder of the shared data.
struct Loaded {
  std::vector<InstanceHeader> headers;
  std::vector<std::pair<std::string, std::shared_ptr<const DecodedFrame>>> frames;
};

Loaded load(const std::string& folder) {
  Loaded loaded;
  for (const auto& entry : std::filesystem::directory_iterator(shared_data::path(folder))) {
    if (entry.path().extension() != ".dcm") continue;
    const Bytes bytes = shared_data::bytes(entry.path().string());
    const auto read = read_dicom_file(bytes, {.with_pixel_data = false});
    REQUIRE(read);
    auto header = instance_header(read->dataset, read->transfer_syntax_uid);
    REQUIRE(header);
    auto decoded = decode_frame(bytes);
    REQUIRE(decoded);
    loaded.frames.emplace_back(header->sop_instance_uid,
                               std::make_shared<const DecodedFrame>(std::move(*decoded)));
    loaded.headers.push_back(std::move(*header));
  }
  return loaded;
}

std::vector<Frame> frames_of(const Series& series, const Loaded& loaded) {
  std::vector<Frame> frames;
  for (const SeriesFrame& f : series.frames) {
    const InstanceHeader& header = series.instances[static_cast<std::size_t>(f.instance)];
    const auto found = std::ranges::find(loaded.frames, header.sop_instance_uid,
                                         [](const auto& pair) { return pair.first; });
    REQUIRE(found != loaded.frames.end());
    frames.push_back({.stored = found->second, .transform = header.pixels});
  }
  return frames;
}

TEST_CASE("The head CT is warned of: uneven steps and a gantry tilted by 18.5 degrees",
          "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const Loaded loaded = load("series-ct-head");
  const auto all = group_into_series(loaded.headers);
  REQUIRE(all.size() == 1);
  const Series& series = all.front();
  CHECK(series.frames.size() == 28);
  const auto warning = [&](Kind kind) {
    return std::ranges::find(series.warnings, kind, &GeometryWarning::kind);
  };
  REQUIRE(warning(Kind::kUnevenSpacing) != series.warnings.end());
  CHECK_THAT(warning(Kind::kUnevenSpacing)->value, WithinAbs(7, 0.1));
  REQUIRE(warning(Kind::kGantryTilt) != series.warnings.end());
  CHECK_THAT(warning(Kind::kGantryTilt)->value, WithinAbs(18.5, 0.1));
  const auto volume = build_volume(series, frames_of(series, loaded));
  REQUIRE_FALSE(volume);
  CHECK(volume.error().code == ErrorCode::kInvalidGeometry);
  CHECK(volume.error().message.contains("mm"));
}

TEST_CASE("The chest CT makes a volume of 16 slices of 8 mm", "[reference][volume]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const Loaded loaded = load("series-ct-chest/B40f");
  const auto all = group_into_series(loaded.headers);
  REQUIRE(all.size() == 1);
  CHECK(all.front().warnings.empty());
  REQUIRE(all.front().frames.size() == 16);
  const auto volume = build_volume(all.front(), frames_of(all.front(), loaded));
  INFO((volume ? "" : volume.error().message));
  REQUIRE(volume);
  CHECK_THAT(volume->spacing_mm()[2], WithinAbs(8, 0.01));
  // Air beside the patient, and something as dense as bone.
  CHECK(std::ranges::min(volume->values) <= -1000);
  CHECK(std::ranges::max(volume->values) > 300);
}

}  // namespace
}  // namespace overread
