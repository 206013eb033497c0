#include "core/app/frame_cache.hpp"

#include <algorithm>
#include <utility>

namespace overread {
namespace {

/// As many as there are viewports.
constexpr std::size_t kRecentFrames = 4;

}  // namespace

/// A frame whose pixels are in a store.
class KeptFrame {
 public:
  /// Null when the store has no memory for it.
  static std::shared_ptr<const KeptFrame> create(std::shared_ptr<FrameStore> store, int number,
                                                 const DecodedFrame& frame) {
    if (!store->keep(number, frame.pixels)) return nullptr;
    return std::shared_ptr<const KeptFrame>(new KeptFrame(std::move(store), number, frame));
  }
  ~KeptFrame() { store_->drop(number_); }
  KeptFrame(const KeptFrame&) = delete;
  KeptFrame& operator=(const KeptFrame&) = delete;

  std::shared_ptr<const DecodedFrame> frame() const {
    auto frame = std::make_shared<DecodedFrame>(description_);
    frame->pixels.resize(size_);
    store_->copy(number_, frame->pixels);
    return frame;
  }

 private:
  KeptFrame(std::shared_ptr<FrameStore> store, int number, const DecodedFrame& frame)
      : store_(std::move(store)),
        number_(number),
        description_{.rows = frame.rows,
                     .columns = frame.columns,
                     .samples_per_pixel = frame.samples_per_pixel,
                     .bits_allocated = frame.bits_allocated,
                     .bits_stored = frame.bits_stored,
                     .pixel_representation = frame.pixel_representation,
                     .frame_count = frame.frame_count,
                     .photometric_interpretation = frame.photometric_interpretation,
                     .sample_type = frame.sample_type,
                     .pixels = {}},
        size_(frame.pixels.size()) {}

  std::shared_ptr<FrameStore> store_;
  int number_;
  DecodedFrame description_;
  std::size_t size_;
};

std::shared_ptr<const DecodedFrame> FrameCache::find(const std::string& sop_instance_uid,
                                                     int frame_number) const {
  const auto found = entries_.find({sop_instance_uid, frame_number});
  if (found == entries_.end()) return nullptr;
  const Entry& entry = found->second;
  entry.used = ++clock_;
  if (entry.kept == nullptr) return entry.frame;
  auto frame = entry.held.lock();
  if (frame == nullptr) entry.held = frame = entry.kept->frame();
  touch(frame);
  return frame;
}

void FrameCache::mark_used(const std::string& sop_instance_uid, int frame_number) const {
  const auto entry = entries_.find({sop_instance_uid, frame_number});
  if (entry != entries_.end()) entry->second.used = ++clock_;
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
  const Key key(sop_instance_uid, frame_number);
  if (const auto old = entries_.find(key); old != entries_.end()) erase(old);
  Entry& entry = entries_[key];
  entry = {.frame = std::move(frame),
           .kept = nullptr,
           .held = {},
           .overlays = nullptr,
           .size = 0,
           .used = ++clock_};
  entry.size = entry.frame->pixels.size();
  if (store_ != nullptr) entry.kept = KeptFrame::create(store_, next_number_++, *entry.frame);
  if (entry.kept != nullptr) {
    entry.held = entry.frame;
    touch(std::move(entry.frame));
    entry.frame = nullptr;
  }
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
    entry = erase(entry);
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
    erase(oldest);
  }
}

FrameCache::Entries::iterator FrameCache::erase(Entries::iterator entry) {
  size_ -= entry->second.size;
  if (const auto held = entry->second.held.lock()) std::erase(recent_, held);
  return entries_.erase(entry);
}

void FrameCache::touch(std::shared_ptr<const DecodedFrame> frame) const {
  std::erase(recent_, frame);
  recent_.push_back(std::move(frame));
  if (recent_.size() > kRecentFrames) recent_.erase(recent_.begin());
}

}  // namespace overread
