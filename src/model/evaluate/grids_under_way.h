#pragma once

#include <span>

#include "layer/compute/channel_cut.h"
#include "model/evaluate/grid_summary.h"

namespace convlens {

/// Grids of one shape in the making: computed whole, or copies of earlier ones in which only a
/// rectangle is computed again. Done in short steps, each of parts (bands of rows × blocks of
/// grids) that several threads may share.
class GridsUnderWay {
 public:
  GridsUnderWay() = default;
  /// `rect` of `count` grids of `shape`; unless it is all of them, `before` has as many grids,
  /// which are the same elsewhere.
  GridsUnderWay(Shape shape, int count, CellRect rect, std::span<const SharedGrid> before,
                SpareGrids& spare);

  /// Summarizes grid `index` on the way, where all of it is computed and it is large.
  void Summarize(int index, SpareGrids& spare);

  int count() const { return static_cast<int>(grids_.size()); }
  bool done() const { return rect_.empty() || (next_ > 0 && next_ == parts_.count()); }
  /// Computes the next parts, some milliseconds of work; `work` is what all of them take, in
  /// multiply-adds. Returns the work that was done. Parts consist of whole units, unless the grid
  /// is summarized on the way.
  int64_t Advance(int64_t work, Threads threads, const ComputeChannels& compute,
                  Shape unit = {1, 1});

  /// Require `done()`. The grids, and the summary of the one that was asked for; nothing otherwise.
  std::vector<SharedGrid> TakeGrids() { return std::move(grids_); }
  std::optional<EvaluatedGrid> TakeSummary();

 private:
  Shape shape_;
  CellRect rect_;
  ChannelCut parts_;  // from the first step on
  int next_ = 0;      // part
  std::vector<SharedGrid> grids_;
  std::vector<MutableGridView> views_;
  int summarized_ = -1;
  SummaryUnderWay summary_;
};

}  // namespace convlens
