#include "core/phantom/spine_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/deterministic_math.hpp"

namespace overread {

namespace dm = deterministic;

RayCanvas::RayCanvas(const FilmWindow& window) : window_(window) {
  const auto count =
      static_cast<std::size_t>(window.columns) * static_cast<std::size_t>(window.rows);
  soft_.assign(count, 0.0F);
  bone_.assign(count, 0.0F);
  scratch_.assign(count, 0.0F);
}

RayCanvas::Span RayCanvas::pixels_in(double left, double right, double top, double bottom) const {
  const auto clamp_to = [](double value, int limit) {
    return static_cast<int>(std::clamp(value, -1.0, static_cast<double>(limit)));
  };
  const double s = window_.spacing_mm;
  Span span{};
  span.first_column =
      std::max(0, clamp_to(std::floor((left - window_.left_mm) / s), window_.columns));
  span.last_column =
      std::min(window_.columns - 1,
               clamp_to(std::floor((right - window_.left_mm) / s) + 1, window_.columns));
  span.first_row = std::max(0, clamp_to(std::floor((top - window_.top_mm) / s), window_.rows));
  span.last_row = std::min(window_.rows - 1,
                           clamp_to(std::floor((bottom - window_.top_mm) / s) + 1, window_.rows));
  return span;
}

void RayCanvas::add_ellipsoid(Material material, const Ellipsoid& solid) {
  const double cosine = dm::cos(solid.angle), sine = dm::sin(solid.angle);
  const double half_x =
      std::sqrt(solid.a * solid.a * cosine * cosine + solid.b * solid.b * sine * sine);
  const double half_y =
      std::sqrt(solid.a * solid.a * sine * sine + solid.b * solid.b * cosine * cosine);
  const Span box = pixels_in(solid.center.x - half_x, solid.center.x + half_x,
                             solid.center.y - half_y, solid.center.y + half_y);
  std::vector<float>& map = material == Material::kSoft ? soft_ : bone_;
  const double scale = 2.0 * solid.c * solid.density;
  for (int row = box.first_row; row <= box.last_row; ++row) {
    float* line = map.data() + offset(row);
    const double dy = y_of(row) - solid.center.y;
    for (int column = box.first_column; column <= box.last_column; ++column) {
      const double dx = x_of(column) - solid.center.x;
      const double u = (dx * cosine + dy * sine) / solid.a;
      const double v = (dy * cosine - dx * sine) / solid.b;
      const double inside = 1.0 - u * u - v * v;
      if (inside > 0.0) line[column] += static_cast<float>(scale * std::sqrt(inside));
    }
  }
}

void RayCanvas::add_shell(const Ellipsoid& solid, double wall, double core_density) {
  add_ellipsoid(Material::kBone, solid);
  Ellipsoid core = solid;
  core.a = std::max(0.1, solid.a - wall);
  core.b = std::max(0.1, solid.b - wall);
  core.c = std::max(0.1, solid.c - wall);
  core.density = (core_density - 1.0) * solid.density;
  add_ellipsoid(Material::kBone, core);
}

void RayCanvas::add_tube(Material material, std::span<const TubePoint> points, double wall,
                         double core_density) {
  if (points.size() < 2) return;
  double left = std::numeric_limits<double>::infinity(), top = left;
  double right = -left, bottom = -left;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const TubePoint& a = points[i];
    const TubePoint& b = points[i + 1];
    const double reach = std::max(a.radius, b.radius);
    const double x0 = std::min(a.at.x, b.at.x) - reach, x1 = std::max(a.at.x, b.at.x) + reach;
    const double y0 = std::min(a.at.y, b.at.y) - reach, y1 = std::max(a.at.y, b.at.y) + reach;
    left = std::min(left, x0), right = std::max(right, x1);
    top = std::min(top, y0), bottom = std::max(bottom, y1);
    const double ex = b.at.x - a.at.x, ey = b.at.y - a.at.y;
    const double length_squared = std::max(1e-9, ex * ex + ey * ey);
    const Span box = pixels_in(x0, x1, y0, y1);
    for (int row = box.first_row; row <= box.last_row; ++row) {
      float* line = scratch_.data() + offset(row);
      const double dy = y_of(row) - a.at.y;
      for (int column = box.first_column; column <= box.last_column; ++column) {
        const double dx = x_of(column) - a.at.x;
        const double t = std::clamp((dx * ex + dy * ey) / length_squared, 0.0, 1.0);
        const double px = dx - t * ex, py = dy - t * ey;
        const double radius = a.radius + t * (b.radius - a.radius);
        const double outer = radius * radius - px * px - py * py;
        if (outer <= 0.0) continue;
        const double core_radius = std::max(0.0, radius - wall);
        const double inner = core_radius * core_radius - px * px - py * py;
        double path = 2.0 * std::sqrt(outer);
        if (inner > 0.0) path -= 2.0 * (1.0 - core_density) * std::sqrt(inner);
        path *= a.density + t * (b.density - a.density);
        line[column] = std::max(line[column], static_cast<float>(path));
      }
    }
  }
  std::vector<float>& map = material == Material::kSoft ? soft_ : bone_;
  const Span box = pixels_in(left, right, top, bottom);
  for (int row = box.first_row; row <= box.last_row; ++row) {
    float* from = scratch_.data() + offset(row);
    float* to = map.data() + offset(row);
    for (int column = box.first_column; column <= box.last_column; ++column) {
      to[column] += from[column];
      from[column] = 0.0F;
    }
  }
}

void RayCanvas::add_sheet(std::span<const FilmPoint> polygon, double sheet, double rim,
                          double rim_width) {
  if (polygon.size() < 3) return;
  FilmPoint low = polygon[0], high = polygon[0];
  for (const FilmPoint& point : polygon) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  }
  const double soft_edge = std::max(0.6, 0.5 * window_.spacing_mm);
  const Span box = pixels_in(low.x - 2, high.x + 2, low.y - 2, high.y + 2);
  for (int row = box.first_row; row <= box.last_row; ++row) {
    float* line = bone_.data() + offset(row);
    const double y = y_of(row);
    for (int column = box.first_column; column <= box.last_column; ++column) {
      const double x = x_of(column);
      double nearest = std::numeric_limits<double>::infinity();
      bool inside = false;
      for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const FilmPoint& a = polygon[i];
        const FilmPoint& b = polygon[j];
        const double ex = b.x - a.x, ey = b.y - a.y, dx = x - a.x, dy = y - a.y;
        const double t =
            std::clamp((dx * ex + dy * ey) / std::max(1e-9, ex * ex + ey * ey), 0.0, 1.0);
        const double px = dx - t * ex, py = dy - t * ey;
        nearest = std::min(nearest, px * px + py * py);
        if ((a.y > y) != (b.y > y) && dx < ex * dy / ey) inside = !inside;
      }
      const double distance = std::sqrt(nearest) * (inside ? 1.0 : -1.0);
      const double cover = std::clamp(0.5 + 0.5 * distance / soft_edge, 0.0, 1.0);
      if (cover <= 0.0) continue;
      const double edge = std::max(0.0, 1.0 - distance / rim_width);
      line[column] += static_cast<float>(cover * (sheet + rim * edge));
    }
  }
}

}  // namespace overread
