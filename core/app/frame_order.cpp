#include "core/app/frame_order.hpp"

namespace overread {

FrameOrder::FrameOrder(int index, int count, ScrollDirection direction)
    : index_(index), count_(count) {
  if (direction == ScrollDirection::kBackward) sign_ = -1;
  if (direction != ScrollDirection::kNone) ahead_in_turn_ = kAhead;
}

std::optional<int> FrameOrder::next() {
  if (ahead_ == 0) {
    ++ahead_;
    if (is_inside(index_)) return index_;
  }
  const int ahead = index_ + sign_ * ahead_;
  const int behind = index_ - sign_ * behind_;
  const bool behind_due = turn_ >= ahead_in_turn_ || !is_inside(ahead);
  if (behind_due && is_inside(behind)) {
    turn_ = 0;
    ++behind_;
    return behind;
  }
  if (!is_inside(ahead)) return std::nullopt;
  ++turn_;
  ++ahead_;
  return ahead;
}

}  // namespace overread
