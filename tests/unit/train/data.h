#pragma once

#include <string>

#include "core/grid/random.h"
#include "core/pattern/pattern.h"
#include "train/run/trainer.h"
#include "train/setup/initialization.h"
#include "unit/grids.h"

namespace convlens {

/// The book's edges and what [1, -1] makes of them.
inline TrainingData BookData() {
  return {{{ToGrid(oracles::EdgesInput()), ToGrid(oracles::EdgesOutput())}}};
}

/// A random input and what `kernel` makes of it.
inline TrainingPair PairOf(Shape input, const Grid& kernel, uint64_t seed, float bias = 0,
                           Operation operation = Operation::kCorrelation) {
  const Grid x = UniformGrid(input, seed, -1.0F, 1.0F);
  Grid y(ValidOutputShape(input, kernel.shape()));
  CorrelateBy(operation, x, kernel, bias, y);
  return {x, y};
}

inline Optimizer OptimizerNamed(const std::string& name) {
  if (name == "momentum") return Optimizer::kMomentum;
  if (name == "nesterov") return Optimizer::kNesterov;
  return name == "adam" ? Optimizer::kAdam : Optimizer::kSgd;
}

inline TrainingOptions OptionsOf(const oracles::LearningRun& run) {
  TrainingOptions options;
  options.rate = run.rate;
  options.loss = run.mean_loss ? Loss::kMean : Loss::kSum;
  options.learn_bias = run.learns_bias;
  options.operation = run.convolution ? Operation::kConvolution : Operation::kCorrelation;
  options.optimizer.kind = OptimizerNamed(run.optimizer);
  return options;
}

inline TrainingState StartOf(const oracles::LearningRun& run) {
  return {Grid{{run.initial[0], run.initial[1]}}, 0, 0};
}

}  // namespace convlens
