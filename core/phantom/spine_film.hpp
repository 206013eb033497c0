#pragma once

#include <cstdint>
#include <vector>

#include "core/base/random.hpp"
#include "core/phantom/spine_canvas.hpp"

namespace overread {

/// How the film is taken and processed for viewing.
struct FilmProcess {
  double scatter = 0.25;     ///< Scattered share at the detector, behind the grid.
  double photons = 50000.0;  ///< Per mm2 without a patient, in units of one noise photon.
  double blur_mm = 0.25;     ///< Standard deviation of the detector's blur.
  double soft_per_mm = 0.0185, bone_per_mm = 0.055;
  double broad_gain = 0.45;  ///< Of density that varies slowly: below 1 evens thorax and abdomen.
  double detail_gain = 1.6;  ///< Of what is left: bone edges, ribs.
  double broad_mm = 22.0;    ///< Size that separates the two.
  double black = 0.02, white = 0.997;  ///< Shares of the pixels in the field that clip.
  double gamma = 1.3;
  double shoulder = 0.6;  ///< 0 linear, 1 strongly S-shaped.
  /// Collimated field in mm on the film plane; outside it is `outside` in [0, 1].
  double field_left = -1e9, field_right = 1e9, field_top = -1e9, field_bottom = 1e9;
  double outside = 0.0;
};

FilmProcess random_film_process(Random& random);

/// Bright-bone picture in [0, 1], [rows][columns]. Uses up the canvas.
std::vector<float> expose_film(RayCanvas&& canvas, const FilmProcess& process, Random random);

/// A lead letter 'R' or 'L', optionally in a ring, drawn at full brightness.
struct SideMarker {
  char letter = 'R';
  FilmPoint at;
  double height_mm = 18.0;
  enum class Frame { kNone, kRing } frame = Frame::kRing;
};
void stamp_marker(std::vector<float>& picture, const FilmWindow& window, const SideMarker& marker);

}  // namespace overread
