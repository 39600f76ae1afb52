#include "train/quadratic/normal_equations_limit.h"

namespace convlens {

std::optional<Message> NormalEquationsProblem(const TrainingOptions& options, Shape kernel) {
  constexpr int64_t kMostWeights = 31 * 31;
  if (options.algorithm != TrainingAlgorithm::kNormalEquations || kernel.count() <= kMostWeights) {
    return std::nullopt;
  }
  return Message{
      "The normal equations are for kernels of at most {} weights. Use a smaller kernel, or the "
      "direct way.",
      {std::to_string(kMostWeights)}};
}

}  // namespace convlens
