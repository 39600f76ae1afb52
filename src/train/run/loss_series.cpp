#include "train/run/loss_series.h"

#include <cmath>

namespace convlens {

bool LossSeries::OnSpacing(int64_t step) const {
  return (step - points_.front().step) % spacing_ == 0;
}

void LossSeries::Add(int64_t step, double loss) {
  // The newest point stays only until the next one when it lies between the kept ones.
  if (!points_.empty() && !OnSpacing(points_.back().step)) points_.pop_back();
  if (points_.size() >= kCapacity) Thin();
  points_.push_back({step, loss});
}

void LossSeries::Thin() {
  spacing_ *= 2;
  std::erase_if(points_, [this, first = points_.front().step](const LossPoint& point) {
    return (point.step - first) % spacing_ != 0;
  });
}

LossSeries LossSeries::AtMost(size_t count) const {
  if (points_.size() <= count) return *this;
  // The newest point takes one place of the `count`.
  const size_t every = (points_.size() - 2) / (count - 1) + 1;
  LossSeries kept;
  kept.spacing_ = spacing_ * static_cast<int64_t>(every);
  for (size_t i = 0; i + 1 < points_.size(); i += every) kept.points_.push_back(points_[i]);
  kept.points_.push_back(points_.back());
  return kept;
}

bool DivergenceWatch::Add(double loss) {
  if (!std::isfinite(loss)) return true;
  if (!any_) {
    any_ = true;
    first_ = loss;
  }
  rising_ = loss > last_ ? rising_ + 1 : 0;
  last_ = loss;
  const bool rises = rising_ >= kRisingSteps && loss > kFactor * first_;
  const bool unbounded = first_ > 0 && loss > kUnbounded * first_;
  return rises_count_ && (rises || unbounded);
}

}  // namespace convlens
