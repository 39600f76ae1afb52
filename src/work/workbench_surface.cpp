#include <limits>

#include "work/workbench.h"

// The loss as a surface over two parameters, where it is not quadratic.
namespace convlens {

std::optional<AnalysisQuestion> Workbench::PresentProblem() {
  if (!Analysis() || !analysis_.asked()) return std::nullopt;
  AnalysisQuestion problem = *analysis_.asked();
  problem.options = Options();  // an analysis does not ask for all of them
  return problem;
}

SampledSurfacePtr Workbench::Surface(const ParameterPlane& plane, const PlaneWindow& window) {
  std::optional<AnalysisQuestion> problem = PresentProblem();
  if (!problem || !SurfaceFinder::IsFeasible(*Analysis(), window)) return nullptr;
  return surface_.For({std::move(*problem), plane, window});
}

double Workbench::LossOf(std::span<const double> parameters) {
  const std::optional<AnalysisQuestion> problem = PresentProblem();
  if (!problem) return std::numeric_limits<double>::quiet_NaN();
  return LossAt(problem->data, problem->kernel, problem->options, problem->bias, parameters);
}

}  // namespace convlens
