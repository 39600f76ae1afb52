#include "model/document.h"

#include "core/kernel_algebra.h"
#include "model/front.h"

namespace convlens {

TrainingState InitialState(const Document& document) {
  const TrainingSetup& setup = document.training;
  const Shape shape = document.layers.front().settings.window;
  TrainingState state;
  state.kernel = setup.initial == InitialKernel::kRandom
                     ? InitializedKernel(setup.initialization, shape, setup.seed)
                     : Resized(setup.initial_kernel, shape);
  // A bias that is not learned is the user's, and stays.
  state.bias = setup.learn_bias ? 0.0F : FrontBias(document, {});
  return state;
}

Grid ReferenceTarget(const Document& document) {
  const TrainingSetup& setup = document.training;
  const Shape shape =
      ValidOutputShape(document.input.shape().grid, setup.reference_kernel->shape());
  if (shape.empty()) return {};
  Grid target(shape);
  Apply(document.layers.front().settings.operation, document.input[0], setup.reference_kernel,
        setup.reference_bias, target);
  return setup.noise > 0 ? WithNoise(target, setup.noise, setup.noise_seed) : target;
}

}  // namespace convlens
