#include "model/evaluate/evaluation_source.h"

#include <bit>

namespace convlens {

bool EvaluationSource::SameAs(const EvaluationSource& other) const {
  return input.SameAs(other.input) && kernel == other.kernel &&
         std::bit_cast<uint32_t>(bias) == std::bit_cast<uint32_t>(other.bias) &&
         operation == other.operation;
}

EvaluationSource ReferenceSource(const Document& document) {
  const TrainingSetup& setup = document.training;
  return {document.input[0], setup.reference_kernel, setup.reference_bias,
          document.layers.front().settings.operation};
}

}  // namespace convlens
