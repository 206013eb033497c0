#include "core/phantom/spine_truth.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"
#include "core/base/uid.hpp"
#include "core/findings/concepts.hpp"
#include "core/findings/scoliosis_grading.hpp"

namespace overread {
namespace {

namespace dm = deterministic;

constexpr double kSmallReversalDeg = 4.0;
constexpr double kSmallestCurveDeg = 1.0;

Point<Image> center_of(const SpineVertebra& v) {
  double x = 0.0, y = 0.0;
  for (const auto& corner : v.corners) x += 0.25 * corner.x(), y += 0.25 * corner.y();
  return {x, y};
}

// Tilt of the line between two picture points, degrees, right end down > 0.
double line_deg(Point<Image> left, Point<Image> right) {
  return dm::atan2(right.y() - left.y(), right.x() - left.x()) * 180.0 / dm::kPi;
}
double superior_deg(const SpineVertebra& v) { return line_deg(v.corners[0], v.corners[1]); }
double inferior_deg(const SpineVertebra& v) { return line_deg(v.corners[3], v.corners[2]); }

// Indices at which the middle tilt turns round, the two ends included.
std::vector<int> turning_points(std::span<const SpineVertebra> vertebrae) {
  std::vector<double> tilt;
  for (const SpineVertebra& v : vertebrae)
    tilt.push_back(0.5 * (superior_deg(v) + inferior_deg(v)));
  const int count = static_cast<int>(tilt.size());
  const auto at = [&](int i) { return tilt[static_cast<std::size_t>(i)]; };
  std::vector<int> turns;
  int low = 0, high = 0, direction = 0;
  for (int i = 1; i < count; ++i) {
    if (direction >= 0 && at(i) > at(high)) high = i;
    if (direction <= 0 && at(i) < at(low)) low = i;
    if (direction == 0) {
      if (at(high) - at(i) >= kSmallReversalDeg) {
        turns.push_back(high), direction = -1, low = i;
      } else if (at(i) - at(low) >= kSmallReversalDeg) {
        turns.push_back(low), direction = 1, high = i;
      }
    } else if (direction > 0 && at(high) - at(i) >= kSmallReversalDeg) {
      turns.push_back(high), direction = -1, low = i;
    } else if (direction < 0 && at(i) - at(low) >= kSmallReversalDeg) {
      turns.push_back(low), direction = 1, high = i;
    }
  }
  if (direction == 0) return low < high ? std::vector<int>{low, high} : std::vector<int>{high, low};
  turns.push_back(direction > 0 ? high : low);
  // The stretch above the first turn is a curve of its own when it bends enough.
  int opposite = turns.front();
  for (int i = 0; i < turns.front(); ++i) {
    const bool further =
        at(turns.front()) > at(turns[1]) ? at(i) < at(opposite) : at(i) > at(opposite);
    if (further) opposite = i;
  }
  if (std::abs(at(opposite) - at(turns.front())) >= kSmallReversalDeg)
    turns.insert(turns.begin(), opposite);
  return turns;
}

}  // namespace

std::string spine_region_of_apex(int level) {
  if (level <= 5) return "proximal thoracic";
  if (level <= 11) return "thoracic";
  if (level <= 13) return "thoracolumbar";
  return "lumbar";
}

std::vector<SpineTrueCurve> spine_true_curves(std::span<const SpineVertebra> vertebrae) {
  std::vector<SpineTrueCurve> curves;
  const std::vector<int> turns = turning_points(vertebrae);
  const int last = static_cast<int>(vertebrae.size()) - 1;
  const auto at = [&](int i) -> const SpineVertebra& {
    return vertebrae[static_cast<std::size_t>(i)];
  };
  for (std::size_t k = 0; k + 1 < turns.size(); ++k) {
    SpineTrueCurve curve;
    double best = -1.0;
    // The end vertebrae are the most tilted ones by the plates that are measured.
    for (int upper = std::max(0, turns[k] - 1); upper <= std::min(last, turns[k] + 1); ++upper) {
      for (int lower = std::max(0, turns[k + 1] - 1); lower <= std::min(last, turns[k + 1] + 1);
           ++lower) {
        if (lower <= upper) continue;
        const double angle = superior_deg(at(upper)) - inferior_deg(at(lower));
        if (std::abs(angle) <= best) continue;
        best = std::abs(angle);
        curve = {.upper = upper,
                 .lower = lower,
                 .apex = upper,
                 .cobb_deg = best,
                 .convex_right = angle > 0.0};
      }
    }
    if (best < kSmallestCurveDeg) continue;
    const Point<Image> top = center_of(at(curve.upper)), bottom = center_of(at(curve.lower));
    double furthest = -1.0;
    for (int i = curve.upper; i <= curve.lower; ++i) {
      const Point<Image> center = center_of(at(i));
      const double chord =
          top.x() + (bottom.x() - top.x()) * (center.y() - top.y()) / (bottom.y() - top.y());
      if (std::abs(center.x() - chord) > furthest)
        furthest = std::abs(center.x() - chord), curve.apex = i;
    }
    curves.push_back(curve);
  }
  return curves;
}

Truth spine_truth(const SpinePhantom& phantom) {
  Truth truth;
  truth.kind = "spine";
  truth.seed = phantom.seed;
  const Dataset dataset = spine_dataset(phantom);
  truth.input.study_instance_uid = dataset.text({0x0020, 0x000D});
  truth.input.series_instance_uid = dataset.text({0x0020, 0x000E});
  truth.input.sop_instance_uids = {dataset.text({0x0008, 0x0018})};
  const std::string& sop = truth.input.sop_instance_uids.front();
  const std::vector<SpineTrueCurve> curves = spine_true_curves(phantom.vertebrae);
  const SpineTrueCurve* major = nullptr;
  const auto measured = [&](const SpineTrueCurve& curve) {
    const auto& upper = phantom.vertebrae[static_cast<std::size_t>(curve.upper)];
    const auto& lower = phantom.vertebrae[static_cast<std::size_t>(curve.lower)];
    const auto& apex = phantom.vertebrae[static_cast<std::size_t>(curve.apex)];
    return Measurement{.concept_name = concepts::cobb_angle(),
                       .value = curve.cobb_deg,
                       .unit = "deg",
                       .site = spine_region_of_apex(curve.apex),
                       .laterality = curve.convex_right ? "right" : "left",
                       .method = "superior end plate of " + upper.name +
                                 " to inferior end plate of " + lower.name + ", apex " + apex.name};
  };
  for (const SpineTrueCurve& curve : curves) {
    if (major == nullptr || curve.cobb_deg > major->cobb_deg) major = &curve;
    if (curve.cobb_deg < kScoliosisThresholdDeg) continue;
    Finding finding;
    finding.concept_name = concepts::scoliosis();
    finding.measurements = {measured(curve)};
    finding.site = finding.measurements.front().site;
    finding.laterality = finding.measurements.front().laterality;
    finding.grades = scoliosis_grades(curve.cobb_deg);
    const auto& upper = phantom.vertebrae[static_cast<std::size_t>(curve.upper)];
    const auto& lower = phantom.vertebrae[static_cast<std::size_t>(curve.lower)];
    const auto add = [&](RegionKind kind, std::vector<Point<Image>> points, std::string role) {
      Region region;
      region.kind = kind;
      region.sop_instance_uid = sop;
      region.points = std::move(points);
      region.role = std::move(role);
      finding.regions.push_back(std::move(region));
    };
    add(RegionKind::kPolyline, {upper.corners[0], upper.corners[1]}, "superior end plate");
    add(RegionKind::kPolyline, {lower.corners[3], lower.corners[2]}, "inferior end plate");
    for (int i = curve.upper; i <= curve.lower; ++i) {
      const SpineVertebra& v = phantom.vertebrae[static_cast<std::size_t>(i)];
      add(RegionKind::kPolygon, {v.corners.begin(), v.corners.end()}, "vertebra " + v.name);
    }
    truth.findings.push_back(std::move(finding));
  }
  if (major != nullptr) {
    truth.measurements = {measured(*major)};
    truth.grades = scoliosis_grades(major->cobb_deg);
  }
  return truth;
}

}  // namespace overread
