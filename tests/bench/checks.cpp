#include <algorithm>
#include <cmath>

#include "core/correlate/correlate.h"
#include "core/correlate/gradient.h"
#include "work.h"

namespace convlens::bench {
namespace {

/// The plain loops' work that a check may cost: about a quarter of a second.
constexpr double kAffordable = 2e8;

/// Whether `got` is `expected` up to the rounding of sums of `terms` products of that `size`.
bool Close(float got, float expected, double terms, double size) {
  const double tolerance = 4e-7 * (4 + std::sqrt(terms)) * size;
  return std::abs(double{got} - expected) <= tolerance;
}

std::string Difference(const Problem& problem, Cell cell, float got, float expected) {
  return problem.Name() + " is wrong at (" + std::to_string(cell.row) + ", " +
         std::to_string(cell.col) + "): " + std::to_string(got) + " instead of " +
         std::to_string(expected);
}

/// Compares every `step`-th row and the last.
std::string CheckForward(const Problem& problem, const Grid& result) {
  const double work = static_cast<double>(MultiplyAdds(problem.x.shape(), problem.k.shape()));
  const int step = static_cast<int>(std::ceil(work / kAffordable));
  const auto terms = static_cast<double>(problem.k.count());
  Grid expected(1, result.width());
  for (int next = 0; next < result.height() + step - 1; next += step) {
    const int row = std::min(next, result.height() - 1);
    const GridView rows = GridView(problem.x).Sub({row, 0, problem.k.height(), problem.x.width()});
    CorrelateByLoops(rows, problem.k, 0, expected);
    for (int c = 0; c < result.width(); ++c) {
      if (!Close(result.at(row, c), expected.at(0, c), terms, 0.1 * std::sqrt(terms))) {
        return Difference(problem, {row, c}, result.at(row, c), expected.at(0, c));
      }
    }
  }
  return {};
}

std::string CompareKernels(const Problem& problem, const Grid& got, const Grid& expected,
                           double tolerance) {
  for (int a = 0; a < got.height(); ++a) {
    for (int b = 0; b < got.width(); ++b) {
      if (!(std::abs(double{got.at(a, b)} - expected.at(a, b)) <= tolerance)) {
        return Difference(problem, {a, b}, got.at(a, b), expected.at(a, b));
      }
    }
  }
  return {};
}

std::string CheckGradient(const Problem& problem, const Grid& result) {
  Grid expected(problem.k.shape());
  KernelGradientByLoops(problem.x, problem.g, expected);
  // The sum of n products of normal numbers is about sqrt(n); peers sum in float32.
  const double size = std::sqrt(static_cast<double>(problem.output().count()));
  return CompareKernels(problem, result, expected, 1e-4 * size);
}

/// One step by the plain loops: k - rate · 2 Σ (y - target) · x.
std::string CheckStep(const Problem& problem, const Grid& result) {
  Grid residual(problem.output());
  CorrelateByLoops(problem.x, problem.k, 0, residual);
  for (int r = 0; r < residual.height(); ++r) {
    for (int c = 0; c < residual.width(); ++c) residual.at(r, c) -= problem.g.at(r, c);
  }
  Grid expected(problem.k.shape());
  KernelGradientByLoops(problem.x, residual, expected);
  for (int a = 0; a < expected.height(); ++a) {
    for (int b = 0; b < expected.width(); ++b) {
      expected.at(a, b) = problem.k.at(a, b) - 2 * problem.rate * expected.at(a, b);
    }
  }
  return CompareKernels(problem, result, expected, 1e-5);
}

}  // namespace

std::string CheckResult(const Problem& problem, const Grid& result) {
  const bool forward = problem.task == Task::kForward || problem.task == Task::kSeparable;
  const Shape expected = forward ? problem.output() : problem.k.shape();
  if (result.shape() != expected) return problem.Name() + " gives another shape";
  if (forward) return CheckForward(problem, result);
  if (problem.task == Task::kGradient) return CheckGradient(problem, result);
  return CheckStep(problem, result);
}

}  // namespace convlens::bench
