#pragma once

#include "core/grid/result.h"
#include "model/document/front.h"

namespace convlens {

/// What a target is computed from.
struct EvaluationSource {
  SharedGrid input;
  SharedGrid kernel;
  float bias = 0;
  Operation operation = Operation::kCorrelation;

  /// Whether both give the same numbers, decided without looking into the input.
  bool SameAs(const EvaluationSource& other) const;
  int64_t multiply_adds() const { return MultiplyAdds(input->shape(), kernel->shape()); }
};
/// Of the target that the reference kernel of a plain layer gives.
EvaluationSource ReferenceSource(const Document& document);

}  // namespace convlens
