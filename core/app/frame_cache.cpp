#include "core/app/frame_cache.hpp"

#include <algorithm>
#include <utility>

namespace overread {

std::shared_ptr<const DecodedFrame> FrameCache::find(const std::string& sop_instance_uid,
                                                     int frame_number) const {
  const auto entry = entries_.find({sop_instance_uid, frame_number});
  if (entry == entries_.end()) return nullptr;
  entry->second.used = ++clock_;
  return entry->second.frame;
}

std::shared_ptr<const std::vector<OverlayPlane>> FrameCache::overlays(
    const std::string& sop_instance_uid, int frame_number) const {
  const auto entry = entries_.find({sop_instance_uid, frame_number});
  return entry == entries_.end() ? nullptr : entry->second.overlays;
}

bool FrameCache::contains(const std::string& sop_instance_uid, int frame_number) const {
  return entries_.contains({sop_instance_uid, frame_number});
}

void FrameCache::insert(const std::string& sop_instance_uid, int frame_number,
                        std::shared_ptr<const DecodedFrame> frame,
                        std::vector<OverlayPlane> overlays) {
  Entry& entry = entries_[{sop_instance_uid, frame_number}];
  size_ -= entry.size;
  entry = {.frame = std::move(frame), .overlays = nullptr, .size = 0, .used = ++clock_};
  entry.size = entry.frame->pixels.size();
  for (const OverlayPlane& plane : overlays) entry.size += plane.bits.size();
  if (!overlays.empty()) {
    entry.overlays = std::make_shared<const std::vector<OverlayPlane>>(std::move(overlays));
  }
  size_ += entry.size;
  shrink();
}

void FrameCache::forget(const std::string& sop_instance_uid) {
  auto entry = entries_.lower_bound({sop_instance_uid, 0});
  while (entry != entries_.end() && entry->first.first == sop_instance_uid) {
    size_ -= entry->second.size;
    entry = entries_.erase(entry);
  }
}

void FrameCache::set_budget(std::size_t budget_bytes) {
  budget_ = budget_bytes;
  shrink();
}

void FrameCache::shrink() {
  // The newest always stays, even when it alone is over the budget: it is on screen.
  while (size_ > budget_ && entries_.size() > 1) {
    const auto oldest =
        std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second.used; });
    size_ -= oldest->second.size;
    entries_.erase(oldest);
  }
}

}  // namespace overread
