#include "train/setup/optimizer.h"

#include <cassert>
#include <cmath>

namespace convlens {
namespace {

void Descend(double rate, std::span<const double> direction, std::span<double> parameters) {
  for (size_t i = 0; i < parameters.size(); ++i) parameters[i] -= rate * direction[i];
}

/// v ← μ·v + g, where v is g at first.
void AddToVelocity(double momentum, std::span<const double> gradient, OptimizerMemory& memory) {
  if (memory.first.empty()) {
    memory.first.assign(gradient.begin(), gradient.end());
    return;
  }
  for (size_t i = 0; i < gradient.size(); ++i) {
    memory.first[i] = momentum * memory.first[i] + gradient[i];
  }
}

void DescendByNesterov(double momentum, double rate, std::span<const double> gradient,
                       OptimizerMemory& memory) {
  AddToVelocity(momentum, gradient, memory);
  for (size_t i = 0; i < gradient.size(); ++i) {
    memory.parameters[i] -= rate * (gradient[i] + momentum * memory.first[i]);
  }
}

void DescendByAdam(const OptimizerOptions& options, double rate, std::span<const double> gradient,
                   OptimizerMemory& memory) {
  memory.first.resize(gradient.size(), 0);
  memory.second.resize(gradient.size(), 0);
  memory.beta1_power *= options.beta1;
  memory.beta2_power *= options.beta2;
  const double step = rate / (1 - memory.beta1_power);
  const double second_scale = std::sqrt(1 - memory.beta2_power);
  for (size_t i = 0; i < gradient.size(); ++i) {
    const double g = gradient[i];
    double& m = memory.first[i];
    double& s = memory.second[i];
    m = options.beta1 * m + (1 - options.beta1) * g;
    s = options.beta2 * s + (1 - options.beta2) * g * g;
    memory.parameters[i] -= step * m / (std::sqrt(s) / second_scale + options.epsilon);
  }
}

}  // namespace

void UpdateParameters(const OptimizerOptions& options, double rate, std::span<double> gradient,
                      OptimizerMemory& memory) {
  assert(gradient.size() == memory.parameters.size());
  if (options.weight_decay != 0) {
    for (size_t i = 0; i < gradient.size(); ++i) {
      gradient[i] += options.weight_decay * memory.parameters[i];
    }
  }
  switch (options.kind) {
    case Optimizer::kSgd:
      return Descend(rate, gradient, memory.parameters);
    case Optimizer::kMomentum:
      AddToVelocity(options.momentum, gradient, memory);
      return Descend(rate, memory.first, memory.parameters);
    case Optimizer::kNesterov:
      return DescendByNesterov(options.momentum, rate, gradient, memory);
    case Optimizer::kAdam:
      return DescendByAdam(options, rate, gradient, memory);
  }
}

}  // namespace convlens
