#include <doctest/doctest.h>

#include <limits>

#include "layer/compute/backward.h"
#include "layer/compute/channel_cut.h"
#include "layer/compute/forward.h"
#include "layer/settings/window.h"
#include "random_layers.h"
#include "unit/core/awkward.h"

using namespace convlens;
using namespace convlens::layer_values;
using namespace convlens::random_layers;
using awkward::ForEveryTarget;

// Layers of so many outputs that vectors hold outputs instead of elements, and layers of so much
// work that threads share it.

namespace {

/// A layer of normal numbers, with a bias and an activation of its own.
RandomCase Normals(LayerSettings s, TensorShape input, uint64_t seed) {
  s.activation = static_cast<Activation>(seed % 5);
  RandomCase one{ZeroLayer(s, input.channels), Normal(input, seed)};
  one.layer.weights.matrix() = NormalGrid(one.layer.weights.matrix()->shape(), seed + 100);
  for (size_t o = 0; o < one.layer.bias.size(); ++o) {
    one.layer.bias[o] = static_cast<float>(o) / 8 - 1;
  }
  return one;
}

/// Output channel `output` as a layer of one output, that of its group's inputs.
RandomCase Alone(const RandomCase& all, int output) {
  LayerSettings s = all.layer.settings;
  const ChannelGroup inputs = InputsOf(s, all.x.shape().channels, output);
  s.outputs = s.groups = 1;
  RandomCase one{ZeroLayer(s, inputs.count), {}};
  one.layer.bias = {all.layer.bias[static_cast<size_t>(output)]};
  for (int c = 0; c < inputs.count; ++c) {
    one.x.channels.push_back(all.x[inputs.first + c]);
    const KernelIndex from = KernelBetween(all.layer.settings, inputs, inputs.first + c, output);
    const KernelIndex to = KernelBetween(s, {0, inputs.count}, c, 0);
    CopyGrid(all.layer.weights.kernel(from.first, from.second),
             one.layer.weights.MutableKernel(to.first, to.second));
  }
  return one;
}

void CheckBitsOfEachAlone(const RandomCase& all) {
  ForEveryTarget([&] {
    const Tensor y = Forward(all.layer, all.x);
    for (int o = 0; o < all.layer.settings.outputs; ++o) {
      const RandomCase one = Alone(all, o);
      REQUIRE(*y[o] == *Forward(one.layer, one.x)[0]);
    }
  });
}

LayerSettings Many(int outputs, Shape window, Step stride = {}, Step dilation = {}) {
  LayerSettings s;
  s.outputs = outputs;
  s.window = window;
  s.stride = stride;
  s.dilation = dilation;
  s.padding = {1, 1, 1, 0};
  return s;
}

}  // namespace

TEST_CASE("each of many outputs has the bits that it has alone") {
  for (const int outputs : {16, 17, 24, 31, 32, 33, 50, 65}) {
    CAPTURE(outputs);
    const auto seed = static_cast<uint64_t>(outputs);
    CheckBitsOfEachAlone(Normals(Many(outputs, {3, 3}), {5, {6, 15}}, seed));
  }
  CheckBitsOfEachAlone(Normals(Many(40, {3, 2}, {2, 3}), {3, {11, 23}}, 2));
  CheckBitsOfEachAlone(Normals(Many(20, {2, 3}, {1, 1}, {3, 2}), {4, {9, 19}}, 3));
  LayerSettings groups = Many(3 * 18, {3, 3}, {1, 2});
  groups.groups = 3;
  groups.border = Border::kReflect;
  groups.operation = Operation::kConvolution;
  CheckBitsOfEachAlone(Normals(groups, {6, {7, 13}}, 6));
  LayerSettings transposed = Many(21, {3, 3}, {2, 3});
  transposed.kind = LayerKind::kTransposed;
  CheckBitsOfEachAlone(Normals(transposed, {3, {5, 9}}, 7));
  transposed.window = {1, 2};  // some elements meet no tap
  CheckBitsOfEachAlone(Normals(transposed, {3, {5, 9}}, 9));
}

TEST_CASE("many outputs of any width, from one element on, have the bits that each has alone") {
  for (const int width : awkward::kWidths) {
    CAPTURE(width);
    LayerSettings s = Many(19, {1, 3});
    s.padding = {0, 0, 1, 1};
    const auto seed = static_cast<uint64_t>(width);
    CheckBitsOfEachAlone(Normals(s, {2, {1 + width % 3, width}}, seed));
  }
}

TEST_CASE("channels whose weights are taken in parts do not change a bit") {
  CheckBitsOfEachAlone(Normals(Many(17, {3, 3}), {300, {3, 7}}, 4));
}

TEST_CASE("many outputs pass on what is not finite as each alone does") {
  RandomCase one = Normals(Many(18, {2, 2}), {3, {5, 18}}, 5);
  one.x[1].Mutable().at(2, 7) = std::numeric_limits<float>::infinity();
  one.layer.weights.matrix().Mutable().at(4, 3) = -std::numeric_limits<float>::infinity();
  CheckBitsOfEachAlone(one);
}

TEST_CASE("any cut into parts covers each cell of each channel once") {
  for (const int channels : {1, 3, 32, 33, 100}) {
    for (const int64_t work : {int64_t{0}, int64_t{90'000'000}, int64_t{7'000'000'000}}) {
      const CellRect region{2, 3, 37, 11};
      const ChannelCut parts(channels, region, work);
      Grid times(channels, 64 * 64);
      for (int i = 0; i < parts.count(); ++i) {
        const ChannelPart part = parts[i];
        for (int c = part.first; c < part.first + part.count; ++c) {
          for (int r = 0; r < part.region.height; ++r) {
            for (int col = 0; col < part.region.width; ++col) {
              times.at(c, (part.region.row + r) * 64 + part.region.col + col) += 1;
            }
          }
        }
      }
      for (int c = 0; c < channels; ++c) {
        for (int cell = 0; cell < 64 * 64; ++cell) {
          const bool inside = region.Contains({cell / 64, cell % 64});
          REQUIRE(times.at(c, cell) == (inside ? 1 : 0));
        }
      }
    }
  }
}

TEST_CASE("forward and gradients have the same bits on any number of threads") {
  LayerSettings transposed = Many(33, {3, 3}, {2, 2});
  transposed.kind = LayerKind::kTransposed;
  LayerSettings pool;
  pool.kind = LayerKind::kAveragePool;
  pool.outputs = 48;
  for (const LayerSettings& s : {Many(40, {3, 3}), Many(7, {5, 5}), transposed, pool}) {
    RandomCase one{ZeroLayer(s, 48), Normal({48, {50, 61}}, 1)};
    if (s.has_weights()) {
      one.layer.weights.matrix() = NormalGrid(one.layer.weights.matrix()->shape(), 2);
    }
    const Tensor y = Forward(one.layer, one.x);
    const Tensor dy = Normal(y.shape(), 3);
    const LayerGradients expected = Backward(one.layer, one.x, y, dy, true);
    for (const int threads : {2, 3, 5}) {
      CAPTURE(threads);
      CHECK(Forward(one.layer, one.x, {threads}) == y);
      const LayerGradients got = Backward(one.layer, one.x, y, dy, true, {threads});
      CHECK(got.weights == expected.weights);
      CHECK(got.bias == expected.bias);
      CHECK(got.input == expected.input);
      CHECK(BackwardInput(one.layer, one.x, y, dy, {threads}) == expected.input);
    }
  }
}
