#pragma once

#include <cstdint>

namespace convlens {

/// How the learning rate changes with the step t, from 0. The formulas are PyTorch's lr_scheduler.
struct Schedule {
  enum class Kind {
    kConstant,
    kStep,  ///< rate · factor^⌊t / every⌋  (StepLR)
    kCosine,  ///< last + (rate − last)·(1 + cos(π·t/length))/2  (CosineAnnealingLR); from `length`
              ///< on it stays at `last`, where PyTorch's would rise again
  };
  Kind kind = Kind::kConstant;
  int64_t every = 100;   ///< kStep: at least 1
  double factor = 0.1;   ///< kStep: above 0
  int64_t length = 100;  ///< kCosine: at least 1
  double last = 0;       ///< kCosine: the rate at the end, at least 0

  bool operator==(const Schedule&) const = default;
};

/// The rate of the update at `step`, for a run whose first rate is `rate`.
double RateAt(const Schedule& schedule, double rate, int64_t step);

}  // namespace convlens
