#include "model/evaluate/grids_under_way.h"

#include <algorithm>

#include "model/evaluate/evaluation_reach.h"

namespace convlens {
namespace {

// Work of one step on one thread, in multiply-adds: some milliseconds.
constexpr int64_t kStepWork = 60'000'000;
// What moving a cell through memory is worth in them.
constexpr int64_t kMovingACell = 8;
// Below, handing work to other threads takes longer than doing it.
constexpr int64_t kWorthThreads = 3'000'000;

}  // namespace

GridsUnderWay::GridsUnderWay(Shape shape, int count, CellRect rect,
                             std::span<const SharedGrid> before, SpareGrids& spare)
    : shape_(shape), rect_(rect) {
  const bool whole = rect == WholeOf(shape);
  assert(whole || static_cast<int>(before.size()) == count);
  for (int i = 0; i < count; ++i) {
    grids_.push_back(whole ? spare.Take(shape) : spare.CopyOf(before[static_cast<size_t>(i)]));
    views_.push_back(whole ? grids_.back().Mutable() : grids_.back().MutableIn(rect));
  }
}

void GridsUnderWay::Summarize(int index, SpareGrids& spare) {
  // In one that stays in the cache there is nothing to gain, only bands to lose.
  if (rect_ != WholeOf(shape_) || CachedBand(shape_) >= shape_.height) return;
  summarized_ = index;
  summary_ = SummaryUnderWay(shape_, spare);
}

int64_t GridsUnderWay::Advance(int64_t work, Threads threads, const ComputeChannels& compute,
                               Shape unit) {
  const int64_t all = work + kMovingACell * rect_.shape().count() * count();
  if (next_ == 0) {
    parts_ = summarized_ < 0 ? ChannelCut(count(), rect_, all, unit)
                             : ChannelCut(count(), rect_, all, CachedBand(shape_));
  }
  const int64_t part_work = std::max<int64_t>(all / parts_.count(), 1);
  const int64_t at_once = std::max(threads.count, 1);
  const int64_t fitting = std::max(kStepWork / part_work, int64_t{1}) * at_once;
  const auto step = static_cast<int>(std::clamp<int64_t>(fitting, 1, parts_.count() - next_));
  if (step * part_work < kWorthThreads) threads = {};
  ForEachPart(step, threads, [&](int i) {
    const ChannelPart part = parts_[next_ + i];
    compute(part.first, part.region,
            std::span(views_).subspan(static_cast<size_t>(part.first),
                                      static_cast<size_t>(part.count)));
    if (summarized_ < part.first || summarized_ >= part.first + part.count) return;
    summary_.AddRows(views_[static_cast<size_t>(summarized_)], part.region.row, part.region.height);
  });
  next_ += step;
  return work * step / parts_.count();
}

std::optional<EvaluatedGrid> GridsUnderWay::TakeSummary() {
  if (summarized_ < 0) return std::nullopt;
  return summary_.Finish(grids_[static_cast<size_t>(summarized_)]);
}

}  // namespace convlens
