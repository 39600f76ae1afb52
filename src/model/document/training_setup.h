#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "layer/settings/layer.h"
#include "train/run/trainer.h"
#include "train/setup/initialization.h"

namespace convlens {

/// Where the target Y of the training comes from.
enum class TargetSource {
  kReferenceKernel,  ///< what the only layer gives with a kernel that is then to be found
  kFixed,            ///< given as grids: taken from the output, or edited by hand
  kHiddenLayers,     ///< what the same layers give with weights of their own, by a seed
  kFilter,           ///< the input filtered as an image program does: at its own size, by
            ///< correlation, edges replicated; seen where each output's field has its middle
};

/// Where Reset puts the kernel.
enum class InitialKernel {
  kRandom,  ///< by a formula and a seed
  kGiven,   ///< a grid of its own
};

struct TrainingSetup {
  float rate = 0.03F;
  Loss loss = Loss::kSum;
  bool learn_bias = false;
  int64_t step_limit = 10;      ///< 0: none
  double steps_per_second = 4;  ///< 0: as fast as the machine
  InitialKernel initial = InitialKernel::kRandom;
  uint64_t seed = 7;
  SharedGrid initial_kernel;          ///< for kGiven; resized with the kernel
  std::vector<Layer> initial_layers;  ///< the same for a stack; used where the shapes agree
  TargetSource target_source = TargetSource::kReferenceKernel;
  SharedGrid reference_kernel = Grid{{1, -1}};  ///< and the filter of kFilter
  float reference_bias = 0;                     ///< of kReferenceKernel
  uint64_t hidden_seed = 1;                     ///< of kHiddenLayers
  Tensor fixed_target;                          ///< for kFixed; may be empty

  Initialization initialization = Initialization::kNormal;  ///< for kRandom
  ErrorMeasure error = ErrorMeasure::kSquared;
  double huber_delta = 1;
  OptimizerOptions optimizer;
  Schedule schedule;
  TrainingAlgorithm algorithm = TrainingAlgorithm::kDirect;
  /// Standard deviation of normal noise on the target unless it is fixed, and its seed.
  double noise = 0;
  uint64_t noise_seed = 1;
  std::vector<TrainingPair> more_pairs;  ///< learned together with the input and its target
  std::optional<TrainingPair> held_out;  ///< only measured

  bool operator==(const TrainingSetup&) const = default;
};

/// The options of a run by `setup`. The rate is the decimal that one sees, 0.03 and not the nearest
/// float32: so the window learns the same as `convlens train`.
TrainingOptions OptionsOf(const TrainingSetup& setup, Operation operation);

}  // namespace convlens
