#include "core/phantom/spine.hpp"

#include <algorithm>

#include "core/phantom/spine_anatomy.hpp"
#include "core/phantom/spine_film.hpp"
#include "core/phantom/spine_truth.hpp"

namespace overread {
namespace {

constexpr int kSmallestSize = 64, kLargestSize = 6000;

Result<void> check(const SpineParameters& parameters) {
  for (const int size : {parameters.columns, parameters.rows}) {
    if (size < kSmallestSize || size > kLargestSize) {
      return fail(ErrorCode::kInvalidArgument,
                  "Size " + std::to_string(size) + " of a spine phantom, must be 64–6000 pixels");
    }
  }
  if (!(parameters.spacing_mm >= 0.0 && parameters.spacing_mm < 100.0)) {
    return fail(ErrorCode::kInvalidArgument, "Spacing of a spine phantom must be 0–100 mm");
  }
  if (!parameters.curves) return {};
  int last = 0;
  for (const SpineCurve& curve : *parameters.curves) {
    const bool ordered = curve.upper_level >= last && curve.lower_level >= curve.upper_level + 2 &&
                         curve.lower_level < kSpineLevels;
    if (!ordered || !(curve.cobb_deg >= 0.0 && curve.cobb_deg <= 100.0)) {
      return fail(ErrorCode::kInvalidArgument,
                  "Curves must run from head to foot between C7 and L5, over two levels or more, "
                  "0–100 degrees");
    }
    last = curve.lower_level;
  }
  return {};
}

}  // namespace

Result<SpinePhantom> make_spine_phantom(const SpineParameters& parameters) {
  OVERREAD_CHECK(check(parameters));
  Random random(parameters.seed);
  SpineBuild build = random_spine_build(random);
  const std::vector<SpineCurve> drawn = random_spine_curves(random, 0.2, 65.0);
  const SpineScene scene =
      place_spine(build, parameters.curves ? *parameters.curves : drawn, parameters.seed);

  SpinePhantom phantom;
  phantom.seed = parameters.seed;
  phantom.columns = parameters.columns;
  phantom.rows = parameters.rows;
  const double s = build.scale;
  const double top = random.uniform(-150.0, -95.0) * s;
  const double bottom = scene.sacrum.y + random.uniform(120.0, 200.0) * s;
  // Spacing is written with three decimals, so it is rounded to them before it is used.
  phantom.spacing_mm =
      parameters.spacing_mm > 0.0
          ? parameters.spacing_mm
          : static_cast<int>((bottom - top) / parameters.rows * 1000.0 + 1.0) / 1000.0;
  FilmWindow window{
      .columns = phantom.columns, .rows = phantom.rows, .spacing_mm = phantom.spacing_mm};
  window.left_mm =
      -0.5 * (phantom.columns - 1) * phantom.spacing_mm + random.uniform(-12.0, 12.0) * s;
  window.top_mm = top;
  FilmProcess process = random_film_process(random);
  const double field = window.columns * window.spacing_mm;
  if (random.chance(0.4)) {
    process.field_left = window.left_mm + field * random.uniform(0.01, 0.08);
    process.field_right = window.left_mm + field * random.uniform(0.92, 0.99);
    process.field_top = window.top_mm + field * random.uniform(0.01, 0.06);
  }
  std::vector<float> film = expose_film(paint_spine_scene(scene, window), process, random.fork(5));
  const bool right_marker = random.chance(0.7);
  stamp_marker(film, window,
               {.letter = right_marker ? 'R' : 'L',
                .at = {window.left_mm + field * (right_marker ? random.uniform(0.1, 0.16)
                                                              : random.uniform(0.84, 0.9)),
                       window.top_mm + random.uniform(45.0, 110.0) * s},
                .height_mm = 15.0 * s,
                .frame = random.chance(0.6) ? SideMarker::Frame::kRing : SideMarker::Frame::kNone});
  const bool inverted = random.chance(0.25);
  phantom.photometric_interpretation = inverted ? "MONOCHROME1" : "MONOCHROME2";
  phantom.pixels.resize(film.size());
  for (std::size_t i = 0; i < film.size(); ++i) {
    const int value = static_cast<int>(std::clamp(film[i], 0.0F, 1.0F) * 4095.0F + 0.5F);
    phantom.pixels[i] = static_cast<std::uint16_t>(inverted ? 4095 - value : value);
  }
  phantom.patient_sex = build.breasts > 0.0 || random.chance(0.5) ? "F" : "M";
  phantom.patient_age_years =
      s < 0.85 ? 5 + static_cast<int>((s - 0.6) * 32.0) : random.integer(13, 45);
  for (int level = 0; level < kSpineLevels; ++level) {
    const PlacedVertebra& placed = scene.level(level);
    SpineVertebra v{.name = spine_level_name(level),
                    .corners = {},
                    .superior_deg = placed.superior_deg,
                    .inferior_deg = placed.inferior_deg};
    const auto corners = placed.corners();
    for (std::size_t i = 0; i < corners.size(); ++i) {
      v.corners[i] = {(corners[i].x - window.left_mm) / window.spacing_mm,
                      (corners[i].y - window.top_mm) / window.spacing_mm};
    }
    phantom.vertebrae.push_back(std::move(v));
  }
  phantom.truth = spine_truth(phantom);
  return phantom;
}

}  // namespace overread
