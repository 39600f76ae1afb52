#include "work/descent_study.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "train/quadratic/stability.h"
#include "train/run/parameters.h"
#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

double ScaleOf(const DescentQuestion& question) {
  return LossScale(question.options.loss, question.analysis->sums.outputs);
}

// What was predicted at the start of the run, where it can be.
std::optional<Descent> Prediction(const DescentQuestion& question) {
  if (!question.start || !IsPredictable(question.options)) return std::nullopt;
  const RecordedStep& start = *question.start;
  TrainingOptions options = question.options;
  options.rate = start.rate;
  return DescentFrom(question.analysis->sums, question.analysis->spectrum, options,
                     ParametersOf({start.kernel, start.bias}, options.learn_bias));
}

void FillDirections(const DescentQuestion& question, DescentStudy& study) {
  const TaskAnalysis& analysis = *question.analysis;
  const Spectrum& spectrum = analysis.spectrum;
  const Descent now = DescentFrom(analysis.sums, spectrum, question.options, question.parameters);
  const std::optional<Descent> predicted = Prediction(question);
  for (size_t i = 0; i < spectrum.size(); ++i) {
    DescentStudy::Direction direction;
    direction.name = NameOf(spectrum.vectors[i], analysis.sums.kernel);
    direction.flat = spectrum.Flat(i);
    direction.eigenvalue = direction.flat ? 0 : spectrum.values[i];
    direction.rate_limit =
        StableRateLimit(question.options, spectrum.values[i], analysis.sums.outputs);
    direction.factor = 1 - question.options.rate * now.curvatures[i];
    direction.loss = now.LossAlong(i, 0);
    study.largest_loss = std::max(study.largest_loss, direction.loss);
    if (predicted) {
      direction.predicted = predicted->LossAlong(i, question.steps);
      study.largest_loss = std::max(study.largest_loss, *direction.predicted);
    }
    study.directions.push_back(direction);
  }
}

void FillRate(const DescentQuestion& question, DescentStudy& study) {
  const TaskAnalysis& analysis = *question.analysis;
  study.rate_limit = study.directions.front().rate_limit;
  study.rate_problem = RateProblem(analysis.sums, analysis.spectrum, question.options);
  if (study.rate_problem) study.safe_rate = SafeRate(study.rate_limit);
}

double GradientNorm(const DescentQuestion& question) {
  std::vector<double> gradient(question.parameters.size());
  (void)question.analysis->sums.SquaredErrorAndGradient(question.parameters, gradient);
  double squares = 0;
  for (const double slope : gradient) {
    const double scaled = slope * ScaleOf(question);
    squares += scaled * scaled;
  }
  return std::sqrt(squares);
}

// A loss within the rounding of the sums counts as zero.
double LeastLoss(const DescentQuestion& question) {
  constexpr double kRounding = 1e-12;
  const double error = question.analysis->minimum.squared_error;
  return error > kRounding * question.analysis->sums.c ? error * ScaleOf(question) : 0;
}

void FillMinimum(const DescentQuestion& question, DescentStudy& study) {
  const Minimum& minimum = question.analysis->minimum;
  study.least_loss = LeastLoss(question);
  double squares = 0;
  for (size_t i = 0; i < question.parameters.size(); ++i) {
    const double distance = question.parameters[i] - minimum.parameters[i];
    squares += distance * distance;
  }
  study.distance = std::sqrt(squares);
  const TrainingState least =
      StateAt(minimum.parameters, {Grid(question.analysis->sums.kernel), 0});
  study.least_kernel = least.kernel;
  if (question.options.learn_bias) study.least_bias = minimum.parameters.back();
}

}  // namespace

DescentStudy StudyDescent(const DescentQuestion& question) {
  DescentStudy study;
  FillDirections(question, study);
  FillRate(question, study);
  study.gradient_norm = GradientNorm(question);
  FillMinimum(question, study);
  return study;
}

const DescentStudy& DescentStudies::For(DescentQuestion question) {
  if (!asked_ || !(*asked_ == question)) {
    study_ = StudyDescent(question);
    asked_ = std::move(question);
  }
  return study_;
}

TrainingHistory::Record StartAtConstantRate(const TrainingHistory& history) {
  const std::vector<TrainingHistory::Record>& records = history.records();
  if (records.empty()) return nullptr;
  const double rate = records.front()->rate;
  const bool constant =
      std::all_of(records.begin(), records.end(),
                  [rate](const TrainingHistory::Record& record) { return record->rate == rate; });
  return constant ? records.front() : nullptr;
}

}  // namespace convlens
