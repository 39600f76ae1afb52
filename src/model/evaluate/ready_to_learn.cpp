#include "model/evaluate/ready_to_learn.h"

#include <cmath>

#include "core/correlate/kernel_algebra.h"
#include "model/document/front.h"
#include "model/evaluate/evaluation.h"
#include "train/quadratic/stability.h"

namespace convlens {
namespace {

double SumOfSquares(GridView grid) {
  double sum = 0;
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) sum += double{grid.at(r, c)} * grid.at(r, c);
  }
  return sum;
}

bool HasOneKernel(const Document& document) {
  const Weights& weights = document.layers.front().weights;
  return document.layers.size() == 1 && weights.first() == 1 && weights.second() == 1;
}

void MakeTargetPossible(Document& document) {
  FitReferenceKernel(document);
  if (!TargetProblem(document)) return;
  TrainingSetup& setup = document.training;
  const bool one = HasOneKernel(document);
  setup.target_source = one ? TargetSource::kReferenceKernel : TargetSource::kHiddenLayers;
  FitReferenceKernel(document);
}

// A larger kernel has a lower limit: about as its cells are more. A rate that held for the kernel
// of shape `before` is lowered with it; one that did not is the user's own affair.
void KeepRateBelowLimit(Document& document, Shape before) {
  constexpr double kAbout = 1.5;  // rates that are proposed are rounded
  TrainingSetup& setup = document.training;
  const double holds = RateThatHolds(document);
  const Shape window = document.layers.front().settings.window;
  const double held =
      holds * static_cast<double>(window.count()) / static_cast<double>(before.count());
  if (setup.rate > holds && setup.rate <= held * kAbout) setup.rate = static_cast<float>(holds);
}

}  // namespace

void FitReferenceKernel(Document& document) {
  TrainingSetup& setup = document.training;
  if (setup.target_source != TargetSource::kReferenceKernel || !HasOneKernel(document)) return;
  const Shape window = document.layers.front().settings.window;
  const Shape before = setup.reference_kernel->shape();
  if (before == window) return;
  setup.reference_kernel = kernel_algebra::Resized(setup.reference_kernel, window);
  if (document.input_is_image) KeepRateBelowLimit(document, before);
}

double RateThatHolds(const Document& document) {
  if (PlainLayer(document) == nullptr) return 0;
  const Shape kernel = document.layers.front().settings.window;
  const Shape outputs = ValidOutputShape(document.input.shape().grid, kernel);
  if (outputs.empty()) return 0;
  const TrainingSetup& setup = document.training;
  double trace = static_cast<double>(kernel.count()) * SumOfSquares(document.input[0]);
  if (setup.learn_bias) trace += static_cast<double>(outputs.count());
  const double rate = SafeRate(StableRateLimit(OptionsOf(document), trace, outputs.count()));
  return std::isfinite(rate) ? rate : 0;
}

void GetReadyToLearnFrom(Document& document, bool was_image) {
  MakeTargetPossible(document);
  TrainingSetup& setup = document.training;
  if (!was_image) setup.loss = Loss::kMean;
  const double holds = RateThatHolds(document);
  if (holds > 0 && (!was_image || setup.rate > holds)) setup.rate = static_cast<float>(holds);
}

}  // namespace convlens
