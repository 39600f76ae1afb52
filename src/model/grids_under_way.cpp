#include "model/grids_under_way.h"

#include <algorithm>

#include "model/evaluation_reach.h"

namespace convlens {
namespace {

// Work of one part on one thread, in multiply-adds: some milliseconds.
constexpr int64_t kStepWork = 20'000'000;
// What moving a cell through memory is worth in them.
constexpr int64_t kMovingACell = 8;
// Below, handing work to other threads takes longer than doing it.
constexpr int64_t kWorthThreads = 3'000'000;

}  // namespace

GridsUnderWay::GridsUnderWay(Shape shape, int count, CellRect rect,
                             std::span<const SharedGrid> before, SpareGrids& spare)
    : shape_(shape), rect_(rect), row_(rect.row) {
  const bool whole = rect == WholeOf(shape);
  assert(whole || static_cast<int>(before.size()) == count);
  for (int i = 0; i < count; ++i) {
    grids_.push_back(whole ? spare.Take(shape) : spare.CopyOf(before[static_cast<size_t>(i)]));
    views_.push_back(whole ? grids_.back().Mutable() : grids_.back().MutableIn(rect));
  }
}

void GridsUnderWay::Summarize(int index, SpareGrids& spare) {
  if (rect_ != WholeOf(shape_)) return;
  summarized_ = index;
  summary_ = SummaryUnderWay(shape_, spare);
}

int64_t GridsUnderWay::Advance(int64_t row_work, Threads threads, const Compute& compute) {
  const int64_t work = row_work + kMovingACell * rect_.width * static_cast<int64_t>(grids_.size());
  const int band = CachedBand(shape_);
  const int64_t part = kStepWork * std::max(threads.count, 1) / std::max<int64_t>(work, 1);
  const auto bands = static_cast<int>(std::clamp<int64_t>(part / band, 1, shape_.height));
  const int rows = std::min(bands * band, rect_.row + rect_.height - row_);
  if (rows * work < kWorthThreads) threads = {};
  ForEachBand(rows, band, threads, [&](int first, int count) {
    const int row = row_ + first;
    compute({row, rect_.col, count, rect_.width}, views_);
    if (summarized_ < 0) return;
    summary_.AddRows(views_[static_cast<size_t>(summarized_)], row, count);
  });
  row_ += rows;
  return row_work * rows;
}

std::optional<EvaluatedGrid> GridsUnderWay::TakeSummary() {
  if (summarized_ < 0) return std::nullopt;
  return summary_.Finish(grids_[static_cast<size_t>(summarized_)]);
}

}  // namespace convlens
