#include "layer/settings/stack_text.h"

#include <doctest/doctest.h>

using namespace convlens;

namespace {

std::string ProblemOf(const std::string& text) {
  const auto layers = ParseStack(text);
  return layers.ok() ? "" : ToEnglish(layers.problem());
}

}  // namespace

TEST_CASE("a stack is read layer by layer") {
  const auto layers = ParseStack("k3s1p1,k2s2, k3x5d2");
  REQUIRE(layers.ok());
  REQUIRE(layers->size() == 3);
  CHECK((*layers)[0].window == Shape{3, 3});
  CHECK((*layers)[0].padding == Sides{1, 1, 1, 1});
  CHECK((*layers)[1].stride == Step{2, 2});
  CHECK((*layers)[2].window == Shape{3, 5});
  CHECK((*layers)[2].dilation == Step{2, 2});
}

TEST_CASE("the word before the colon is the layer's kind") {
  const auto layers = ParseStack("conv:k3,max:k2s2,avg:k3p1,transposed:k4s2p1o1");
  REQUIRE(layers.ok());
  CHECK((*layers)[0].kind == LayerKind::kConvolution);
  CHECK((*layers)[1].kind == LayerKind::kMaxPool);
  CHECK((*layers)[2].kind == LayerKind::kAveragePool);
  CHECK((*layers)[3].kind == LayerKind::kTransposed);
  CHECK((*layers)[3].output_padding == Step{1, 1});
}

TEST_CASE("pairs are rows and columns; padding may name each side") {
  const auto layers = ParseStack("k3x1s2x1p1x0d1x3,k5p1x2x3x4");
  REQUIRE(layers.ok());
  CHECK((*layers)[0].stride == Step{2, 1});
  CHECK((*layers)[0].padding == Sides{1, 1, 0, 0});
  CHECK((*layers)[0].dilation == Step{1, 3});
  CHECK((*layers)[1].padding == Sides{1, 2, 3, 4});
}

TEST_CASE("what is written is read as the same layers") {
  for (const char* text :
       {"k3", "k3x5s2p1d2", "max:k2s2", "avg:k3x2", "transposed:k4s2p1o1", "k5p1x2x3x4",
        "k3x1p1x0d1x3", "max:k3s2ceil", "avg:k3s2p1nocount", "avg:k3p1ceilnocount"}) {
    CAPTURE(text);
    const auto layers = ParseStack(text);
    REQUIRE(layers.ok());
    CHECK(LayerText(layers->front()) == text);
  }
}

TEST_CASE("a reader sees a true sign between rows and columns, and kinds keep their names") {
  const auto layers = ParseStack("max:k3x5s2x1p1x0,k5p1x2x3x4");
  REQUIRE(layers.ok());
  CHECK(LayerLabel((*layers)[0]) == "max:k3×5s2×1p1×0");
  CHECK(LayerLabel((*layers)[1]) == "k5p1×2×3×4");
}

TEST_CASE("numbers are decimal, with zeros before them or not") {
  const auto layers = ParseStack("k010s02");
  REQUIRE(layers.ok());
  CHECK(LayerText(layers->front()) == "k10s2");
}

TEST_CASE("padding same is PyTorch's, the extra one after") {
  const auto layers = ParseStack("k3psame,k4x3psame,k2x3d3psame,avg:k5psame");
  REQUIRE(layers.ok());
  CHECK((*layers)[0].padding == Sides{1, 1, 1, 1});
  CHECK((*layers)[1].padding == Sides{1, 2, 1, 1});
  CHECK((*layers)[2].padding == Sides{1, 2, 3, 3});
  CHECK((*layers)[3].padding == Sides{2, 2, 2, 2});
  CHECK(ProblemOf("k3s2psame") ==
        "The layer k3s2psame: Padding \"same\" needs stride 1: with another, use \"same-tf\".");
  CHECK(ProblemOf("transposed:k3psame").find("The layer transposed:k3psame: ") == 0);
}

TEST_CASE("padding same-tf gives as many outputs as the input has strides, layer by layer") {
  // TensorFlow: 224 by 7 with stride 2: 5 in all, 2 before; 112 by 3 with 2: 1 in all, after.
  const auto layers = ParseStack("k7s2psame-tf,max:k3s2psame-tf,avg:k2s3psame-tf", Shape{224, 225});
  REQUIRE(layers.ok());
  CHECK((*layers)[0].padding == Sides{2, 3, 3, 3});
  CHECK((*layers)[1].padding == Sides{0, 1, 1, 1});
  CHECK((*layers)[2].padding == Sides{0, 0, 0, 0});
  CHECK_FALSE((*layers)[2].count_padding);
  CHECK(ProblemOf("k3psame-tf").find("depends on the input's size") != std::string::npos);
}

TEST_CASE("a layer that is not understood is named, with the way out") {
  for (const char* text : {"",
                           "3",
                           "k",
                           "kx3",
                           "k3s",
                           "s2",
                           "k3k3",
                           "k3q1",
                           "pool:k2",
                           "k3x",
                           "k3x3x3",
                           "k3o1",
                           "k3s1x2x3x4",
                           "k99999999999",
                           "k3.5",
                           "K3",
                           "k3 s1",
                           "k3ceil",
                           "max:k3nocount",
                           "max:k3ceilceil",
                           "k3psames",
                           "k3p1same",
                           "k3psamep1",
                           "k3p"}) {
    CAPTURE(text);
    CHECK(ProblemOf(text).find("is not understood. Write k") != std::string::npos);
  }
  CHECK(ProblemOf("k3,,k2").find("The layer \"\" is") == 0);
  CHECK(ProblemOf("k3,x2").find("The layer x2 is") == 0);
}

TEST_CASE("a layer that is impossible is named, with the reason") {
  for (const char* text :
       {"k0", "k3s0", "k3d0", "k3p-1", "k256", "max:k2p2", "avg:k3d2", "k3s2000000000"}) {
    CAPTURE(text);
    CHECK(ProblemOf(text).find(FillIn("The layer {}: ", {text})) == 0);
  }
}

TEST_CASE("layers are named by their kind and counted among their like") {
  const auto layers = ParseStack("k5,max:k2,k3,avg:k2,transposed:k2");
  REQUIRE(layers.ok());
  CHECK(LayerNames(*layers) == std::vector<std::string>{"conv1", "pool1", "conv2", "pool2", "up1"});
}
