#pragma once

#include <optional>
#include <vector>

#include "train/run/training_history.h"
#include "work/task_analysis.h"

namespace convlens {

/// Why a kernel learns as it does: gradient descent on a squared error, direction by direction.
struct DescentStudy {
  /// One direction of the spectrum, as in `Spectrum`.
  struct Direction {
    DirectionName name = DirectionName::kOther;
    double eigenvalue = 0;  ///< 0 where it is flat
    bool flat = false;
    double rate_limit = 0;  ///< as `StableRateLimit`
    double factor = 0;      ///< of the distance to the minimum, at each step of plain descent
    double loss = 0;        ///< what it adds to the loss now
    std::optional<double> predicted;  ///< the same as it was predicted at the run's start
  };
  std::vector<Direction> directions;  ///< [n], the steepest first
  double largest_loss = 0;            ///< of any direction, now or predicted

  double rate_limit = 0;  ///< of the steepest direction
  /// Why the rate is too large, and one that is not; nothing where it holds.
  std::optional<Message> rate_problem;
  double safe_rate = 0;

  double gradient_norm = 0;          ///< of the loss, without a penalty
  double least_loss = 0;             ///< the smallest there is; 0 where only rounding is left
  double distance = 0;               ///< of the parameters from those of the smallest loss
  Grid least_kernel;                 ///< [kh×kw], of the smallest loss
  std::optional<double> least_bias;  ///< where it is learned
};

/// Everything that a study depends on.
struct DescentQuestion {
  AnalysisPtr analysis;  ///< not null
  TrainingOptions options;
  std::vector<double> parameters;  ///< [n], where the kernel stands, as in `OptimizerMemory`
  /// The first step of the run that has led there by a constant rate, and the steps since; null
  /// where there is no such run.
  TrainingHistory::Record start;
  int64_t steps = 0;

  bool operator==(const DescentQuestion&) const = default;
};

/// Requires squared errors.
DescentStudy StudyDescent(const DescentQuestion& question);

/// The study that was asked for last: made again only when its question changes.
class DescentStudies {
 public:
  const DescentStudy& For(DescentQuestion question);

 private:
  std::optional<DescentQuestion> asked_;
  DescentStudy study_;
};

/// The first step of a run whose rate has stayed the same up to now, or null.
TrainingHistory::Record StartAtConstantRate(const TrainingHistory& history);

}  // namespace convlens
