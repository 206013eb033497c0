#include "core/ai/run_components.hpp"

#include <algorithm>
#include <cstring>

namespace overread {
namespace {

class Forest {
 public:
  std::uint32_t add() {
    parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
    return parents_.back();
  }
  std::uint32_t root(std::uint32_t node) {
    while (parents_[node] != node) {
      parents_[node] = parents_[parents_[node]];
      node = parents_[node];
    }
    return node;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    // The older one wins, so that components are numbered in scan order.
    if (a < b) parents_[b] = a;
    if (b < a) parents_[a] = b;
  }

 private:
  std::vector<std::uint32_t> parents_;
};

/// Joins the runs of two neighboring rows that share a column.
void join_rows(std::span<RunComponents::Run> upper, std::span<RunComponents::Run> lower,
               Forest& forest) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < upper.size() && j < lower.size()) {
    if (upper[i].end <= lower[j].begin) {
      ++i;
    } else if (lower[j].end <= upper[i].begin) {
      ++j;
    } else {
      forest.join(upper[i].component, lower[j].component);
      if (upper[i].end < lower[j].end) {
        ++i;
      } else {
        ++j;
      }
    }
  }
}

void grow(Component& component, const RunComponents::Run& run, int row, int slice) {
  const int length = run.end - run.begin;
  if (component.voxels == 0) {
    component.first_column = run.begin;
    component.last_column = run.end - 1;
    component.first_row = component.last_row = row;
    component.first_slice = component.last_slice = slice;
  }
  component.voxels += static_cast<std::size_t>(length);
  component.first_column = std::min(component.first_column, run.begin);
  component.last_column = std::max(component.last_column, run.end - 1);
  component.first_row = std::min(component.first_row, row);
  component.last_row = std::max(component.last_row, row);
  component.first_slice = std::min(component.first_slice, slice);
  component.last_slice = std::max(component.last_slice, slice);
  component.column_sum += 0.5 * static_cast<double>(run.begin + run.end - 1) * length;
  component.row_sum += static_cast<double>(row) * length;
  component.slice_sum += static_cast<double>(slice) * length;
}

}  // namespace

RunComponents RunComponents::find(std::span<const std::uint8_t> mask, GridSize size,
                                  Connectivity connectivity) {
  RunComponents found;
  found.size_ = size;
  const auto row_count =
      static_cast<std::size_t>(size.rows) * static_cast<std::size_t>(size.slices);
  found.row_begin_.reserve(row_count + 1);
  Forest forest;
  const auto columns = static_cast<std::size_t>(size.columns);
  for (std::size_t line = 0; line < row_count; ++line) {
    found.row_begin_.push_back(found.runs_.size());
    const std::uint8_t* values = mask.data() + line * columns;
    const std::uint8_t* const end = values + columns;
    const std::uint8_t* at = values;
    while (at != end) {
      // Long stretches of nothing are the common case: eight voxels at a time.
      std::uint64_t eight = 0;
      while (end - at >= 8) {
        std::memcpy(&eight, at, 8);
        if (eight != 0) break;
        at += 8;
      }
      while (at != end && *at == 0) ++at;
      if (at == end) break;
      const std::uint8_t* const begin = at;
      while (at != end && *at != 0) ++at;
      found.runs_.push_back({.begin = static_cast<int>(begin - values),
                             .end = static_cast<int>(at - values),
                             .component = forest.add()});
    }
  }
  found.row_begin_.push_back(found.runs_.size());

  const auto runs_of = [&](std::size_t line) {
    return std::span(found.runs_)
        .subspan(found.row_begin_[line], found.row_begin_[line + 1] - found.row_begin_[line]);
  };
  const auto rows = static_cast<std::size_t>(size.rows);
  for (std::size_t line = 0; line < row_count; ++line) {
    if (line % rows != 0) join_rows(runs_of(line - 1), runs_of(line), forest);
    if (connectivity == Connectivity::kVolume && line >= rows) {
      join_rows(runs_of(line - rows), runs_of(line), forest);
    }
  }

  constexpr std::uint32_t kUnnamed = 0xFFFFFFFF;
  std::vector<std::uint32_t> names(found.runs_.size(), kUnnamed);
  for (std::size_t line = 0; line < row_count; ++line) {
    for (Run& run : runs_of(line)) {
      std::uint32_t& name = names[forest.root(run.component)];
      if (name == kUnnamed) {
        name = static_cast<std::uint32_t>(found.components_.size());
        found.components_.emplace_back();
      }
      run.component = name;
      grow(found.components_[name], run, static_cast<int>(line % rows),
           static_cast<int>(line / rows));
    }
  }
  return found;
}

std::span<const RunComponents::Run> RunComponents::row(int row, int slice) const {
  const std::size_t line = static_cast<std::size_t>(slice) * static_cast<std::size_t>(size_.rows) +
                           static_cast<std::size_t>(row);
  return std::span(runs_).subspan(row_begin_[line], row_begin_[line + 1] - row_begin_[line]);
}

void RunComponents::paint(std::span<std::uint8_t> mask, std::uint32_t index,
                          std::uint8_t value) const {
  const Component& component = components_[index];
  for (int slice = component.first_slice; slice <= component.last_slice; ++slice) {
    for (int line = component.first_row; line <= component.last_row; ++line) {
      const std::size_t offset =
          (static_cast<std::size_t>(slice) * static_cast<std::size_t>(size_.rows) +
           static_cast<std::size_t>(line)) *
          static_cast<std::size_t>(size_.columns);
      for (const Run& run : row(line, slice)) {
        if (run.component != index) continue;
        std::fill(mask.begin() + static_cast<std::ptrdiff_t>(offset) + run.begin,
                  mask.begin() + static_cast<std::ptrdiff_t>(offset) + run.end, value);
      }
    }
  }
}

void RunComponents::paint(std::span<std::uint8_t> mask,
                          std::span<const std::uint8_t> values) const {
  for (int slice = 0; slice < size_.slices; ++slice) {
    for (int line = 0; line < size_.rows; ++line) {
      const std::size_t offset =
          (static_cast<std::size_t>(slice) * static_cast<std::size_t>(size_.rows) +
           static_cast<std::size_t>(line)) *
          static_cast<std::size_t>(size_.columns);
      for (const Run& run : row(line, slice)) {
        const std::uint8_t value = values[run.component];
        if (value == 0) continue;
        std::fill(mask.begin() + static_cast<std::ptrdiff_t>(offset) + run.begin,
                  mask.begin() + static_cast<std::ptrdiff_t>(offset) + run.end, value);
      }
    }
  }
}

}  // namespace overread
