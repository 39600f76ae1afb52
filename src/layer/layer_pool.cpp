#include "layer/layer_pool.h"

#include "layer/simd/tap_kernels.h"
#include "layer/window.h"

namespace convlens {

LayerPool::LayerPool(const LayerSettings& settings, const Tensor& x, CellRect part, Threads threads)
    : settings_(settings),
      part_(part),
      planes_(settings, x, ExtentOfWindows(settings, part), true, threads) {
  for (int a = 0; a < settings.window.height; ++a) {
    for (int b = 0; b < settings.window.width; ++b) {
      taps_.push_back(planes_.OffsetOf(a * settings.dilation.rows, b * settings.dilation.cols));
    }
  }
  if (settings.kind == LayerKind::kMaxPool) return;
  // An average's divisor is a product of rows and columns.
  LayerSettings by_rows = settings;
  by_rows.window.width = 1;
  by_rows.padding.left = by_rows.padding.right = 0;
  LayerSettings by_cols = settings;
  by_cols.window.height = 1;
  by_cols.padding.top = by_cols.padding.bottom = 0;
  const Shape input = x.shape().grid;
  for (int r = part.row; r < part.row + part.height; ++r) {
    row_counts_.push_back(static_cast<float>(AverageDivisor(by_rows, input, {r, 0})));
  }
  for (int c = part.col; c < part.col + part.width; ++c) {
    col_counts_.push_back(static_cast<float>(AverageDivisor(by_cols, input, {0, c})));
  }
  col_counts_.resize(col_counts_.size() + PaddedPlanes::kSlack, 1.0F);
}

void LayerPool::Compute(int channel, CellRect region, MutableGridView y) const {
  const TapInputs inputs{planes_.bases() + channel,
                         1,
                         taps_.data(),
                         static_cast<int>(taps_.size()),
                         settings_.stride.rows * planes_.pitch(),
                         part_.width};
  const CellRect inside{region.row - part_.row, region.col - part_.col, region.height,
                        region.width};
  if (settings_.kind == LayerKind::kMaxPool) {
    PoolLargest(inputs, inside, y.Sub(part_));
  } else {
    PoolAverage(inputs, inside, row_counts_.data(), col_counts_.data(), y.Sub(part_));
  }
  ActivateAll(settings_, y.Sub(region));
}

}  // namespace convlens
