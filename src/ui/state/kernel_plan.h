#pragma once

#include <optional>

#include "core/correlate/correlation_plan.h"
#include "work/workbench.h"

namespace convlens {

/// How the kernel in front is carried out: found again only when that can have changed.
class KernelPlan {
 public:
  /// Nothing where the core's correlation does not carry it out.
  const std::optional<CorrelationPlan>& Of(const Evaluation& evaluation, CorrelationMethod method);

 private:
  bool made_ = false;
  LayerSettings settings_;
  Weights weights_;
  int channel_ = 0;
  Shape output_;
  CorrelationMethod method_ = CorrelationMethod::kAutomatic;
  std::optional<CorrelationPlan> plan_;
};

}  // namespace convlens
