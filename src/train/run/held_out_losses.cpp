#include "train/run/held_out_losses.h"

#include <cmath>

namespace convlens {

std::vector<LossPoint> HeldOutLosses(const TrainingHistory& history) {
  std::vector<LossPoint> losses;
  for (const TrainingHistory::Record& record : history.records()) {
    if (!std::isnan(record->held_out_loss)) losses.push_back({record->step, record->held_out_loss});
  }
  return losses;
}

}  // namespace convlens
