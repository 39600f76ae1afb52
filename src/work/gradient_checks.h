#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "train/run/gradient_check.h"
#include "work/newest_answer.h"

namespace convlens {

/// What is checked: the gradient of a plain kernel's loss where it stands.
struct GradientQuestion {
  TrainingData data;
  TrainingOptions options;
  TrainingState state;
};

/// One entry for each weight, row by row, and then for the bias where it is learned.
using GradientCheckPtr = std::shared_ptr<const std::vector<CheckedGradient>>;

/// Checks a gradient by finite differences: at once where that is quick, otherwise in the
/// background.
class GradientChecks {
 public:
  /// `wake` is called from the background thread when a check has ended.
  explicit GradientChecks(Threading threading, std::function<void()> wake = {})
      : answer_(threading, std::move(wake)) {}

  /// Whether a check takes few enough multiply-adds to be worth waiting for.
  static bool IsFeasible(const GradientQuestion& question);

  /// The check; null while there is none (ask again). While a kernel learns, a check under way is
  /// finished, and is that of the kernel of a moment ago. Requires data and options without a
  /// problem.
  GradientCheckPtr For(const GradientQuestion& question);

 private:
  NewestAnswer<std::vector<CheckedGradient>> answer_;
  std::optional<GradientQuestion> asked_;
};

}  // namespace convlens
