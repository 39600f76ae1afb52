#include "train/setup/schedule.h"

#include <cmath>
#include <numbers>

namespace convlens {

double RateAt(const Schedule& schedule, double rate, int64_t step) {
  const auto falls = schedule.kind == Schedule::Kind::kStep ? step / schedule.every : 0;
  switch (schedule.kind) {
    case Schedule::Kind::kStep:
      return rate * std::pow(schedule.factor, static_cast<double>(falls));
    case Schedule::Kind::kCosine: {
      if (step >= schedule.length) return schedule.last;
      const double share = static_cast<double>(step) / static_cast<double>(schedule.length);
      return schedule.last + (rate - schedule.last) * (1 + std::cos(std::numbers::pi * share)) / 2;
    }
    case Schedule::Kind::kConstant:
      break;
  }
  return rate;
}

}  // namespace convlens
