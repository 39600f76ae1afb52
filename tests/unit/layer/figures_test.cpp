#include <doctest/doctest.h>

#include "layer/compute/forward.h"
#include "layer_values.h"

using namespace convlens;
using namespace convlens::layer_values;
using oracles::FigureInput;
using oracles::FigureKernel;

namespace {

/// Both versions, which must agree on the figures to the bit.
Tensor Output(const Layer& layer, const Tensor& x) {
  const Tensor y = Forward(layer, x);
  CHECK(y == ForwardByLoops(layer, x));
  return y;
}

LayerSettings Padded(int cells) {
  LayerSettings settings;
  settings.padding = {cells, cells, cells, cells};
  return settings;
}

LayerSettings Transposed(int stride, int padding) {
  LayerSettings settings = Padded(padding);
  settings.kind = LayerKind::kTransposed;
  settings.stride = {stride, stride};
  return settings;
}

}  // namespace

TEST_CASE("a plain layer gives the figure's correlation, and flipped its convolution") {
  Layer layer = LayerWith({}, {{FigureKernel()}});
  CHECK(Output(layer, ToTensor({FigureInput()})) == ToTensor({oracles::FigureCorrelation()}));
  layer.settings.operation = Operation::kConvolution;
  CHECK(Output(layer, ToTensor({FigureInput()})) == ToTensor({oracles::FigureConvolution()}));
}

TEST_CASE("padding of one cell gives the book's 4x4 output, strides 3 and 2 its corners") {
  LayerSettings settings = Padded(1);
  CHECK(Output(LayerWith(settings, {{FigureKernel()}}), ToTensor({FigureInput()})) ==
        ToTensor({{{0, 3, 8, 4}, {9, 19, 25, 10}, {21, 37, 43, 16}, {6, 7, 8, 0}}}));
  settings.stride = {3, 2};
  CHECK(Output(LayerWith(settings, {{FigureKernel()}}), ToTensor({FigureInput()})) ==
        ToTensor({{{0, 8}, {6, 8}}}));
}

TEST_CASE("the same kernel twice gives one number") {
  const Layer layer = LayerWith({}, {{FigureKernel()}});
  CHECK(Output(layer, Output(layer, ToTensor({FigureInput()}))) == ToTensor({{{228}}}));
}

TEST_CASE("two input channels are summed; three kernels give three outputs") {
  const Tensor x = ToTensor({FigureInput(), Raised(FigureInput(), 1)});
  const Channels kernel{FigureKernel(), Raised(FigureKernel(), 1)};
  CHECK(Output(LayerWith({}, {kernel}), x) == ToTensor({{{56, 72}, {104, 120}}}));
  LayerSettings settings;
  settings.outputs = 3;
  const Layer layer = LayerWith(settings,
                                {kernel,
                                 {Raised(kernel[0], 1), Raised(kernel[1], 1)},
                                 {Raised(kernel[0], 2), Raised(kernel[1], 2)}},
                                {0, 0, 0});
  CHECK(Output(layer, x) ==
        ToTensor({{{56, 72}, {104, 120}}, {{76, 100}, {148, 172}}, {{96, 128}, {192, 224}}}));
}

TEST_CASE("2x2 pooling takes the largest or the mean") {
  const Tensor x = ToTensor({FigureInput()});
  CHECK(Output(Pooling(LayerKind::kMaxPool, {2, 2}, {1, 1}), x) == ToTensor({{{4, 5}, {7, 8}}}));
  CHECK(Output(Pooling(LayerKind::kAveragePool, {2, 2}, {1, 1}), x) ==
        ToTensor({{{2, 3}, {5, 6}}}));
}

TEST_CASE("a transposed convolution spreads its input out by the kernel") {
  const Tensor x = ToTensor({FigureKernel()});
  const auto output = [&](int stride, int padding) {
    return Output(LayerWith(Transposed(stride, padding), {{FigureKernel()}}), x);
  };
  CHECK(output(1, 0) == ToTensor({{{0, 0, 1}, {0, 4, 6}, {4, 12, 9}}}));
  CHECK(output(1, 1) == ToTensor({{{4}}}));
  CHECK(output(2, 0) == ToTensor({{{0, 0, 0, 1}, {0, 0, 2, 3}, {0, 2, 0, 3}, {4, 6, 6, 9}}}));
}

TEST_CASE("each border mode continues abc as its name says") {
  const Tensor x = ToTensor({{{1, 2, 3}}});
  const auto line = [&](Border border) {
    LayerSettings settings;
    settings.padding = {0, 0, 2, 2};
    settings.border = border;
    return Output(LayerWith(settings, {{{{1}}}}), x);
  };
  CHECK(line(Border::kZeros) == ToTensor({{{0, 0, 1, 2, 3, 0, 0}}}));
  CHECK(line(Border::kReflect) == ToTensor({{{3, 2, 1, 2, 3, 2, 1}}}));
  CHECK(line(Border::kSymmetric) == ToTensor({{{2, 1, 1, 2, 3, 3, 2}}}));
  CHECK(line(Border::kReplicate) == ToTensor({{{1, 1, 1, 2, 3, 3, 3}}}));
  CHECK(line(Border::kCircular) == ToTensor({{{2, 3, 1, 2, 3, 1, 2}}}));
}

TEST_CASE("each activation maps what the sum gives") {
  const Tensor x = ToTensor({{{-2, 0, 2}}});
  const auto activated = [&](Activation activation) {
    LayerSettings settings;
    settings.activation = activation;
    return Forward(LayerWith(settings, {{{{1}}}}), x);
  };
  CHECK(activated(Activation::kNone) == x);
  CHECK(activated(Activation::kReLU) == ToTensor({{{0, 0, 2}}}));
  CHECK(activated(Activation::kLeakyReLU) == ToTensor({{{-0.02F, 0, 2}}}));
  CHECK(activated(Activation::kSigmoid)[0]->at(0, 1) == 0.5F);
  CHECK(activated(Activation::kSigmoid)[0]->at(0, 2) == doctest::Approx(0.8807970780));
  CHECK(activated(Activation::kTanh)[0]->at(0, 0) == doctest::Approx(-0.9640275801));
}
