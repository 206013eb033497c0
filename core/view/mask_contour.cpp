#include "core/view/mask_contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace overread {
namespace {

/// Doubled coordinates, so that half places are integers.
struct Node {
  int x = 0, y = 0;
  friend bool operator==(const Node&, const Node&) = default;
};

struct NodeHash {
  std::size_t operator()(const Node& node) const {
    return static_cast<std::size_t>(node.x) * 1000003u ^ static_cast<std::size_t>(node.y);
  }
};

/// Which pixels of a row have the label, with one outside at each end: entry c + 1 is column c.
class LabelRow {
 public:
  LabelRow(const LabelMask& mask, int label, int slice)
      : mask_(&mask),
        label_(static_cast<std::uint8_t>(label)),
        first_(static_cast<std::size_t>(mask.columns) * static_cast<std::size_t>(mask.rows) *
               static_cast<std::size_t>(slice)),
        inside_(static_cast<std::size_t>(mask.columns) + 2, 0) {}

  /// Rows out of the mask are empty.
  void load(int row) {
    any_ = false;
    if (row < 0 || row >= mask_->rows) {
      std::ranges::fill(inside_, std::uint8_t{0});
      return;
    }
    const auto columns = static_cast<std::size_t>(mask_->columns);
    const std::uint8_t* values =
        mask_->values.data() + first_ + static_cast<std::size_t>(row) * columns;
    for (std::size_t c = 0; c < columns; ++c) {
      inside_[c + 1] = values[c] == label_ ? 1 : 0;
      any_ |= inside_[c + 1] != 0;
    }
  }
  bool any() const { return any_; }
  int operator()(int column) const { return inside_[static_cast<std::size_t>(column + 1)]; }

 private:
  const LabelMask* mask_;
  std::uint8_t label_;
  std::size_t first_;
  std::vector<std::uint8_t> inside_;
  bool any_ = false;
};

/// Sides of a cell between four pixel centers.
enum Side { kTop, kRight, kBottom, kLeft };

Node middle_of(Side side, int column, int row) {
  switch (side) {
    case kTop:
      return {2 * column + 1, 2 * row};
    case kRight:
      return {2 * column + 2, 2 * row + 1};
    case kBottom:
      return {2 * column + 1, 2 * row + 2};
    case kLeft:
      return {2 * column, 2 * row + 1};
  }
  return {};
}

struct Cut {
  Side from, to;
};

/// Lines through a cell by its inside corners (1 top left, 2 top right, 4 bottom right, 8 bottom
/// left), the inside on the right as seen on the screen.
struct Cuts {
  int count = 0;
  std::array<Cut, 2> cuts{};
};
constexpr std::array<Cuts, 16> kCuts{{
    {},                                         // none
    {1, {{{kTop, kLeft}}}},                     // top left
    {1, {{{kRight, kTop}}}},                    // top right
    {1, {{{kRight, kLeft}}}},                   // top
    {1, {{{kBottom, kRight}}}},                 // bottom right
    {2, {{{kTop, kLeft}, {kBottom, kRight}}}},  // both on the falling diagonal, apart
    {1, {{{kBottom, kTop}}}},                   // right
    {1, {{{kBottom, kLeft}}}},                  // all but bottom left
    {1, {{{kLeft, kBottom}}}},                  // bottom left
    {1, {{{kTop, kBottom}}}},                   // left
    {2, {{{kRight, kTop}, {kLeft, kBottom}}}},  // both on the rising diagonal, apart
    {1, {{{kRight, kBottom}}}},                 // all but bottom right
    {1, {{{kLeft, kRight}}}},                   // bottom
    {1, {{{kTop, kRight}}}},                    // all but top right
    {1, {{{kLeft, kTop}}}},                     // all but top left
    {},                                         // all
}};

}  // namespace

std::vector<std::vector<Point<Image>>> mask_contours(const LabelMask& mask, int label, int slice) {
  const std::size_t needed = static_cast<std::size_t>(mask.columns) *
                             static_cast<std::size_t>(mask.rows) *
                             static_cast<std::size_t>(mask.slices);
  if (label < 1 || label > 255 || slice < 0 || slice >= mask.slices || mask.values.size() < needed)
    return {};
  LabelRow upper(mask, label, slice), lower(mask, label, slice);
  // Each middle is left by exactly one line: a side is shared by two cells, one of which enters it.
  std::unordered_map<Node, Node, NodeHash> next;
  std::vector<Node> starts;
  lower.load(-1);
  for (int row = -1; row < mask.rows; ++row) {
    std::swap(upper, lower);
    lower.load(row + 1);
    if (!upper.any() && !lower.any()) continue;
    for (int column = -1; column < mask.columns; ++column) {
      const int kind =
          upper(column) | upper(column + 1) << 1 | lower(column + 1) << 2 | lower(column) << 3;
      const Cuts& cuts = kCuts[static_cast<std::size_t>(kind)];
      for (int i = 0; i < cuts.count; ++i) {
        const Cut cut = cuts.cuts[static_cast<std::size_t>(i)];
        const Node from = middle_of(cut.from, column, row);
        next.emplace(from, middle_of(cut.to, column, row));
        starts.push_back(from);
      }
    }
  }
  std::vector<std::vector<Point<Image>>> lines;
  for (const Node& start : starts) {
    std::vector<Point<Image>> line;
    Node node = start;
    for (auto at = next.find(node); at != next.end(); at = next.find(node)) {
      line.emplace_back(node.x / 2.0, node.y / 2.0);
      node = at->second;
      next.erase(at);
    }
    if (line.size() >= 3) lines.push_back(without_straight_points(line));
  }
  return lines;
}

std::vector<Point<Image>> without_straight_points(const std::vector<Point<Image>>& closed_line) {
  const std::size_t count = closed_line.size();
  if (count < 4) return closed_line;
  std::vector<Point<Image>> kept;
  for (std::size_t i = 0; i < count; ++i) {
    const Vector<Image> in = closed_line[i] - closed_line[(i + count - 1) % count];
    const Vector<Image> out = closed_line[(i + 1) % count] - closed_line[i];
    if (std::fabs(in.x() * out.y() - in.y() * out.x()) > 1e-12) kept.push_back(closed_line[i]);
  }
  return kept.size() >= 3 ? kept : closed_line;
}

}  // namespace overread
