#include "train/setup/loss.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

template <typename Cost>
double SumOver(GridView errors, Cost cost) {
  double sum = 0;
  for (int r = 0; r < errors.height; ++r) {
    const float* row = errors.row(r);
    double of_row = 0;
    for (int c = 0; c < errors.width; ++c) of_row += cost(double{row[c]});
    sum += of_row;
  }
  return sum;
}

template <typename Derivative>
void Replace(MutableGridView errors, Derivative derivative) {
  for (int r = 0; r < errors.height; ++r) {
    float* row = errors.row(r);
    for (int c = 0; c < errors.width; ++c) row[c] = derivative(row[c]);
  }
}

}  // namespace

double SumOfCosts(ErrorMeasure measure, double delta, GridView errors) {
  switch (measure) {
    case ErrorMeasure::kAbsolute:
      return SumOver(errors, [](double e) { return std::abs(e); });
    case ErrorMeasure::kHuber:
      return SumOver(errors, [delta](double e) {
        const double size = std::abs(e);
        return size < delta ? 0.5 * e * e : delta * (size - 0.5 * delta);
      });
    case ErrorMeasure::kSquared:
      break;
  }
  return SumOver(errors, [](double e) { return e * e; });
}

void CostDerivatives(ErrorMeasure measure, double delta, MutableGridView errors) {
  switch (measure) {
    case ErrorMeasure::kAbsolute:
      return Replace(errors, [](float e) { return e > 0 ? 1.0F : e < 0 ? -1.0F : e; });
    case ErrorMeasure::kHuber: {
      const auto limit = static_cast<float>(delta);
      // std::clamp gives a NaN back.
      return Replace(errors, [limit](float e) { return std::clamp(e, -limit, limit); });
    }
    case ErrorMeasure::kSquared:
      return Replace(errors, [](float e) { return 2 * e; });
  }
}

}  // namespace convlens
