#include "ui/state/kernel_plan.h"

namespace convlens {

const std::optional<CorrelationPlan>& KernelPlan::Of(const Evaluation& evaluation,
                                                     CorrelationMethod method) {
  const Layer& layer = evaluation.front_layer();
  const int channel = evaluation.front.output;
  const Shape output = evaluation.output.shape();
  const bool same = made_ && settings_ == layer.settings && weights_ == layer.weights &&
                    channel_ == channel && output_ == output && method_ == method;
  if (!same) {
    settings_ = layer.settings;
    weights_ = layer.weights;
    channel_ = channel;
    output_ = output;
    method_ = method;
    plan_ = PlanOf(settings_, weights_, channel_, output_, method_);
    made_ = true;
  }
  return plan_;
}

}  // namespace convlens
