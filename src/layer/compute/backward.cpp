#include "layer/compute/backward.h"

#include <algorithm>

#include "core/correlate/gradient.h"
#include "layer/compute/channel_cut.h"
#include "layer/compute/forward.h"
#include "layer/compute/layer_pool.h"
#include "layer/compute/layer_sums.h"
#include "layer/compute/weight_gradient.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

/// delta[r, c] = dy[r, c] · slope(by[r, c])
template <class Slope>
Grid Scaled(GridView dy, GridView by, Slope slope) {
  Grid delta = Grid::Unfilled(dy.shape());
  for (int r = 0; r < dy.height; ++r) {
    const float* from = dy.row(r);
    const float* at = by.row(r);
    float* to = delta.row(r);
    for (int c = 0; c < dy.width; ++c) to[c] = from[c] * slope(at[c]);
  }
  return delta;
}

Grid DeltaOf(const LayerSettings& s, GridView y, GridView dy) {
  const float leak = s.leak;
  switch (s.activation) {
    case Activation::kReLU:
      return Scaled(dy, y, [](float v) { return v <= 0 ? 0.0F : 1.0F; });
    case Activation::kLeakyReLU:
      return Scaled(dy, y, [leak](float v) { return v > 0 ? 1.0F : leak; });
    case Activation::kSigmoid:
      return Scaled(dy, y, [](float v) { return v * (1 - v); });
    case Activation::kTanh:
      return Scaled(dy, y, [](float v) { return 1 - v * v; });
    case Activation::kNone:
      break;
  }
  return Grid(dy);
}

/// ∂L/∂(the sums before the activation).
Tensor Deltas(const Layer& layer, const Tensor& x, const Tensor& y, const Tensor& dy) {
  const LayerSettings& s = layer.settings;
  if (s.activation == Activation::kNone) return dy;
  Tensor by = y;
  if (s.activation == Activation::kLeakyReLU && s.leak < 0) {
    // Then the output does not tell on which side the sum was.
    Layer linear = layer;
    linear.settings.activation = Activation::kNone;
    by = Forward(linear, x, {}, ManyChannels::kDirect);
  }
  Tensor delta;
  for (int c = 0; c < dy.shape().channels; ++c) {
    delta.channels.emplace_back(DeltaOf(s, by[c], dy[c]));
  }
  return delta;
}

Tensor AllOf(const LayerSums& sums, TensorShape shape, int64_t work, Threads threads) {
  return ComputeByChannels(
      shape, work, threads,
      [&](int first, CellRect region, std::span<const MutableGridView> y) {
        sums.Compute(first, region, y);
      },
      sums.unit());
}

/// Adds every cell of the padded input's gradient to the input that the border repeats there.
Tensor Folded(const LayerSettings& s, const Tensor& padded, TensorShape input) {
  Tensor folded(input);
  for (int c = 0; c < input.channels; ++c) {
    Grid& to = folded[c].Mutable();
    const Grid& from = *padded[c];
    for (int row = 0; row < from.height(); ++row) {
      for (int col = 0; col < from.width(); ++col) {
        const Cell at{row - s.padding.top, col - s.padding.left};
        if (const auto source = SourceOf(s, input.grid, at)) to[*source] += from.at(row, col);
      }
    }
  }
  return folded;
}

/// The gradient by the input: a transposed convolution of the deltas with the same kernels, or,
/// for a transposed one, the convolution.
Tensor InputGradient(const Layer& layer, TensorShape input, const Tensor& delta, Threads threads) {
  const int64_t work = MultiplyAdds(layer.settings, input);
  LayerSettings s = layer.settings;
  s.activation = Activation::kNone;
  s.outputs = input.channels;
  std::vector<float> no_bias(static_cast<size_t>(input.channels));
  if (s.kind == LayerKind::kTransposed) {
    s.kind = LayerKind::kConvolution;
    return AllOf(LayerSums(s, layer.weights, no_bias, delta, input.grid, threads), input, work,
                 threads);
  }
  s.kind = LayerKind::kTransposed;
  if (s.border == Border::kZeros || s.padding.none()) {
    return AllOf(LayerSums(s, layer.weights, no_bias, delta, input.grid, threads), input, work,
                 threads);
  }
  const Shape padded{input.grid.height + s.padding.rows(), input.grid.width + s.padding.cols()};
  s.padding = {};
  const LayerSums sums(s, layer.weights, no_bias, delta, padded, threads);
  return Folded(layer.settings, AllOf(sums, {input.channels, padded}, work, threads), input);
}

/// Adds to `to` what the windows of one channel's elements pass on.
void AddMaxPoolGradient(const LayerSettings& s, GridView x, GridView delta, MutableGridView to) {
  for (int row = 0; row < delta.height; ++row) {
    for (int col = 0; col < delta.width; ++col) {
      const auto largest = LargestIn(s, x, {row, col});
      if (largest) to.at(largest->row, largest->col) += delta.at(row, col);
    }
  }
}

/// The columns of windows, of `count` in a row, whose cell `offset` lies inside of [0, width).
struct ColumnRange {
  int begin;
  int end;
  ColumnRange(int offset, int stride, int width, int count)
      : begin(std::min(offset >= 0 ? 0 : (stride - 1 - offset) / stride, count)),
        end(std::clamp(offset < width ? (width - 1 - offset) / stride + 1 : 0, begin, count)) {}
};

/// Adds what the windows of a row pass on to one row of the input. The windows that a cell belongs
/// to are added from left to right.
void AddShares(const LayerSettings& s, const float* shares, int count, float* cells, int width) {
  if (s.window.width == 2 && s.stride.cols == 2 && s.padding.left == 0 && 2 * count <= width) {
    for (int col = 0; col < count; ++col) {
      cells[2 * col] += shares[col];
      cells[2 * col + 1] += shares[col];
    }
    return;
  }
  for (int b = s.window.width - 1; b >= 0; --b) {
    const int offset = b - s.padding.left;
    const ColumnRange cols(offset, s.stride.cols, width, count);
    if (s.stride.cols == 1) {
      for (int col = cols.begin; col < cols.end; ++col) cells[offset + col] += shares[col];
    } else {
      for (int col = cols.begin; col < cols.end; ++col) {
        cells[offset + col * s.stride.cols] += shares[col];
      }
    }
  }
}

/// The same of an average, whose divisors are products of those of rows and of columns.
void AddAveragePoolGradient(const LayerSettings& s, const std::vector<int>& row_counts,
                            const std::vector<int>& col_counts, GridView delta,
                            MutableGridView to) {
  std::vector<float> shares(static_cast<size_t>(delta.width));
  for (int row = 0; row < delta.height; ++row) {
    const int start = WindowStart(s, {row, 0}).row;
    const int first_row = std::max(start, 0);
    const int end_row = std::min(start + s.window.height, to.height);
    const int row_count = row_counts[static_cast<size_t>(row)];
    const float* from = delta.row(row);
    for (size_t col = 0; col < shares.size(); ++col) {
      shares[col] = from[col] / static_cast<float>(row_count * col_counts[col]);
    }
    for (int r = first_row; r < end_row; ++r) {
      AddShares(s, shares.data(), delta.width, to.row(r), to.width);
    }
  }
}

Tensor PooledInputGradient(const LayerSettings& s, const Tensor& x, const Tensor& delta,
                           Threads threads) {
  constexpr int64_t kWorthThreads = 1 << 16;  // cells
  Tensor dx(x.shape());
  std::vector<MutableGridView> grids;
  grids.reserve(dx.channels.size());
  for (SharedGrid& channel : dx.channels) grids.emplace_back(channel.Mutable());
  if (x.shape().count() < kWorthThreads) threads = {};
  const PoolCounts counts = PoolCountsOf(s, x.shape().grid, WholeOf(delta.shape().grid));
  ForEachPart(x.shape().channels, threads, [&](int c) {
    const MutableGridView to = grids[static_cast<size_t>(c)];
    if (s.kind == LayerKind::kMaxPool) {
      AddMaxPoolGradient(s, x[c], delta[c], to);
    } else {
      AddAveragePoolGradient(s, counts.rows, counts.cols, delta[c], to);
    }
  });
  return dx;
}

Tensor InputGradientOf(const Layer& layer, const Tensor& x, const Tensor& delta, Threads threads) {
  return layer.settings.pooling() ? PooledInputGradient(layer.settings, x, delta, threads)
                                  : InputGradient(layer, x.shape(), delta, threads);
}

}  // namespace

Tensor BackwardInput(const Layer& layer, const Tensor& x, const Tensor& y, const Tensor& dy,
                     Threads threads) {
  return InputGradientOf(layer, x, Deltas(layer, x, y, dy), threads);
}

LayerGradients Backward(const Layer& layer, const Tensor& x, const Tensor& y, const Tensor& dy,
                        bool want_input, Threads threads) {
  const LayerSettings& s = layer.settings;
  const Tensor delta = Deltas(layer, x, y, dy);
  LayerGradients gradients;
  if (want_input) gradients.input = InputGradientOf(layer, x, delta, threads);
  if (s.pooling()) return gradients;
  gradients.weights = WeightGradient(s, x, delta, threads);
  for (const SharedGrid& channel : delta.channels) {
    gradients.bias.push_back(static_cast<float>(BiasGradient(channel)));
  }
  return gradients;
}

}  // namespace convlens
