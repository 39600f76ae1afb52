#include "train/setup/loss_slopes.h"

#include "train/setup/loss_scale.h"

namespace convlens {

Grid LossSlopes(const TrainingOptions& options, const Grid& errors) {
  Grid slopes = errors;
  CostDerivatives(options.error, options.huber_delta, slopes);
  const auto scale = static_cast<float>(LossScale(options.loss, errors.count()));
  for (int row = 0; row < slopes.height(); ++row) {
    for (int col = 0; col < slopes.width(); ++col) slopes.at(row, col) *= scale;
  }
  return slopes;
}

}  // namespace convlens
