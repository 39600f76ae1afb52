#pragma once

#include <vector>

#include "core/grid/random.h"
#include "layer/settings/layer.h"
#include "unit/grids.h"

// What the tests of layers share: the book's tensors and short ways to make layers.

namespace convlens::layer_values {

using Channels = std::vector<oracles::Rows>;

inline Tensor ToTensor(const Channels& channels) {
  Tensor tensor;
  for (const oracles::Rows& rows : channels) tensor.channels.emplace_back(ToGrid(rows));
  return tensor;
}

/// The cells of a grid, each raised by `by`.
inline oracles::Rows Raised(oracles::Rows rows, float by) {
  for (std::vector<float>& row : rows) {
    for (float& cell : row) cell += by;
  }
  return rows;
}

/// A layer whose kernels are given as [first][second][kh][kw].
inline Layer LayerWith(LayerSettings settings, const std::vector<Channels>& kernels,
                       std::vector<float> bias = {0}) {
  const oracles::Rows& one = kernels.front().front();
  settings.window = {static_cast<int>(one.size()), static_cast<int>(one.front().size())};
  Layer layer{settings,
              Weights(static_cast<int>(kernels.size()), static_cast<int>(kernels.front().size()),
                      settings.window),
              std::move(bias)};
  for (int f = 0; f < layer.weights.first(); ++f) {
    for (int s = 0; s < layer.weights.second(); ++s) {
      CopyGrid(ToGrid(kernels[static_cast<size_t>(f)][static_cast<size_t>(s)]),
               layer.weights.MutableKernel(f, s));
    }
  }
  return layer;
}

inline Layer Pooling(LayerKind kind, Shape window, Step stride) {
  LayerSettings settings;
  settings.kind = kind;
  settings.window = window;
  settings.stride = stride;
  return ZeroLayer(settings, 1);
}

inline Tensor Normal(TensorShape shape, uint64_t seed) {
  Tensor tensor;
  for (int c = 0; c < shape.channels; ++c) {
    tensor.channels.emplace_back(NormalGrid(shape.grid, seed + static_cast<uint64_t>(c)));
  }
  return tensor;
}

inline Tensor SmallIntegers(TensorShape shape, uint64_t seed) {
  Random random(seed);
  Tensor tensor;
  for (int c = 0; c < shape.channels; ++c) {
    tensor.channels.emplace_back(SmallIntegers(shape.grid, random));
  }
  return tensor;
}

}  // namespace convlens::layer_values
