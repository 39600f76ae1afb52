#include <algorithm>
#include <cmath>

#include "layer/compute/forward.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

bool IsPadding(Shape input, Cell at) {
  return !CellRect{0, 0, input.height, input.width}.Contains(at);
}

std::vector<LayerTerm> PooledTerms(const LayerSettings& s, GridView x, int channel, Cell at) {
  const bool max = s.kind == LayerKind::kMaxPool;
  const int divisor = max ? 1 : AverageDivisor(s, x.shape(), at);
  std::vector<LayerTerm> terms;
  double partial = max ? BorderConstant(s) : 0.0;
  ForEachTap(s, x.shape(), at, [&](Cell tap, Cell cell) {
    LayerTerm term{channel, tap, cell, IsPadding(x.shape(), cell)};
    const bool counts = !term.padding || (!max && s.count_padding);
    term.weight = max ? 1.0F : counts ? 1.0F / static_cast<float>(divisor) : 0.0F;
    term.value = PaddedValue(s, x, cell);
    term.product = max ? double{term.value} : double{term.value} / divisor;
    if (max) {
      if (term.product > partial || std::isnan(term.product)) partial = term.product;
    } else {
      partial += term.padding ? 0.0 : term.product;
    }
    term.partial = partial;
    terms.push_back(term);
  });
  return terms;
}

}  // namespace

float PaddedValue(const LayerSettings& settings, GridView x, Cell at) {
  const std::optional<Cell> source = SourceOf(settings, x.shape(), at);
  return source ? x[*source] : BorderConstant(settings);
}

float Activated(const LayerSettings& settings, float sum) {
  switch (settings.activation) {
    case Activation::kReLU:
      return sum <= 0 ? 0.0F : sum;  // this way round, NaN stays NaN
    case Activation::kLeakyReLU:
      return sum > 0 ? sum : sum * settings.leak;
    case Activation::kSigmoid:
      return static_cast<float>(1 / (1 + std::exp(-double{sum})));
    case Activation::kTanh:
      return static_cast<float>(std::tanh(double{sum}));
    case Activation::kNone:
      break;
  }
  return sum;
}

std::vector<LayerTerm> TermsOf(const Layer& layer, const Tensor& x, int channel, Cell at) {
  const LayerSettings& s = layer.settings;
  if (s.pooling()) return PooledTerms(s, x[channel], channel, at);
  std::vector<LayerTerm> terms;
  const Shape input = x.shape().grid;
  const ChannelGroup inputs = InputsOf(s, x.shape().channels, channel);
  double partial = layer.bias[static_cast<size_t>(channel)];
  for (int c = inputs.first; c < inputs.first + inputs.count; ++c) {
    const KernelIndex index = KernelBetween(s, inputs, c, channel);
    const GridView kernel = layer.weights.kernel(index.first, index.second);
    ForEachTap(s, input, at, [&](Cell tap, Cell cell) {
      LayerTerm term{c, tap, cell, IsPadding(input, cell), kernel[tap], PaddedValue(s, x[c], cell)};
      term.product = double{term.weight} * term.value;
      partial += term.product;
      term.partial = partial;
      terms.push_back(term);
    });
  }
  return terms;
}

}  // namespace convlens
