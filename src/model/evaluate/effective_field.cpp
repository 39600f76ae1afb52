#include "model/evaluate/effective_field.h"

#include <cassert>
#include <cmath>

#include "layer/compute/backward.h"
#include "layer/settings/receptive_field.h"

namespace convlens {
namespace {

// A gradient that is zero outside of `region` of its grid.
struct LocalGradient {
  CellRect region;
  Tensor values;  ///< of the region alone
};

CellRect Whole(Shape shape) { return {0, 0, shape.height, shape.width}; }

Tensor Cropped(const Tensor& tensor, CellRect region) {
  Tensor cropped;
  for (const SharedGrid& grid : tensor.channels) {
    cropped.channels.emplace_back(Grid(grid->view().Sub(region)));
  }
  return cropped;
}

LocalGradient Spread(const LocalGradient& gradient, Shape shape) {
  Tensor whole(TensorShape{gradient.values.shape().channels, shape});
  for (size_t c = 0; c < whole.channels.size(); ++c) {
    CopyGrid(gradient.values.channels[c], whole.channels[c].Mutable().view().Sub(gradient.region));
  }
  return {Whole(shape), std::move(whole)};
}

// Whether the part of a layer around some outputs is a layer of its own, on less input and with
// less padding.
bool CanBeCut(const LayerSettings& s) {
  if (s.kind == LayerKind::kTransposed) return false;
  if (s.pooling()) return !s.ceil_mode;
  return s.border == Border::kZeros || s.padding.none();
}

// The gradient with respect to what goes into `layer`, from that with respect to what it gives.
LocalGradient Backwards(Layer layer, const Tensor& x, const Tensor& y, LocalGradient dy) {
  const Shape input = x.shape().grid;
  CellRect seen = Whole(input);
  if (CanBeCut(layer.settings)) {
    const CellRect reach = InputsSeenBy(layer.settings, dy.region);
    seen = Intersection(reach, Whole(input));
    if (seen.empty()) return {Whole(input), Tensor(x.shape())};
    layer.settings.padding = {
        seen.row - reach.row, reach.row + reach.height - seen.row - seen.height,
        seen.col - reach.col, reach.col + reach.width - seen.col - seen.width};
  } else {
    dy = Spread(dy, y.shape().grid);
  }
  return {seen, BackwardInput(layer, Cropped(x, seen), Cropped(y, dy.region), dy.values)};
}

Grid Magnitude(const LocalGradient& gradient, Shape shape) {
  Grid sum(shape);
  const MutableGridView place = sum.view().Sub(gradient.region);
  for (const SharedGrid& channel : gradient.values.channels) {
    for (int r = 0; r < place.height; ++r) {
      for (int c = 0; c < place.width; ++c) place.at(r, c) += std::fabs(channel->at(r, c));
    }
  }
  return sum;
}

}  // namespace

std::optional<Grid> EffectiveField(const Evaluation& evaluation, const StackElement& element,
                                   const std::atomic<bool>* cancelled) {
  const auto last = static_cast<size_t>(element.grid) - 1;
  assert(element.grid > 0 && last < evaluation.outputs.size());
  const int channels = evaluation.outputs[last].shape().channels;
  LocalGradient gradient{{element.cell.row, element.cell.col, 1, 1},
                         Tensor(TensorShape{channels, {1, 1}})};
  gradient.values[element.channel].Mutable().Fill(1);
  for (size_t k = last + 1; k-- > 0;) {
    if (cancelled != nullptr && *cancelled) return std::nullopt;
    const Tensor& x = StackGrid(evaluation, static_cast<int>(k));
    gradient = Backwards(evaluation.document.layers[k], x, evaluation.outputs[k], gradient);
  }
  return Magnitude(gradient, evaluation.document.input.shape().grid);
}

}  // namespace convlens
