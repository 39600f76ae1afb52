#pragma once

#include <functional>
#include <span>

#include "model/grid_summary.h"

namespace convlens {

/// Grids of one shape in the making: computed whole, or copies of earlier ones in which only a
/// rectangle is computed again. Done in short parts, each in bands that stay in the cache and that
/// several threads may share.
class GridsUnderWay {
 public:
  /// Computes the rectangle of all grids, which are of the whole shape.
  using Compute = std::function<void(CellRect part, std::span<const MutableGridView> grids)>;

  GridsUnderWay() = default;
  /// `rect` of `count` grids of `shape`; unless it is all of them, `before` has as many grids,
  /// which are the same elsewhere.
  GridsUnderWay(Shape shape, int count, CellRect rect, std::span<const SharedGrid> before,
                SpareGrids& spare);

  /// Summarizes grid `index` on the way, where all of it is computed.
  void Summarize(int index, SpareGrids& spare);

  int count() const { return static_cast<int>(grids_.size()); }
  bool done() const { return row_ == rect_.row + rect_.height; }
  /// Computes the next rows, some milliseconds of work; `row_work` is what a row takes, in
  /// multiply-adds. Returns the work that was done.
  int64_t Advance(int64_t row_work, Threads threads, const Compute& compute);

  /// Require `done()`. The grids, and the summary of the one that was asked for; nothing otherwise.
  std::vector<SharedGrid> TakeGrids() { return std::move(grids_); }
  std::optional<EvaluatedGrid> TakeSummary();

 private:
  Shape shape_;
  CellRect rect_;
  int row_ = 0;
  std::vector<SharedGrid> grids_;
  std::vector<MutableGridView> views_;
  int summarized_ = -1;
  SummaryUnderWay summary_;
};

}  // namespace convlens
