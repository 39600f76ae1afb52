#include "model/evaluate/grid_summary.h"

#include <algorithm>

namespace convlens {
namespace {

/// `known` with the cells of `rect` looked at again.
EvaluatedGrid Patched(const SharedGrid& grid, const EvaluatedGrid& known, CellRect rect,
                      SpareGrids& spare) {
  EvaluatedGrid patched = known;
  patched.pyramid.front() = grid;
  if (rect.empty()) return patched;
  for (int r = rect.row; r < rect.row + rect.height; ++r) {
    patched.rows[static_cast<size_t>(r)] = StatisticsOfRow(grid->row(r), grid->width());
  }
  patched.statistics = CombinedStatistics(patched.rows, grid->width());
  for (size_t level = 1; level < patched.pyramid.size(); ++level) {
    rect = HalvedRect(rect);
    SharedGrid& coarse = patched.pyramid[level];
    coarse = spare.CopyOf(coarse);
    HalveGrid(patched.pyramid[level - 1], rect, coarse.MutableIn(rect));
  }
  return patched;
}

}  // namespace

SummaryUnderWay::SummaryUnderWay(Shape grid, SpareGrids& spare)
    : rows_(static_cast<size_t>(grid.height)) {
  const std::vector<Shape> shapes = PyramidShapes(grid);
  for (size_t level = 1; level < shapes.size(); ++level) {
    levels_.push_back(spare.Take(shapes[level]));
    views_.push_back(levels_.back().Mutable());
  }
}

void SummaryUnderWay::AddRows(GridView grid, int first, int rows) {
  const int end = first + rows;
  for (int r = first; r < end; ++r) {
    rows_[static_cast<size_t>(r)] = StatisticsOfRow(grid.row(r), grid.width);
  }
  GridView fine = grid;
  CellRect rect{first, 0, rows, grid.width};
  for (const MutableGridView& coarse : views_) {
    rect = HalvedRect(rect);
    HalveGrid(fine, rect, coarse);
    fine = coarse;
  }
}

EvaluatedGrid SummaryUnderWay::Finish(SharedGrid grid) {
  EvaluatedGrid made;
  made.statistics = CombinedStatistics(rows_, grid->width());
  made.pyramid.push_back(std::move(grid));
  for (SharedGrid& level : levels_) made.pyramid.push_back(std::move(level));
  made.rows = std::move(rows_);
  return made;
}

int SummaryUnit(Shape grid) { return 1 << (PyramidShapes(grid).size() - 1); }

int CachedBand(Shape grid) {
  constexpr int kCells = 1 << 16;  // 256 KiB: a quarter of a core's cache
  constexpr int kKernelRows = 12;  // blocks are 6, 4, 3, 2 rows high
  const int unit = std::max(SummaryUnit(grid), kKernelRows);
  const int rows = kCells / std::max(grid.width, 1);
  return std::max(unit, rows / unit * unit);
}

bool WorthPatching(CellRect rect, Shape grid) { return rect.shape().count() <= grid.count() / 2; }

EvaluatedGrid SummarizedGrid(const SharedGrid& grid, const EvaluatedGrid* known, SpareGrids& spare,
                             Threads threads) {
  if (known != nullptr && !known->pyramid.empty()) {
    if (known->grid().SameAs(grid)) return *known;
    const std::optional<CellRect> rect = grid.DifferenceFrom(known->grid());
    const bool whole = known->rows.size() == static_cast<size_t>(grid->height());
    if (rect && whole && WorthPatching(*rect, grid->shape())) {
      return Patched(grid, *known, *rect, spare);
    }
  }
  SummaryUnderWay summary(grid->shape(), spare);
  constexpr int64_t kEnough = 1 << 18;  // cells
  if (grid->count() < kEnough) threads = {};
  ForEachBand(grid->height(), CachedBand(grid->shape()), threads,
              [&](int first, int rows) { summary.AddRows(*grid, first, rows); });
  return summary.Finish(grid);
}

}  // namespace convlens
