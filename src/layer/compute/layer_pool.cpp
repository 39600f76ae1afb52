#include "layer/compute/layer_pool.h"

#include "layer/compute/simd/tap_routines.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

/// Whether the windows of `part` are 2×2, side by side, and see nothing but the input.
bool TilesInput(const LayerSettings& s, Shape input, CellRect part) {
  return s.window == Shape{2, 2} && s.stride == Step{2, 2} && s.dilation == Step{} &&
         s.padding.none() && 2 * (part.row + part.height) <= input.height &&
         2 * (part.col + part.width) <= input.width;
}

}  // namespace

LayerPool::LayerPool(const LayerSettings& settings, const Tensor& x, CellRect part, Threads threads)
    : settings_(settings), part_(part), x_(x) {
  if (TilesInput(settings, x.shape().grid, part)) return;
  planes_.emplace(settings, x, ExtentOfWindows(settings, part), true, threads);
  for (int a = 0; a < settings.window.height; ++a) {
    for (int b = 0; b < settings.window.width; ++b) {
      taps_.push_back(planes_->OffsetOf(a * settings.dilation.rows, b * settings.dilation.cols));
    }
  }
  if (settings.kind == LayerKind::kMaxPool) return;
  const PoolCounts counts = PoolCountsOf(settings, x.shape().grid, part);
  row_counts_.assign(counts.rows.begin(), counts.rows.end());
  col_counts_.assign(counts.cols.begin(), counts.cols.end());
  col_counts_.resize(col_counts_.size() + PaddedPlanes::kSlack, 1.0F);
}

void LayerPool::Compute(int channel, CellRect region, MutableGridView y) const {
  if (planes_) {
    ComputeFromPlanes(channel, region, y);
  } else {
    const CellRect seen{2 * region.row, 2 * region.col, 2 * region.height, 2 * region.width};
    const GridView x = GridView(x_[channel]).Sub(seen);
    if (settings_.kind == LayerKind::kMaxPool) {
      PoolLargestTiles(x, y.Sub(region));
    } else {
      PoolAverageTiles(x, y.Sub(region));
    }
  }
  ActivateAll(settings_, y.Sub(region));
}

void LayerPool::ComputeFromPlanes(int channel, CellRect region, MutableGridView y) const {
  const TapInputs inputs{planes_->bases() + channel,
                         1,
                         taps_.data(),
                         static_cast<int>(taps_.size()),
                         settings_.stride.rows * planes_->pitch(),
                         part_.width};
  const CellRect inside{region.row - part_.row, region.col - part_.col, region.height,
                        region.width};
  if (settings_.kind == LayerKind::kMaxPool) {
    PoolLargest(inputs, inside, y.Sub(part_));
  } else {
    PoolAverage(inputs, inside, row_counts_.data(), col_counts_.data(), y.Sub(part_));
  }
}

PoolCounts PoolCountsOf(const LayerSettings& settings, Shape input, CellRect region) {
  LayerSettings by_rows = settings;
  by_rows.window.width = 1;
  by_rows.padding.left = by_rows.padding.right = 0;
  LayerSettings by_cols = settings;
  by_cols.window.height = 1;
  by_cols.padding.top = by_cols.padding.bottom = 0;
  PoolCounts counts;
  for (int r = region.row; r < region.row + region.height; ++r) {
    counts.rows.push_back(AverageDivisor(by_rows, input, {r, 0}));
  }
  for (int c = region.col; c < region.col + region.width; ++c) {
    counts.cols.push_back(AverageDivisor(by_cols, input, {0, c}));
  }
  return counts;
}

}  // namespace convlens
