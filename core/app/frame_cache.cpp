#include "core/app/frame_cache.hpp"

#include <algorithm>

namespace overread {

std::shared_ptr<const DecodedFrame> FrameCache::find(const std::string& sop_instance_uid,
                                                     int frame_number) const {
  const auto entry = entries_.find({sop_instance_uid, frame_number});
  if (entry == entries_.end()) return nullptr;
  entry->second.used = ++clock_;
  return entry->second.frame;
}

bool FrameCache::contains(const std::string& sop_instance_uid, int frame_number) const {
  return entries_.contains({sop_instance_uid, frame_number});
}

void FrameCache::insert(const std::string& sop_instance_uid, int frame_number,
                        std::shared_ptr<const DecodedFrame> frame) {
  Entry& entry = entries_[{sop_instance_uid, frame_number}];
  if (entry.frame) size_ -= entry.frame->pixels.size();
  size_ += frame->pixels.size();
  entry = {std::move(frame), ++clock_};
  shrink();
}

void FrameCache::forget(const std::string& sop_instance_uid) {
  auto entry = entries_.lower_bound({sop_instance_uid, 0});
  while (entry != entries_.end() && entry->first.first == sop_instance_uid) {
    size_ -= entry->second.frame->pixels.size();
    entry = entries_.erase(entry);
  }
}

void FrameCache::shrink() {
  // The newest always stays, even when it alone is over the budget: it is on screen.
  while (size_ > budget_ && entries_.size() > 1) {
    const auto oldest =
        std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second.used; });
    size_ -= oldest->second.frame->pixels.size();
    entries_.erase(oldest);
  }
}

}  // namespace overread
