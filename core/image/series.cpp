#include "core/image/series.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/geometry/image_plane.hpp"
#include "core/image/stack_geometry.hpp"

namespace overread {
namespace {

using SeriesKey = std::tuple<std::string, int, std::string>;

SeriesKey series_key(const InstanceHeader& header) {
  return {header.study_instance_uid, header.series_number, header.series_instance_uid};
}

auto instance_order(const InstanceHeader& header) {
  return std::tie(header.instance_number, header.acquisition_number, header.sop_instance_uid);
}

/// The frames of a header differ in orientation, so that it cannot be part of one stack.
bool turns_within(const InstanceHeader& header) {
  return std::ranges::any_of(header.planes, [&](const FramePlane& plane) {
    return !same_orientation(header.planes.front(), plane);
  });
}

std::vector<SeriesFrame> frames_of(const std::vector<InstanceHeader>& instances) {
  std::vector<SeriesFrame> frames;
  for (std::size_t i = 0; i < instances.size(); ++i) {
    if (!instances[i].has_image()) continue;
    for (int number = 1; number <= instances[i].frame_count; ++number) {
      frames.push_back({.instance = static_cast<int>(i), .frame_number = number});
    }
  }
  return frames;
}

/// Sorts instances by number; frames by position along the normal where that means something.
Series make_series(std::vector<InstanceHeader> instances, bool one_orientation) {
  Series series;
  std::ranges::sort(instances, [](const InstanceHeader& a, const InstanceHeader& b) {
    return instance_order(a) < instance_order(b);
  });
  series.instances = std::move(instances);
  series.frames = frames_of(series.instances);
  const auto plane_of = [&](const SeriesFrame& frame) {
    return series.instances[static_cast<std::size_t>(frame.instance)].plane(frame.frame_number);
  };
  const bool placed =
      !series.frames.empty() && std::ranges::all_of(series.frames, [&](const SeriesFrame& frame) {
        return plane_of(frame) != nullptr;
      });
  // A cine loop has one plane for all its frames: they are moments, not slices.
  const bool cine = std::ranges::any_of(series.instances, [](const InstanceHeader& header) {
    return header.frame_count > 1 && header.planes.size() == 1;
  });
  if (!placed || !one_orientation || cine) return series;

  const Vector<Patient> normal =
      slice_normal(plane_of(series.frames.front())->image_orientation_patient);
  std::ranges::stable_sort(series.frames, {}, [&](const SeriesFrame& frame) {
    return position_along_normal_mm(*plane_of(frame), normal);
  });
  std::vector<FramePlane> planes;
  planes.reserve(series.frames.size());
  for (const SeriesFrame& frame : series.frames) planes.push_back(*plane_of(frame));
  series.warnings = geometry_warnings(stack_geometry(planes));
  return series;
}

/// One stack-to-be: headers of one size and orientation.
struct Group {
  std::vector<InstanceHeader> headers;

  bool takes(const InstanceHeader& header) const {
    const InstanceHeader& mine = headers.front();
    if (mine.has_image() != header.has_image()) return false;
    if (!header.has_image()) return true;
    if (mine.planes.empty() || header.planes.empty()) {
      return mine.planes.empty() && header.planes.empty();
    }
    return mine.rows == header.rows && mine.columns == header.columns &&
           same_orientation(mine.planes.front(), header.planes.front());
  }
};

std::vector<Group> groups_of(std::vector<InstanceHeader> headers) {
  std::ranges::sort(headers, [](const InstanceHeader& a, const InstanceHeader& b) {
    return instance_order(a) < instance_order(b);
  });
  std::vector<Group> groups;
  for (InstanceHeader& header : headers) {
    const auto found =
        std::ranges::find_if(groups, [&](const Group& group) { return group.takes(header); });
    if (found == groups.end()) {
      groups.emplace_back().headers.push_back(std::move(header));
    } else {
      found->headers.push_back(std::move(header));
    }
  }
  return groups;
}

/// Orientations among the groups that have geometry.
int orientation_count(const std::vector<Group>& groups) {
  std::vector<const FramePlane*> seen;
  for (const Group& group : groups) {
    if (group.headers.front().planes.empty()) continue;
    const FramePlane& plane = group.headers.front().planes.front();
    const bool known = std::ranges::any_of(
        seen, [&](const FramePlane* other) { return same_orientation(*other, plane); });
    if (!known) seen.push_back(&plane);
  }
  return static_cast<int>(seen.size());
}

void add_series(std::vector<InstanceHeader> headers, std::vector<Series>& out) {
  std::vector<Group> groups = groups_of(std::move(headers));
  const int orientations = orientation_count(groups);
  const GeometryWarning mixed{GeometryWarning::Kind::kMixedOrientation,
                              static_cast<double>(orientations)};
  if (orientations > kMaxStackOrientations) {
    std::vector<InstanceHeader> all;
    for (Group& group : groups) {
      std::ranges::move(group.headers, std::back_inserter(all));
    }
    Series& series = out.emplace_back(make_series(std::move(all), false));
    series.warnings.push_back(mixed);
    return;
  }
  for (Group& group : groups) {
    const bool turning = std::ranges::any_of(group.headers, turns_within);
    Series& series = out.emplace_back(make_series(std::move(group.headers), !turning));
    if (turning) {
      series.warnings.push_back({GeometryWarning::Kind::kMixedOrientation, 2.0});
    } else if (orientations > 1 && !series.instances.front().planes.empty()) {
      series.warnings.push_back(mixed);
    }
  }
}

}  // namespace

std::vector<Series> group_into_series(std::vector<InstanceHeader> headers) {
  std::map<SeriesKey, std::vector<InstanceHeader>> by_series;
  for (InstanceHeader& header : headers) {
    const SeriesKey key = series_key(header);
    by_series[key].push_back(std::move(header));
  }
  std::vector<Series> all;
  for (auto& [key, members] : by_series) add_series(std::move(members), all);
  return all;
}

}  // namespace overread
