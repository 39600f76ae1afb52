#include <cmath>

#include "layer/compute/backward.h"
#include "layer/compute/forward.h"
#include "layer/settings/window.h"

// The textbook's sums in double precision, term by term, as plain as can be: what the fast versions
// must match.

namespace convlens {
namespace {

template <class Visit>
void ForEachCell(Shape shape, Visit visit) {
  for (int r = 0; r < shape.height; ++r) {
    for (int c = 0; c < shape.width; ++c) visit(Cell{r, c});
  }
}

double PooledValue(const LayerSettings& s, GridView x, Cell at) {
  double largest = BorderConstant(s);
  double sum = 0;
  ForEachTap(s, x.shape(), at, [&](Cell, Cell cell) {
    const float value = PaddedValue(s, x, cell);
    if (value > largest || std::isnan(value)) largest = value;
    sum += value;
  });
  return s.kind == LayerKind::kMaxPool ? largest : sum / AverageDivisor(s, x.shape(), at);
}

double WeightedSum(const Layer& layer, const Tensor& x, int channel, Cell at) {
  const LayerSettings& s = layer.settings;
  const ChannelGroup inputs = InputsOf(s, x.shape().channels, channel);
  double sum = layer.bias[static_cast<size_t>(channel)];
  for (int c = inputs.first; c < inputs.first + inputs.count; ++c) {
    const KernelIndex index = KernelBetween(s, inputs, c, channel);
    const GridView kernel = layer.weights.kernel(index.first, index.second);
    ForEachTap(s, x.shape().grid, at, [&](Cell tap, Cell cell) {
      sum += double{kernel[tap]} * PaddedValue(s, x[c], cell);
    });
  }
  return sum;
}

/// What goes into the activation.
double SumBefore(const Layer& layer, const Tensor& x, int channel, Cell at) {
  return layer.settings.pooling() ? PooledValue(layer.settings, x[channel], at)
                                  : WeightedSum(layer, x, channel, at);
}

/// The slope of the activation where its output is `y` and what went into it is `sum`.
double Slope(const LayerSettings& s, double y, double sum) {
  switch (s.activation) {
    case Activation::kReLU:
      return sum <= 0 ? 0 : 1;
    case Activation::kLeakyReLU:
      return sum > 0 ? 1 : double{s.leak};
    case Activation::kSigmoid:
      return y * (1 - y);
    case Activation::kTanh:
      return 1 - y * y;
    case Activation::kNone:
      break;
  }
  return 1;
}

/// Sums of one channel's gradient, or of one kernel's.
class Sums {
 public:
  explicit Sums(Shape shape) : shape_(shape), sums_(static_cast<size_t>(shape.count())) {}
  double& operator[](Cell cell) { return sums_[static_cast<size_t>(IndexOf(cell, shape_.width))]; }
  void RoundTo(MutableGridView grid) {
    ForEachCell(shape_,
                [&](Cell at) { grid.at(at.row, at.col) = static_cast<float>((*this)[at]); });
  }

 private:
  Shape shape_;
  std::vector<double> sums_;
};

void PassThroughPooling(const LayerSettings& s, GridView x, GridView dy, Sums& dx) {
  const CellRect inside{0, 0, x.height, x.width};
  ForEachCell(dy.shape(), [&](Cell at) {
    if (s.kind == LayerKind::kMaxPool) {
      if (const std::optional<Cell> largest = LargestIn(s, x, at)) dx[*largest] += dy[at];
      return;
    }
    const int divisor = AverageDivisor(s, x.shape(), at);
    ForEachTap(s, x.shape(), at, [&](Cell, Cell cell) {
      if (inside.Contains(cell)) dx[cell] += double{dy[at]} / divisor;
    });
  });
}

/// Of one output channel: adds to the bias, to its kernels (by input channel of its group) and,
/// when there are any, to the inputs.
void AddChannel(const Layer& layer, const Tensor& x, GridView delta, int channel,
                std::vector<Sums>& kernels, std::vector<Sums>& dx) {
  const LayerSettings& s = layer.settings;
  const ChannelGroup inputs = InputsOf(s, x.shape().channels, channel);
  for (int c = inputs.first; c < inputs.first + inputs.count; ++c) {
    const KernelIndex index = KernelBetween(s, inputs, c, channel);
    const GridView kernel = layer.weights.kernel(index.first, index.second);
    Sums& dk = kernels[static_cast<size_t>(c - inputs.first)];
    ForEachCell(delta.shape(), [&](Cell at) {
      ForEachTap(s, x.shape().grid, at, [&](Cell tap, Cell cell) {
        dk[tap] += double{delta[at]} * PaddedValue(s, x[c], cell);
        const std::optional<Cell> source = SourceOf(s, x.shape().grid, cell);
        if (source && !dx.empty()) {
          dx[static_cast<size_t>(c)][*source] += double{delta[at]} * kernel[tap];
        }
      });
    });
  }
}

Grid Delta(const Layer& layer, const Tensor& x, GridView y, GridView dy, int channel) {
  Grid delta(dy.shape());
  ForEachCell(dy.shape(), [&](Cell at) {
    // Leaky ReLU is not monotonic when it leaks negatively: only the sum tells the side.
    const bool needs_sum =
        layer.settings.activation == Activation::kLeakyReLU && layer.settings.leak < 0;
    const double sum = needs_sum ? SumBefore(layer, x, channel, at) : double{y[at]};
    delta[at] = static_cast<float>(dy[at] * Slope(layer.settings, y[at], sum));
  });
  return delta;
}

double Sum(GridView grid) {
  double sum = 0;
  ForEachCell(grid.shape(), [&](Cell at) { sum += grid[at]; });
  return sum;
}

}  // namespace

Tensor ForwardByLoops(const Layer& layer, const Tensor& x) {
  const LayerSettings& s = layer.settings;
  Tensor y(*CheckedOutputShape(layer, x.shape()));
  for (int o = 0; o < y.shape().channels; ++o) {
    Grid& grid = y[o].Mutable();
    ForEachCell(grid.shape(), [&](Cell at) {
      grid[at] = Activated(s, static_cast<float>(SumBefore(layer, x, o, at)));
    });
  }
  return y;
}

LayerGradients BackwardByLoops(const Layer& layer, const Tensor& x, const Tensor& y,
                               const Tensor& dy, bool want_input) {
  const LayerSettings& s = layer.settings;
  const Layer zeros = ZeroLayer(s, x.shape().channels);
  LayerGradients gradients{zeros.weights, zeros.bias, want_input ? Tensor(x.shape()) : Tensor()};
  std::vector<Sums> dx(want_input ? x.channels.size() : 0, Sums(x.shape().grid));
  for (int o = 0; o < dy.shape().channels; ++o) {
    const Grid delta = Delta(layer, x, y[o], dy[o], o);
    if (s.pooling()) {
      if (want_input) PassThroughPooling(s, x[o], delta, dx[static_cast<size_t>(o)]);
      continue;
    }
    gradients.bias[static_cast<size_t>(o)] = static_cast<float>(Sum(delta));
    const ChannelGroup inputs = InputsOf(s, x.shape().channels, o);
    std::vector<Sums> kernels(static_cast<size_t>(inputs.count), Sums(s.window));
    AddChannel(layer, x, delta, o, kernels, dx);
    for (int c = 0; c < inputs.count; ++c) {
      const KernelIndex index = KernelBetween(s, inputs, inputs.first + c, o);
      kernels[static_cast<size_t>(c)].RoundTo(
          gradients.weights.MutableKernel(index.first, index.second));
    }
  }
  for (size_t c = 0; c < dx.size(); ++c) {
    dx[c].RoundTo(gradients.input[static_cast<int>(c)].Mutable());
  }
  return gradients;
}

}  // namespace convlens
