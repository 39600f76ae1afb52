#include "model/evaluate/ready_to_learn.h"

#include <doctest/doctest.h>

#include "core/pattern/pattern.h"
#include "model/edit/edit.h"
#include "model/evaluate/evaluation.h"
#include "train/run/analysis.h"

using namespace convlens;

namespace {

Grid Picture() {
  Grid picture(24, 32);
  for (int r = 0; r < picture.height(); ++r) {
    for (int c = 0; c < picture.width(); ++c)
      picture.at(r, c) = 0.3F + 0.02F * static_cast<float>((r * 7 + c) % 30);
  }
  return picture;
}

double LimitOf(const Document& document) {
  return LargestStableRate(document.input[0], document.layers.front().settings.window,
                           OptionsOf(document), nullptr);
}

}  // namespace

TEST_CASE("learning from a photo is ready with the mean loss and a rate below its limit") {
  Document document;
  ReplaceKernel(Grid{{0, 1}, {2, 3}}, {"", {}}).apply(document);
  document.training.reference_kernel = Grid{{1, -1}};
  ReplaceInput(SharedGrid(Picture()), "photo.png", true).apply(document);
  CHECK(!TargetProblem(document));
  CHECK(document.training.reference_kernel->shape() == Shape{2, 2});
  CHECK(document.training.loss == Loss::kMean);
  const double limit = LimitOf(document);
  CHECK(document.training.rate < limit);
  CHECK(document.training.rate > limit / 3);
}

TEST_CASE("another photo keeps the loss, and the rate where it holds") {
  Document document;
  document.input_is_image = true;
  document.training.loss = Loss::kSum;
  document.training.rate = 1e-6F;
  ReplaceInput(SharedGrid(Picture()), "photo.png", true).apply(document);
  CHECK(document.training.loss == Loss::kSum);
  CHECK(document.training.rate == 1e-6F);
  document.training.rate = 0.5F;
  ReplaceInput(SharedGrid(Picture()), "photo.png", true).apply(document);
  CHECK(document.training.rate < LimitOf(document));
}

TEST_CASE("a photo's rate stays below its limit when the kernel grows, unless it was above") {
  Document document;
  ReplaceInput(SharedGrid(Picture()), "photo.png", true).apply(document);
  ReplaceKernel(Grid(3, 3, 0.1F), {"", {}}).apply(document);
  CHECK(document.training.rate < LimitOf(document));
  document.training.rate = 100;
  ReplaceKernel(Grid(5, 5, 0.1F), {"", {}}).apply(document);
  CHECK(document.training.rate == 100);
}

TEST_CASE("an array changes nothing of the training") {
  Document document;
  const TrainingSetup before = document.training;
  ReplaceInput(SharedGrid(Picture()), "numbers.npy", false).apply(document);
  CHECK(document.training == before);
}

TEST_CASE("the reference kernel follows the kernel's size") {
  Document document;
  ResizeGrid(GridRole::kKernel, {3, 3}).apply(document);
  CHECK(document.training.reference_kernel == SharedGrid(Grid{{1, -1, 0}, {0, 0, 0}, {0, 0, 0}}));
  ReplaceKernel(Grid{{0, 1}, {2, 3}}, {"", {}}).apply(document);
  CHECK(document.training.reference_kernel->shape() == Shape{2, 2});
  CHECK(!TargetProblem(document));
}

TEST_CASE("a filter that makes the target keeps its own size") {
  Document document;
  document.training.target_source = TargetSource::kFilter;
  ResizeGrid(GridRole::kKernel, {3, 3}).apply(document);
  CHECK(document.training.reference_kernel->shape() == Shape{1, 2});
}

TEST_CASE("a photo in colour lets hidden layers make the target") {
  Document document;
  Tensor color;
  for (int c = 0; c < 3; ++c) color.channels.emplace_back(Picture());
  ReplaceInput(color, "photo.png", true).apply(document);
  CHECK(document.training.target_source == TargetSource::kHiddenLayers);
  CHECK(!TargetProblem(document));
}
