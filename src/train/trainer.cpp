#include "train/trainer.h"

#include "core/gradient.h"

namespace convlens {

Trainer::Trainer(SharedGrid input, SharedGrid target, TrainingOptions options, TrainingState state)
    : input_(std::move(input)),
      target_(std::move(target)),
      options_(options),
      state_(std::move(state)),
      residual_(target_->shape()),
      gradient_(state_.kernel.shape()) {
  assert(target_->shape() == ValidOutputShape(input_->shape(), state_.kernel.shape()));
}

double Trainer::Residual() {
  Apply(options_.operation, input_, state_.kernel, state_.bias, residual_);
  return SquaredError(residual_, target_, residual_) * LossScale();
}

double Trainer::LossScale() const {
  return options_.loss == Loss::kMean ? 1.0 / static_cast<double>(target_->count()) : 1.0;
}

double Trainer::CurrentLoss() { return Residual(); }

double Trainer::Step() {
  const SquaredErrorGradients sums = SquaredErrorAndGradients(
      options_.operation, input_, state_.kernel, state_.bias, target_, residual_, gradient_);
  const double factor = 2.0 * LossScale() * static_cast<double>(options_.rate);
  Grid& kernel = state_.kernel;
  for (int r = 0; r < kernel.height(); ++r) {
    for (int c = 0; c < kernel.width(); ++c) {
      kernel.at(r, c) = static_cast<float>(kernel.at(r, c) - factor * gradient_.at(r, c));
    }
  }
  if (options_.learn_bias) {
    state_.bias = static_cast<float>(state_.bias - factor * sums.bias_gradient);
  }
  ++state_.step;
  return sums.squared_error * LossScale();
}

}  // namespace convlens
