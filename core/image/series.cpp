#include "core/image/series.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "core/image/series_stacks.hpp"

namespace overread {
namespace {

using SeriesKey = std::tuple<std::string, int, std::string>;

SeriesKey series_key(const InstanceHeader& header) {
  return {header.study_instance_uid, header.series_number, header.series_instance_uid};
}

/// All parts of a concatenation have the same Instance Number. PS3.3 C.7.6.16
auto instance_order(const InstanceHeader& header) {
  return std::tie(header.instance_number, header.concatenation.uid, header.concatenation.number,
                  header.concatenation.frame_offset, header.acquisition_number,
                  header.sop_instance_uid);
}

/// In order, each SOP Instance UID once. Two that claim one cannot both be shown, as frames are
/// fetched by it: the first by content stays, whichever was read first.
void remove_repeated(std::vector<InstanceHeader>& instances) {
  std::ranges::sort(instances, [](const InstanceHeader& a, const InstanceHeader& b) {
    return instance_order(a) < instance_order(b);
  });
  std::map<std::string, std::size_t> first_at;
  std::vector<bool> drop(instances.size(), false);
  for (std::size_t i = 0; i < instances.size(); ++i) {
    if (instances[i].sop_instance_uid.empty()) continue;
    const auto [at, is_new] = first_at.try_emplace(instances[i].sop_instance_uid, i);
    if (is_new) continue;
    const bool earlier = to_json(instances[i]) < to_json(instances[at->second]);
    drop[earlier ? at->second : i] = true;
    if (earlier) at->second = i;
  }
  std::size_t i = 0;
  std::erase_if(instances, [&](const InstanceHeader&) { return drop[i++]; });
}

}  // namespace

std::vector<Series> group_into_series(std::vector<InstanceHeader> headers) {
  std::map<SeriesKey, std::vector<InstanceHeader>> by_series;
  for (InstanceHeader& header : headers) {
    const SeriesKey key = series_key(header);
    by_series[key].push_back(std::move(header));
  }
  std::vector<Series> all;
  for (auto& [key, members] : by_series) {
    remove_repeated(members);
    std::ranges::move(stacks_of_series(members), std::back_inserter(all));
  }
  return all;
}

std::vector<std::string> sop_instance_uids(const Series& series) {
  std::vector<std::string> uids;
  std::vector<bool> listed(series.instances.size(), false);
  for (const SeriesFrame& frame : series.frames) {
    const auto instance = static_cast<std::size_t>(frame.instance);
    if (listed[instance]) continue;
    listed[instance] = true;
    uids.push_back(series.instances[instance].sop_instance_uid);
  }
  return uids;
}

}  // namespace overread
