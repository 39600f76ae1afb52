#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// How a gradient becomes a change of the parameters. PyTorch's torch.optim, with g the gradient
/// plus `weight_decay` times the parameter, and r the rate:
enum class Optimizer {
  kSgd,       ///< p ← p − r·g
  kMomentum,  ///< v ← μ·v + g (v = g at first), p ← p − r·v; no dampening
  kNesterov,  ///< v as above, p ← p − r·(g + μ·v)
  kAdam,      ///< m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)g²,
              ///< p ← p − r/(1−β₁ᵗ) · m / (√s/√(1−β₂ᵗ) + ε)
};

struct OptimizerOptions {
  Optimizer kind = Optimizer::kSgd;
  double momentum = 0.9;  ///< μ, in [0, 1)
  double beta1 = 0.9;     ///< in [0, 1)
  double beta2 = 0.999;   ///< in [0, 1)
  double epsilon = 1e-8;  ///< above 0
  /// The L2 penalty w/2·|p|² on everything that learns, the bias too: its gradient w·p is added to
  /// the loss's, as in PyTorch. The loss that is shown is the one without the penalty.
  double weight_decay = 0;  ///< w, at least 0

  bool operator==(const OptimizerOptions&) const = default;
};

/// Parameters and moments in full precision: what an optimizer needs to go on. Kernels are float32
/// everywhere else, but small updates would be lost if they were summed up in it.
struct OptimizerMemory {
  /// The kernel row by row, then the bias if it is learned; of a stack see `LearnedParameters`.
  std::vector<double> parameters;
  std::vector<double> first{};   ///< v or m; empty before the first update
  std::vector<double> second{};  ///< s; only Adam's
  double beta1_power = 1;        ///< β₁ᵗ after t updates
  double beta2_power = 1;

  bool operator==(const OptimizerMemory&) const = default;
};

/// One update of `memory` at `rate`. Adds the penalty to `gradient`, so that it holds g afterwards.
/// Requires one gradient for each parameter. Allocates at the first update at most.
void UpdateParameters(const OptimizerOptions& options, double rate, std::span<double> gradient,
                      OptimizerMemory& memory);

}  // namespace convlens
