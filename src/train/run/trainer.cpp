#include "train/run/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/correlate/gradient.h"
#include "train/run/parameters.h"
#include "train/run/stack_gradient.h"
#include "train/setup/loss_scale.h"

namespace convlens {
namespace {

/// cost(e) summed over one pair, in scratch space of the output's shape.
double SumOfCosts(const TrainingPair& pair, const TrainingOptions& options, GridView kernel,
                  float bias, MutableGridView errors, Threads threads = {}) {
  CorrelateBy(options.operation, pair.input[0], kernel, bias, errors, threads);
  const double squares = SquaredError(errors, pair.target[0], errors);
  if (options.error == ErrorMeasure::kSquared) return squares;
  return SumOfCosts(options.error, options.huber_delta, errors);
}

bool IsPlain(const TrainingData& data, const TrainingOptions& options, const TrainingState& state) {
  return state.layers.empty() && data.pairs.size() == 1 &&
         options.error == ErrorMeasure::kSquared && options.optimizer.kind == Optimizer::kSgd &&
         options.optimizer.weight_decay == 0 &&
         options.schedule.kind == Schedule::Kind::kConstant &&
         options.algorithm == TrainingAlgorithm::kDirect;
}

bool SameNumber(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Whether `memory` is `shown` in full precision.
bool Belongs(const OptimizerMemory& memory, const std::vector<double>& shown) {
  return std::equal(memory.parameters.begin(), memory.parameters.end(), shown.begin(), shown.end(),
                    [](double exact, double rounded) {
                      return SameNumber(static_cast<float>(exact), static_cast<float>(rounded));
                    });
}

double SumOfCosts(const TrainingPair& pair, const TrainingOptions& options,
                  const TrainingState& state, Threads threads) {
  if (!state.layers.empty()) return SumOfStackCosts(state.layers, pair, options, threads);
  Grid errors(pair.target[0]->shape());
  return SumOfCosts(pair, options, state.kernel, state.bias, errors);
}

}  // namespace

double LossOver(std::span<const TrainingPair> pairs, const TrainingOptions& options,
                const TrainingState& state, Threads threads) {
  double costs = 0;
  int64_t outputs = 0;
  for (const TrainingPair& pair : pairs) {
    costs += SumOfCosts(pair, options, state, threads);
    outputs += pair.target.shape().count();
  }
  return costs * LossScale(options.loss, outputs);
}

Trainer::Trainer(Tensor input, Tensor target, const TrainingOptions& options, TrainingState state)
    : Trainer(TrainingData{{{std::move(input), std::move(target)}}}, options, std::move(state)) {}

Trainer::Trainer(TrainingData data, const TrainingOptions& options, TrainingState state,
                 std::shared_ptr<const NormalEquations> normal)
    : data_(std::move(data)),
      options_(options),
      state_(std::move(state)),
      tap_sums_(state_.kernel.shape()),
      loss_scale_(LossScale(options.loss, data_.outputs())),
      plain_(IsPlain(data_, options, state_)) {
  TakeParameters();
  gradient_.resize(state_.memory.parameters.size());
  if (!state_.layers.empty()) return;
  if (options_.algorithm == TrainingAlgorithm::kNormalEquations) {
    assert(options_.error == ErrorMeasure::kSquared);
    normal_ = normal ? std::move(normal)
                     : std::make_shared<NormalEquations>(
                           *BuildNormalEquations(data_, state_.kernel.shape(), options_.operation,
                                                 {options_.learn_bias, state_.bias}));
    assert(normal_->size() == gradient_.size());
  }
  for (const TrainingPair& pair : data_.pairs) {
    assert(pair.target[0]->shape() ==
           ValidOutputShape(pair.input[0]->shape(), state_.kernel.shape()));
    errors_.emplace_back(pair.target[0]->shape());
  }
}

void Trainer::TakeParameters() {
  std::vector<double> shown = ParametersOf(state_, options_.learn_bias);
  if (Belongs(state_.memory, shown)) return;
  state_.memory = {};
  state_.memory.parameters = std::move(shown);
}

void Trainer::WriteParameters() {
  if (!state_.layers.empty()) {
    SetLearnedParameters(state_.memory.parameters, options_.learn_bias, state_.layers);
    return;
  }
  const double* parameter = state_.memory.parameters.data();
  Grid& kernel = state_.kernel;
  for (int r = 0; r < kernel.height(); ++r) {
    for (int c = 0; c < kernel.width(); ++c) kernel.at(r, c) = static_cast<float>(*parameter++);
  }
  if (options_.learn_bias) state_.bias = static_cast<float>(*parameter);
}

double Trainer::PairGradient(size_t index) {
  const TrainingPair& pair = data_.pairs[index];
  Grid& errors = errors_[index];
  double costs = 0;
  double bias_sum = 0;
  double factor = loss_scale_;
  if (options_.error == ErrorMeasure::kSquared) {
    const SquaredErrorGradients sums =
        SquaredErrorAndGradients(options_.operation, pair.input[0], state_.kernel, state_.bias,
                                 pair.target[0], errors, tap_sums_, threads_);
    costs = sums.squared_error;
    bias_sum = sums.bias_gradient;
    factor = 2 * loss_scale_;
  } else {
    costs = SumOfCosts(pair, options_, state_.kernel, state_.bias, errors, threads_);
    CostDerivatives(options_.error, options_.huber_delta, errors);
    KernelGradient(options_.operation, pair.input[0], errors, tap_sums_, threads_);
    bias_sum = BiasGradient(errors);
  }
  double* gradient = gradient_.data();
  for (int r = 0; r < tap_sums_.height(); ++r) {
    const float* row = tap_sums_.row(r);
    for (int c = 0; c < tap_sums_.width(); ++c) *gradient++ += factor * double{row[c]};
  }
  if (options_.learn_bias) *gradient += factor * bias_sum;
  return costs;
}

double Trainer::DirectGradient() {
  double costs = 0;
  std::fill(gradient_.begin(), gradient_.end(), 0.0);
  for (size_t i = 0; i < data_.pairs.size(); ++i) costs += PairGradient(i);
  return costs * loss_scale_;
}

double Trainer::StackGradient() {
  double costs = 0;
  std::fill(gradient_.begin(), gradient_.end(), 0.0);
  for (const TrainingPair& pair : data_.pairs) {
    costs += AddStackGradient(state_.layers, pair, options_, loss_scale_, gradient_, threads_,
                              cancelled_);
  }
  return costs * loss_scale_;
}

double Trainer::NormalGradient() {
  const double error = normal_->SquaredErrorAndGradient(state_.memory.parameters, gradient_);
  for (double& g : gradient_) g *= loss_scale_;
  return error * loss_scale_;
}

double Trainer::CurrentLoss() {
  if (!state_.layers.empty()) return StackGradient();
  return normal_ ? NormalGradient() : DirectGradient();
}

/// The same as the general way, to the last bit: for small kernels its loops are what takes time.
double Trainer::PlainStep() {
  const SquaredErrorGradients sums = SquaredErrorAndGradients(
      options_.operation, data_.pairs[0].input[0], state_.kernel, state_.bias,
      data_.pairs[0].target[0], errors_[0], tap_sums_, threads_);
  const double factor = 2 * loss_scale_;
  double* gradient = gradient_.data();
  double* parameter = state_.memory.parameters.data();
  for (int r = 0; r < tap_sums_.height(); ++r) {
    const float* sum = tap_sums_.row(r);
    float* weight = state_.kernel.row(r);
    for (int c = 0; c < tap_sums_.width(); ++c) {
      *gradient = factor * double{sum[c]};
      *parameter -= options_.rate * *gradient++;
      weight[c] = static_cast<float>(*parameter++);
    }
  }
  if (options_.learn_bias) {
    *gradient = factor * sums.bias_gradient;
    *parameter -= options_.rate * *gradient;
    state_.bias = static_cast<float>(*parameter);
  }
  ++state_.step;
  return sums.squared_error * loss_scale_;
}

double Trainer::Step() {
  if (plain_) return PlainStep();
  const double loss = CurrentLoss();
  const bool stack = !state_.layers.empty();
  if (stack && cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  UpdateParameters(options_.optimizer, NextRate(), gradient_, state_.memory);
  WriteParameters();
  ++state_.step;
  return loss;
}

double Trainer::GradientNorm() const {
  double squares = 0;
  for (const double g : gradient_) squares += g * g;
  return std::sqrt(squares);
}

double Trainer::HeldOutLoss() const {
  if (!data_.held_out) return std::numeric_limits<double>::quiet_NaN();
  return LossOver({&*data_.held_out, 1}, options_, state_, threads_);
}

double Trainer::Penalty() const {
  if (options_.optimizer.weight_decay == 0) return 0;
  double squares = 0;
  for (const double parameter : state_.memory.parameters) squares += parameter * parameter;
  return 0.5 * options_.optimizer.weight_decay * squares;
}

double Trainer::NextRate() const { return RateAt(options_.schedule, options_.rate, state_.step); }

}  // namespace convlens
