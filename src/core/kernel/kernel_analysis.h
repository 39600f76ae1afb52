#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/correlate/low_rank.h"
#include "core/kernel/edge_response.h"
#include "core/kernel/frequency_response.h"

namespace convlens {

/// What becomes of a kernel when its cells are exchanged.
enum class Parity {
  kNone,  ///< another kernel, or there is nothing to exchange (a single column, say)
  kEven,  ///< the same kernel
  kOdd,   ///< the kernel with the opposite sign
};

/// Compared exactly: 0 equals -0, and NaN nothing. Of a view of any pitch; O(kh·kw).
struct KernelSymmetries {
  Parity left_right = Parity::kNone;
  Parity up_down = Parity::kNone;
  Parity half_turn = Parity::kNone;  ///< even: correlation and convolution are the same
  Parity diagonal = Parity::kNone;   ///< rows and columns exchanged; of square kernels only

  bool operator==(const KernelSymmetries&) const = default;
};
KernelSymmetries SymmetriesOf(GridView k);

/// A separable kernel as it is written down: k[a,b] = scale · column[a] · row[b].
struct SeparableFactors {
  double scale = 1;            ///< above 0
  std::vector<double> column;  ///< [kh], its first number that is not 0 is above 0
  std::vector<double> row;     ///< [kw]
  bool whole = false;          ///< both are whole numbers without a common divisor
};
/// Of the one product of `k`; nothing for another rank. Whole numbers up to 999 are found where the
/// factors are in such a ratio to within some roundings; else each has a largest magnitude of 1.
std::optional<SeparableFactors> SeparableFactorsOf(const LowRankKernel& k);

/// What there is to say about a kernel by itself.
struct KernelAnalysis {
  static constexpr int kMapSide = 41;
  static constexpr int kCutCount = 65;

  bool finite = true;       ///< else only the symmetries below are filled in
  double sum = 0;           ///< what a constant input is multiplied by
  double positive_sum = 0;  ///< the largest output of an input in 0..1
  double negative_sum = 0;  ///< the smallest
  int rank = 0;             ///< numerical rank; 1 means separable
  std::vector<double> singular_values;
  std::optional<SeparableFactors> factors;  ///< when separable
  KernelSymmetries symmetries;

  Grid frequency_map;                          ///< `FrequencyMap` of kMapSide
  std::vector<double> horizontal_frequencies;  ///< kCutCount places
  std::vector<double> vertical_frequencies;
  double checkerboard = 0;  ///< |K(π, π)|

  std::array<EdgeResponse, 2> step;  ///< by Direction
  std::array<EdgeResponse, 2> line;
};

/// Everything above; about a millisecond for a 31×31 kernel. Keep it until the kernel changes.
KernelAnalysis AnalyzeKernel(Operation operation, GridView k);

}  // namespace convlens
