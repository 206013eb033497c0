#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "core/dicom/file.hpp"
#include "core/image/overlay_plane.hpp"

namespace overread {

/// Decoded frames and the overlay planes over them, by SOP Instance UID and frame number, the least
/// recently used let go first.
class FrameCache {
 public:
  static constexpr std::size_t kDefaultBudget = 512u << 20;

  explicit FrameCache(std::size_t budget_bytes = kDefaultBudget) : budget_(budget_bytes) {}

  /// The frame, or null. Counts as a use.
  std::shared_ptr<const DecodedFrame> find(const std::string& sop_instance_uid,
                                           int frame_number) const;
  /// The planes over a frame, or null when there are none.
  std::shared_ptr<const std::vector<OverlayPlane>> overlays(const std::string& sop_instance_uid,
                                                            int frame_number) const;
  bool contains(const std::string& sop_instance_uid, int frame_number) const;
  void insert(const std::string& sop_instance_uid, int frame_number,
              std::shared_ptr<const DecodedFrame> frame, std::vector<OverlayPlane> overlays = {});
  void forget(const std::string& sop_instance_uid);
  std::size_t size_bytes() const { return size_; }
  std::size_t budget_bytes() const { return budget_; }
  /// Lets go of what is over a smaller budget.
  void set_budget(std::size_t budget_bytes);

 private:
  struct Entry {
    std::shared_ptr<const DecodedFrame> frame;
    std::shared_ptr<const std::vector<OverlayPlane>> overlays;
    std::size_t size = 0;  ///< Bytes of both.
    mutable std::uint64_t used = 0;
  };
  using Key = std::pair<std::string, int>;

  void shrink();

  std::map<Key, Entry> entries_;
  std::size_t budget_;
  std::size_t size_ = 0;
  mutable std::uint64_t clock_ = 0;
};

}  // namespace overread
