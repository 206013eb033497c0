#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/app/frame_store.hpp"
#include "core/dicom/file.hpp"
#include "core/image/overlay_plane.hpp"

namespace overread {

class KeptFrame;

/// Decoded frames and the overlay planes over them, by SOP Instance UID and frame number, the least
/// recently used let go first. With a store only the frames that somebody holds, and the last few
/// that were used, are in this program's own memory.
class FrameCache {
 public:
  static constexpr std::size_t kDefaultBudget = 512u << 20;

  explicit FrameCache(std::size_t budget_bytes = kDefaultBudget) : budget_(budget_bytes) {}

  /// Frames that are inserted from now on are kept there.
  void keep_in(std::shared_ptr<FrameStore> store) { store_ = std::move(store); }
  /// The frame, or null. Counts as a use. The same object for all who hold it at one time.
  std::shared_ptr<const DecodedFrame> find(const std::string& sop_instance_uid,
                                           int frame_number) const;
  /// A use of a frame that need not be at hand.
  void mark_used(const std::string& sop_instance_uid, int frame_number) const;
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
    /// Null when it is kept in the store.
    std::shared_ptr<const DecodedFrame> frame;
    std::shared_ptr<const KeptFrame> kept;
    mutable std::weak_ptr<const DecodedFrame> held;  ///< What others have of the one kept.
    std::shared_ptr<const std::vector<OverlayPlane>> overlays;
    std::size_t size = 0;  ///< Bytes of both.
    mutable std::uint64_t used = 0;
  };
  using Key = std::pair<std::string, int>;

  using Entries = std::map<Key, Entry>;

  void shrink();
  Entries::iterator erase(Entries::iterator entry);
  /// Holds a frame of the store until some others were used.
  void touch(std::shared_ptr<const DecodedFrame> frame) const;

  std::shared_ptr<FrameStore> store_;
  int next_number_ = 1;
  Entries entries_;
  mutable std::vector<std::shared_ptr<const DecodedFrame>> recent_;  ///< The last used one last.
  std::size_t budget_;
  std::size_t size_ = 0;
  mutable std::uint64_t clock_ = 0;
};

}  // namespace overread
