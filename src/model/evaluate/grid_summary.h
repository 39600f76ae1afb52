#pragma once

#include "core/grid/parallel.h"
#include "model/evaluate/evaluation.h"
#include "model/evaluate/spare_grids.h"

namespace convlens {

/// The statistics and the pyramid of a grid under way, made band by band by whoever makes the grid,
/// while its numbers are in the cache. Whatever the bands, the bits are those of `Summarized`.
class SummaryUnderWay {
 public:
  SummaryUnderWay() = default;
  SummaryUnderWay(Shape grid, SpareGrids& spare);

  /// Rows [first, first + rows) of `grid`, the whole one, are there. `first` is a multiple of
  /// `SummaryUnit`, and so is `rows` unless they are the last. Different threads may add different
  /// rows at once.
  void AddRows(GridView grid, int first, int rows);
  /// Requires that all rows were added.
  EvaluatedGrid Finish(SharedGrid grid);

 private:
  std::vector<SharedGrid> levels_;  // from the second on
  std::vector<MutableGridView> views_;
  std::vector<RowStatistics> rows_;
};

/// Rows of a grid that stand for one row of the coarsest level of its pyramid.
int SummaryUnit(Shape grid);

/// Rows for a band, a multiple of `SummaryUnit`, of a grid whose numbers must be looked at again
/// while they are in the cache.
int CachedBand(Shape grid);

/// The summary of `grid`: taken from `known` where that is the same grid, patched where it is known
/// to differ in a part of it only, else made from scratch. `known` may be nullptr, or empty.
EvaluatedGrid SummarizedGrid(const SharedGrid& grid, const EvaluatedGrid* known, SpareGrids& spare,
                             Threads threads);

/// Whether it pays to patch `rect` of a grid rather than to make all of it again.
bool WorthPatching(CellRect rect, Shape grid);

}  // namespace convlens
