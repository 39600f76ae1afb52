#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/grid/parallel.h"
#include "layer/compute/forward.h"
#include "layer/settings/layer.h"
#include "work.h"

// What is timed of layers of many channels: as work.h, with layers and stacks instead of one
// kernel.

namespace convlens::bench {

enum class LayerTask {
  kForward,    ///< what the only layer gives, whole calls
  kGradient,   ///< the gradients by its input and by its weights, given that by its output
  kStack,      ///< what the last layer gives
  kStackStep,  ///< one step of descent on the summed squared error by all weights and biases
};

/// One piece of work with its numbers, the same for every contender.
struct LayerProblem {
  LayerTask task;
  std::string name;  ///< "layer/64x224x224/64/3x3", to be followed by the contender
  std::vector<Layer> layers;
  Tensor x;
  Tensor given;    ///< of kGradient: ∂L/∂y; of kStackStep: the target
  float rate = 0;  ///< of kStackStep

  /// Multiplications and additions of one run.
  double Flops() const;
};
using LayerProblemPtr = std::shared_ptr<const LayerProblem>;

/// All works in the order of the table. Their numbers are made when a problem is asked for.
struct LayerWork {
  std::string name;
  std::function<LayerProblemPtr()> problem;
};
std::vector<LayerWork> LayerWorks();

struct LayerContender {
  std::string who;
  /// The work, or none where the contender cannot do it. The result is one row: the output channel
  /// by channel; the gradients by the input and then by the weights; or of every layer the weights
  /// and then the biases after the first step.
  std::function<Work(LayerProblemPtr)> prepare;
  std::function<bool(const std::string& name)> takes_part;
  /// How far off a result may be, of the scale of what is compared.
  double tolerance = 1e-5;
};
std::vector<LayerContender> LayerContenders();

Work PrepareLayersByConvLens(const LayerProblemPtr& problem, Threads threads,
                             CorrelationMethod method = CorrelationMethod::kAutomatic);
Work PrepareLayersByOneDnn(const LayerProblemPtr& problem);
/// Eager, on `threads` threads, in the memory layout that is faster.
Work PrepareLayersByPyTorch(const LayerProblemPtr& problem, Threads threads);

/// All cells of all channels, or all weights and then biases, as one row.
Grid Flat(const Tensor& tensor);
Grid Flat(const std::vector<Layer>& layers);
Grid Joined(const Grid& a, const Grid& b);

/// Empty when `result` is right, else a message. Outputs are compared with their terms' sums in
/// double precision at some elements, of stacks layer by layer; gradients with the plain loops.
std::string CheckLayers(const LayerProblem& problem, const Grid& result, double tolerance);

}  // namespace convlens::bench
