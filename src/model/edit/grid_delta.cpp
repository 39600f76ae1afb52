#include "model/edit/grid_delta.h"

#include <algorithm>
#include <cstring>

namespace convlens {
namespace {

size_t BytesOf(const Grid& grid) {
  return static_cast<size_t>(grid.height()) * static_cast<size_t>(grid.pitch()) * sizeof(float);
}

bool SameRow(const float* a, const float* b, int count) {
  return std::memcmp(a, b, static_cast<size_t>(count) * sizeof(float)) == 0;
}

/// The smallest rectangle within `tile` outside of which both grids have the same bits.
CellRect ChangedPart(const Grid& a, const Grid& b, CellRect tile) {
  int top = -1;
  int bottom = 0;
  int left = tile.width;
  int right = 0;
  for (int r = tile.row; r < tile.row + tile.height; ++r) {
    const float* row_a = a.row(r) + tile.col;
    const float* row_b = b.row(r) + tile.col;
    if (SameRow(row_a, row_b, tile.width)) continue;
    if (top < 0) top = r;
    bottom = r + 1;
    int first = 0;
    while (SameRow(row_a + first, row_b + first, 1)) ++first;
    int end = tile.width;
    while (SameRow(row_a + end - 1, row_b + end - 1, 1)) --end;
    left = std::min(left, first);
    right = std::max(right, end);
  }
  if (top < 0) return {};
  return {top, tile.col + left, bottom - top, right - left};
}

}  // namespace

GridDelta::GridDelta(const SharedGrid& before, const SharedGrid& after) {
  if (before.SameAs(after)) return;
  const Grid& old = *before;
  const size_t whole_bytes = BytesOf(old);
  const CellRect all{0, 0, old.height(), old.width()};
  const CellRect within = before.DifferenceFrom(after).value_or(all);
  bool whole = old.shape() != after->shape();
  for (int row = within.row; row < within.row + within.height && !whole; row += kTile) {
    for (int col = within.col; col < within.col + within.width && !whole; col += kTile) {
      const CellRect rect =
          ChangedPart(old, *after, Intersection(within, {row, col, kTile, kTile}));
      if (rect.empty()) continue;
      patches_.push_back({{rect.row, rect.col}, Grid(old.view().Sub(rect))});
      bytes_ += sizeof(Patch) + BytesOf(patches_.back().cells);
      whole = bytes_ > whole_bytes / 2;
    }
  }
  if (whole) {
    kind_ = Kind::kWhole;
    whole_ = before;
    patches_ = {};
    bytes_ = whole_bytes;
  } else if (!patches_.empty()) {
    kind_ = Kind::kPatches;
  }
}

SharedGrid GridDelta::Restore(const SharedGrid& after) const {
  if (kind_ == Kind::kWhole) return whole_;
  SharedGrid before = after;
  for (const Patch& patch : patches_) {
    const CellRect rect{patch.origin.row, patch.origin.col, patch.cells.height(),
                        patch.cells.width()};
    CopyGrid(patch.cells, before.MutableIn(rect).view().Sub(rect));
  }
  return before;
}

}  // namespace convlens
