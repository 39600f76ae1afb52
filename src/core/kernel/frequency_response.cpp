#include "core/kernel/frequency_response.h"

#include <cmath>
#include <complex>
#include <numbers>

namespace convlens {
namespace {

using Wave = std::complex<double>;

Wave Turn(double angle) { return {std::cos(angle), -std::sin(angle)}; }

/// Row by row, Σ_b k[a,b]·exp(−iω·b).
std::vector<Wave> TransformedRows(GridView k, double frequency) {
  std::vector<Wave> rows(static_cast<size_t>(k.height));
  for (int b = 0; b < k.width; ++b) {
    const Wave turn = Turn(frequency * b);
    for (int a = 0; a < k.height; ++a) rows[static_cast<size_t>(a)] += double{k.at(a, b)} * turn;
  }
  return rows;
}

/// |Σ_a rows[a]·exp(−iω·a)|
double MagnitudeOf(const std::vector<Wave>& rows, double frequency) {
  Wave sum = 0;
  for (size_t a = 0; a < rows.size(); ++a) {
    sum += rows[a] * Turn(frequency * static_cast<double>(a));
  }
  return std::abs(sum);
}

double Place(int index, int count) {
  return std::numbers::pi * static_cast<double>(index) / static_cast<double>(count - 1);
}

}  // namespace

double FrequencyMagnitude(GridView k, double row_frequency, double col_frequency) {
  return MagnitudeOf(TransformedRows(k, col_frequency), row_frequency);
}

Grid FrequencyMap(GridView k, int side) {
  assert(side >= 3 && side % 2 == 1);
  Grid map(side, side);
  const int middle = side / 2;
  for (int col = 0; col < side; ++col) {
    const std::vector<Wave> rows = TransformedRows(k, Place(col - middle, middle + 1));
    for (int row = 0; row < side; ++row) {
      map.at(row, col) = static_cast<float>(MagnitudeOf(rows, Place(row - middle, middle + 1)));
    }
  }
  return map;
}

std::vector<double> HorizontalFrequencies(GridView k, int count) {
  std::vector<double> magnitudes;
  magnitudes.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    magnitudes.push_back(FrequencyMagnitude(k, 0, Place(i, count)));
  }
  return magnitudes;
}

std::vector<double> VerticalFrequencies(GridView k, int count) {
  std::vector<double> magnitudes;
  magnitudes.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    magnitudes.push_back(FrequencyMagnitude(k, Place(i, count), 0));
  }
  return magnitudes;
}

}  // namespace convlens
