#pragma once

#include <optional>

namespace overread {

/// Which way a reader goes through a stack.
enum class ScrollDirection { kNone, kForward, kBackward };

/// Frames of a stack in the order in which a reader is likely to want them: the one shown, then
/// those beside it, nearest first. Without a direction both sides take turns, forward first; with
/// one, kAhead frames on that side come for each one behind. Where one side has ended the other
/// goes on alone, so every frame comes once.
class FrameOrder {
 public:
  /// A reader who scrolls goes on more often than he turns round, and what he has passed is mostly
  /// still there; but he does turn round, to look again, and must not wait for it either.
  static constexpr int kAhead = 3;

  /// @param index  0-based position of the frame shown, below `count`.
  FrameOrder(int index, int count, ScrollDirection direction);

  /// The next 0-based position; nothing when there are no more.
  std::optional<int> next();

 private:
  bool is_inside(int position) const { return position >= 0 && position < count_; }

  int index_, count_;
  int sign_ = 1;           ///< Of steps ahead.
  int ahead_in_turn_ = 1;  ///< Frames ahead for one behind.
  int ahead_ = 0;          ///< The next distance ahead; 0 is the frame shown.
  int behind_ = 1;         ///< The next distance behind.
  int turn_ = 0;           ///< Frames ahead since the last one behind.
};

}  // namespace overread
