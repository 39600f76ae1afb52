#include "model/evaluate/backward_pass.h"

#include "core/correlate/gradient.h"
#include "core/correlate/kernel_algebra.h"

namespace convlens {
namespace {

EvaluatedGrid Evaluated(const SharedGrid& grid) {
  EvaluatedGrid evaluated;
  evaluated.statistics = StatisticsOf(grid);
  evaluated.pyramid = MakePyramid(grid);
  return evaluated;
}

Grid Padded(GridView grid, int rows, int cols) {
  Grid padded(grid.height + 2 * rows, grid.width + 2 * cols);
  CopyGrid(grid, padded.view().Sub({rows, cols, grid.height, grid.width}));
  return padded;
}

Cell Turned(Cell cell, Shape shape) {
  return {shape.height - 1 - cell.row, shape.width - 1 - cell.col};
}

}  // namespace

BackwardPass MakeBackwardPass(const SharedGrid& input, const Grid& kernel, Operation operation,
                              const SharedGrid& slope) {
  BackwardPass pass;
  pass.operation = operation;
  pass.input = Evaluated(input);
  pass.slope = Evaluated(slope);
  Grid kernel_gradient(kernel.shape());
  KernelGradient(operation, input, slope, kernel_gradient);
  pass.kernel_gradient = Evaluated(std::move(kernel_gradient));
  Grid padded = Padded(slope, kernel.height() - 1, kernel.width() - 1);
  Grid turned = operation == Operation::kCorrelation ? kernel_algebra::FlipBoth(kernel) : kernel;
  Grid input_gradient(input->shape());
  Correlate(padded, turned, 0, input_gradient);
  pass.padded_slope = Evaluated(std::move(padded));
  pass.turned_kernel = Evaluated(std::move(turned));
  pass.input_gradient = Evaluated(std::move(input_gradient));
  return pass;
}

BackwardOperands OperandsOf(const BackwardPass& pass, BackwardPart part) {
  if (part == BackwardPart::kInput) {
    return {pass.padded_slope, pass.turned_kernel, pass.input_gradient};
  }
  return {pass.input, pass.slope, pass.kernel_gradient, pass.operation == Operation::kConvolution};
}

CellRect WindowBehind(const BackwardOperands& operands, Cell element) {
  const Cell at = operands.turned ? Turned(element, operands.result.shape()) : element;
  return WindowOf(at, operands.small.shape());
}

PlaybackExtent BackwardExtent(const BackwardPass& pass, BackwardPart part) {
  const BackwardOperands operands = OperandsOf(pass, part);
  return {operands.result.shape().count(), static_cast<int>(operands.small.shape().count())};
}

std::vector<BackwardTerm> BackwardTerms(const BackwardPass& pass, BackwardPart part, Cell element) {
  const BackwardOperands operands = OperandsOf(pass, part);
  const CellRect window = WindowBehind(operands, element);
  const Grid& large = *operands.large.grid();
  const Grid& factors = *operands.small.grid();
  std::vector<BackwardTerm> terms;
  double partial = 0;
  for (int64_t i = 0; i < factors.count(); ++i) {
    BackwardTerm term;
    term.tap = CellAt(i, factors.width());
    term.input_cell = {window.row + term.tap.row, window.col + term.tap.col};
    term.weight = factors[term.tap];
    term.input = large[term.input_cell];
    term.product = term.weight * term.input;
    partial += term.product;
    term.partial = partial;
    terms.push_back(term);
  }
  return terms;
}

const EvaluatedGrid& GradientOf(const BackwardPass& pass, BackwardPart part) {
  return OperandsOf(pass, part).result;
}

}  // namespace convlens
