#include <doctest/doctest.h>

#include "layer/compute/forward.h"
#include "layer_values.h"

using namespace convlens;
using namespace convlens::layer_values;
using oracles::FigureInput;
using oracles::FigureKernel;

TEST_CASE("the terms behind an element run by channel and kernel cell, with their partial sums") {
  const Tensor x = ToTensor({FigureInput(), Raised(FigureInput(), 1)});
  const Layer layer = LayerWith({}, {{FigureKernel(), Raised(FigureKernel(), 1)}}, {10});
  const std::vector<LayerTerm> terms = TermsOf(layer, x, 0, {0, 1});
  REQUIRE(terms.size() == 8);
  CHECK(terms[0].channel == 0);
  CHECK(terms[5].channel == 1);
  CHECK(terms[5].tap == Cell{0, 1});
  CHECK(terms[5].input == Cell{0, 2});
  CHECK(terms[5].weight == 2);
  CHECK(terms[5].value == 3);
  CHECK(terms[5].product == 6);
  CHECK(terms[0].partial == 10);
  CHECK(terms[7].partial == 82);
}

TEST_CASE("a term in the padding says so and has the border's value") {
  LayerSettings settings;
  settings.padding = {1, 1, 1, 1};
  const Tensor x = ToTensor({FigureInput()});
  std::vector<LayerTerm> terms = TermsOf(LayerWith(settings, {{FigureKernel()}}), x, 0, {0, 1});
  CHECK(terms[0].padding);
  CHECK(terms[0].input == Cell{-1, 0});
  CHECK(terms[0].value == 0);
  CHECK(!terms[2].padding);
  CHECK(terms[3].partial == 3);
  settings.border = Border::kReplicate;
  terms = TermsOf(LayerWith(settings, {{FigureKernel()}}), x, 0, {3, 3});
  CHECK(terms[3].padding);
  CHECK(terms[3].value == 8);
}

TEST_CASE("a convolution's terms keep the kernel's order and meet the input flipped") {
  LayerSettings settings;
  settings.operation = Operation::kConvolution;
  const std::vector<LayerTerm> terms =
      TermsOf(LayerWith(settings, {{FigureKernel()}}), ToTensor({FigureInput()}), 0, {0, 0});
  CHECK(terms[3].tap == Cell{1, 1});
  CHECK(terms[3].input == Cell{0, 0});
  CHECK(terms[0].input == Cell{1, 1});
  CHECK(terms[3].partial == 5);
}

TEST_CASE("stride moves the window, dilation spreads its cells") {
  LayerSettings settings;
  settings.stride = {1, 2};
  settings.dilation = {2, 1};
  const Tensor x = SmallIntegers({1, {5, 5}}, 1);
  const std::vector<LayerTerm> terms =
      TermsOf(LayerWith(settings, {{FigureKernel()}}), x, 0, {1, 1});
  CHECK(terms[0].input == Cell{1, 2});
  CHECK(terms[1].input == Cell{1, 3});
  CHECK(terms[2].input == Cell{3, 2});
}

TEST_CASE("a transposed convolution lists the inputs that reach the element") {
  LayerSettings settings;
  settings.kind = LayerKind::kTransposed;
  const Layer layer = LayerWith(settings, {{FigureKernel()}});
  const Tensor x = ToTensor({FigureKernel()});
  CHECK(TermsOf(layer, x, 0, {1, 1}).size() == 4);
  const std::vector<LayerTerm> corner = TermsOf(layer, x, 0, {0, 0});
  REQUIRE(corner.size() == 1);
  CHECK(corner[0].tap == Cell{0, 0});
  CHECK(corner[0].input == Cell{0, 0});
}

TEST_CASE("pooling's terms are the window's cells: the largest so far, or their shares") {
  const Tensor x = ToTensor({FigureInput()});
  std::vector<LayerTerm> terms =
      TermsOf(Pooling(LayerKind::kMaxPool, {2, 2}, {1, 1}), x, 0, {1, 0});
  REQUIRE(terms.size() == 4);
  CHECK(terms[1].partial == 4);
  CHECK(terms[3].partial == 7);
  terms = TermsOf(Pooling(LayerKind::kAveragePool, {2, 2}, {1, 1}), x, 0, {1, 0});
  CHECK(terms[3].weight == 0.25F);
  CHECK(terms[3].partial == 5);
}

TEST_CASE("an average counts its padding or not, and never what hangs over it") {
  Layer layer = Pooling(LayerKind::kAveragePool, {2, 2}, {2, 2});
  layer.settings.padding = {1, 0, 1, 0};
  const Tensor x = ToTensor({FigureInput()});
  CHECK(ForwardByLoops(layer, x)[0]->at(0, 0) == 0);
  CHECK(ForwardByLoops(layer, x)[0]->at(0, 1) == 0.75F);
  layer.settings.count_padding = false;
  CHECK(ForwardByLoops(layer, x)[0]->at(0, 1) == 1.5F);
  CHECK(TermsOf(layer, x, 0, {0, 1})[0].weight == 0);
  layer = Pooling(LayerKind::kAveragePool, {2, 2}, {2, 2});
  layer.settings.ceil_mode = true;
  CHECK(ForwardByLoops(layer, x) == ToTensor({{{2, 3.5F}, {6.5F, 8}}}));
}
