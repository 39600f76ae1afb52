#include "model/document/field_growth.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr double kStepsASecond = 1.25;

}  // namespace

int GrowthSteps(int grid, int grid_count) { return std::max(grid, grid_count - 1 - grid); }

FieldGrowth StartGrowth() { return {0, true, 0}; }

FieldGrowth AdvanceGrowth(FieldGrowth growth, int steps_needed, double seconds) {
  if (!growth.playing) return growth;
  growth.carry += seconds * kStepsASecond;
  const double whole = std::floor(growth.carry);
  growth.carry -= whole;
  growth.steps = static_cast<int>(std::min<double>(growth.steps + whole, steps_needed));
  if (growth.steps < steps_needed) return growth;
  return {};
}

}  // namespace convlens
