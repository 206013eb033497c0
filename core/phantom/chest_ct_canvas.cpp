#include "core/phantom/chest_ct_canvas.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread::chest_ct {
namespace {

float mixed(float below, double above, double share) {
  return static_cast<float>(below + (above - below) * share);
}

double faded(double t) { return t * t * (3.0 - 2.0 * t); }

}  // namespace

Canvas::Canvas(int columns, int rows, double pixel_mm)
    : columns_(columns),
      rows_(rows),
      pixel_mm_(pixel_mm),
      hu_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)),
      tissue_(hu_.size()) {}

void Canvas::begin(double at_z) {
  z_ = at_z;
  std::ranges::fill(hu_, -1000.0F);
  std::ranges::fill(tissue_, Tissue::kOther);
}

Canvas::Box Canvas::box_around(double x_low, double x_high, double y_low, double y_high) const {
  const auto pixel = [this](double mm, int count) { return mm / pixel_mm_ + 0.5 * (count - 1); };
  return {std::max(0, static_cast<int>(std::floor(pixel(x_low, columns_)))),
          std::min(columns_ - 1, static_cast<int>(std::ceil(pixel(x_high, columns_)))),
          std::max(0, static_cast<int>(std::floor(pixel(y_low, rows_)))),
          std::min(rows_ - 1, static_cast<int>(std::ceil(pixel(y_high, rows_))))};
}

void Canvas::ellipse(const Ellipse& shape, double value) {
  if (shape.a <= 0.0 || shape.b <= 0.0) return;
  const double reach = std::max(shape.a, shape.b) + pixel_mm_;
  const Box box = box_around(shape.x - reach, shape.x + reach, shape.y - reach, shape.y + reach);
  const double cosine = deterministic::cos(shape.turn);
  const double sine = deterministic::sin(shape.turn);
  const double scale = std::min(shape.a, shape.b) / pixel_mm_;
  for (int row = box.first_row; row <= box.last_row; ++row) {
    const double dy = y_of(row) - shape.y;
    for (int column = box.first_column; column <= box.last_column; ++column) {
      const double dx = x_of(column) - shape.x;
      const double u = (dx * cosine + dy * sine) / shape.a;
      const double v = (dy * cosine - dx * sine) / shape.b;
      const double level = u * u + v * v;
      if (level > 4.0 && scale > 1.0) continue;
      const double share = std::clamp(0.5 + (1.0 - std::sqrt(level)) * scale, 0.0, 1.0);
      if (share <= 0.0) continue;
      const auto index = static_cast<std::size_t>(row * columns_ + column);
      hu_[index] = mixed(hu_[index], value, share);
      if (share >= 0.5) tissue_[index] = Tissue::kOther;
    }
  }
}

void Canvas::bone(const Ellipse& shape, double cortex_mm, double cortex_hu, double inner_hu) {
  ellipse(shape, cortex_hu);
  Ellipse inner = shape;
  inner.a -= cortex_mm;
  inner.b -= cortex_mm;
  ellipse(inner, inner_hu);
}

template <class Use>
void Canvas::scan_tube(const Tube& shape, Use use) {
  const double reach = std::max(shape.radius_from, shape.radius_to) + pixel_mm_;
  const double low_z = std::min(shape.from.z, shape.to.z) - reach;
  const double high_z = std::max(shape.from.z, shape.to.z) + reach;
  if (z_ < low_z || z_ > high_z) return;
  const Vec axis = shape.to - shape.from;
  const double square = std::max(dot(axis, axis), 1e-9);
  // Only the stretch of the axis that lies near the plane can reach it.
  double t_low = 0.0;
  double t_high = 1.0;
  if (std::abs(axis.z) > 1e-6) {
    const double t_a = (z_ - reach - shape.from.z) / axis.z;
    const double t_b = (z_ + reach - shape.from.z) / axis.z;
    t_low = std::clamp(std::min(t_a, t_b), 0.0, 1.0);
    t_high = std::clamp(std::max(t_a, t_b), 0.0, 1.0);
  }
  const Vec a = shape.from + t_low * axis;
  const Vec b = shape.from + t_high * axis;
  const Box box = box_around(std::min(a.x, b.x) - reach, std::max(a.x, b.x) + reach,
                             std::min(a.y, b.y) - reach, std::max(a.y, b.y) + reach);
  for (int row = box.first_row; row <= box.last_row; ++row) {
    for (int column = box.first_column; column <= box.last_column; ++column) {
      const Vec p{x_of(column), y_of(row), z_};
      const double t = std::clamp(dot(p - shape.from, axis) / square, 0.0, 1.0);
      const double radius = shape.radius_from + t * (shape.radius_to - shape.radius_from);
      const double distance = length(p - (shape.from + t * axis));
      if (distance > radius + pixel_mm_) continue;
      // A tube thinner than a pixel never covers it wholly.
      const double most = std::min(1.0, 2.2 * radius / pixel_mm_);
      const double share = most * std::clamp(0.5 + (radius - distance) / pixel_mm_, 0.0, 1.0);
      if (share > 0.0) use(static_cast<std::size_t>(row * columns_ + column), share);
    }
  }
}

void Canvas::tube(const Tube& shape, double value, Where where) {
  scan_tube(shape, [&](std::size_t index, double share) {
    if (where == Where::kLungOnly) {
      if (!is_lung(tissue_[index])) return;
      // Crossing vessels do not add up.
      const float painted = mixed(hu_[index], value, share);
      hu_[index] = std::max(hu_[index], painted);
      return;
    }
    hu_[index] = mixed(hu_[index], value, share);
    if (share >= 0.5) tissue_[index] = Tissue::kOther;
  });
}

void Canvas::airway(const Tube& shape, double wall_mm) {
  constexpr double kWall_hu = 20.0;
  // Below a millimeter of lumen an airway is part of the parenchyma.
  const bool marks = std::max(shape.radius_from, shape.radius_to) >= 1.0;
  Tube outer = shape;
  outer.radius_from += wall_mm;
  outer.radius_to += wall_mm;
  scan_tube(outer, [&](std::size_t index, double share) {
    hu_[index] = mixed(hu_[index], kWall_hu, share);
    if (marks && share >= 0.5) tissue_[index] = Tissue::kAirway;
  });
  lumen(shape);
}

void Canvas::lumen(const Tube& shape) {
  constexpr double kLumen_hu = -1000.0;
  scan_tube(shape, [&](std::size_t index, double share) {
    hu_[index] = mixed(hu_[index], kLumen_hu, share);
  });
}

void Canvas::sphere(Vec center, double radius, double value) {
  scan_tube({center, center, radius, radius}, [&](std::size_t index, double share) {
    if (is_lung(tissue_[index])) hu_[index] = mixed(hu_[index], value, share);
  });
}

double ValueNoise::lattice(int i, int j, int k) const {
  std::uint64_t h = seed_ + 0x9E3779B97F4A7C15ULL * static_cast<std::uint32_t>(i) +
                    0xC2B2AE3D27D4EB4FULL * static_cast<std::uint32_t>(j) +
                    0x165667B19E3779F9ULL * static_cast<std::uint32_t>(k);
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9ULL;
  h = (h ^ (h >> 27)) * 0x94D049BB133111EBULL;
  h ^= h >> 31;
  return static_cast<double>(h >> 11) * 0x1.0p-52 - 1.0;
}

double ValueNoise::at(Vec p) const {
  const double x = p.x / cell_mm_;
  const double y = p.y / cell_mm_;
  const double z = p.z / cell_mm_;
  const int i = static_cast<int>(std::floor(x));
  const int j = static_cast<int>(std::floor(y));
  const int k = static_cast<int>(std::floor(z));
  const double u = faded(x - i);
  const double v = faded(y - j);
  const double w = faded(z - k);
  const auto plane = [&](int level) {
    const double upper = lattice(i, j, level) * (1.0 - u) + lattice(i + 1, j, level) * u;
    const double lower = lattice(i, j + 1, level) * (1.0 - u) + lattice(i + 1, j + 1, level) * u;
    return upper * (1.0 - v) + lower * v;
  };
  return plane(k) * (1.0 - w) + plane(k + 1) * w;
}

void ValueNoise::add_plane(const Canvas& canvas, double gain, std::vector<float>& field) const {
  const double z = canvas.z() / cell_mm_;
  const int k = static_cast<int>(std::floor(z));
  const double w = faded(z - k);
  const int first_i = static_cast<int>(std::floor(canvas.x_of(0) / cell_mm_));
  const int first_j = static_cast<int>(std::floor(canvas.y_of(0) / cell_mm_));
  const int count_i =
      static_cast<int>(std::floor(canvas.x_of(canvas.columns() - 1) / cell_mm_)) - first_i + 2;
  const int count_j =
      static_cast<int>(std::floor(canvas.y_of(canvas.rows() - 1) / cell_mm_)) - first_j + 2;
  std::vector<float> nodes(static_cast<std::size_t>(count_i) * static_cast<std::size_t>(count_j));
  for (int j = 0; j < count_j; ++j) {
    for (int i = 0; i < count_i; ++i) {
      nodes[static_cast<std::size_t>(j * count_i + i)] =
          static_cast<float>(gain * (lattice(first_i + i, first_j + j, k) * (1.0 - w) +
                                     lattice(first_i + i, first_j + j, k + 1) * w));
    }
  }
  std::vector<int> cells(static_cast<std::size_t>(canvas.columns()));
  std::vector<float> shares(cells.size());
  for (int column = 0; column < canvas.columns(); ++column) {
    const double x = canvas.x_of(column) / cell_mm_;
    const int i = static_cast<int>(std::floor(x));
    cells[static_cast<std::size_t>(column)] = i - first_i;
    shares[static_cast<std::size_t>(column)] = static_cast<float>(faded(x - i));
  }
  for (int row = 0; row < canvas.rows(); ++row) {
    const double y = canvas.y_of(row) / cell_mm_;
    const int j = static_cast<int>(std::floor(y));
    const auto v = static_cast<float>(faded(y - j));
    const float* upper = nodes.data() + (j - first_j) * count_i;
    const float* lower = upper + count_i;
    float* out = field.data() + static_cast<std::size_t>(row * canvas.columns());
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const int i = cells[column];
      const float u = shares[column];
      const float top = upper[i] + (upper[i + 1] - upper[i]) * u;
      const float bottom = lower[i] + (lower[i + 1] - lower[i]) * u;
      out[column] += top + (bottom - top) * v;
    }
  }
}

}  // namespace overread::chest_ct
