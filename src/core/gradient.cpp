#include "core/gradient.h"

#include <algorithm>

#include "core/gradient_kernels.h"
#include "core/kernel_algebra.h"

namespace convlens {

void KernelGradient(GridView x, GridView g, MutableGridView dk) {
  assert(dk.shape() == ValidOutputShape(x.shape(), g.shape()));
  // One turn for every kernel that the program allows; larger ones in parts.
  for (int a = 0; a < dk.height; a += kMaxKernelSide) {
    const int height = std::min(kMaxKernelSide, dk.height - a);
    for (int b = 0; b < dk.width; b += kMaxKernelSide) {
      const int width = std::min(kMaxKernelSide, dk.width - b);
      SmallKernelGradient(x.Sub({a, b, g.height + height - 1, g.width + width - 1}), g,
                          dk.Sub({a, b, height, width}));
    }
  }
}

void KernelGradient(Operation operation, GridView x, GridView g, MutableGridView dk) {
  KernelGradient(x, g, dk);
  if (operation != Operation::kConvolution) return;
  const int cells = dk.height * dk.width;
  for (int i = 0; i < cells / 2; ++i) {
    const Cell cell = CellAt(i, dk.width);
    const Cell opposite = CellAt(cells - 1 - i, dk.width);
    std::swap(dk.at(cell.row, cell.col), dk.at(opposite.row, opposite.col));
  }
}

double BiasGradient(GridView g) { return SumOfCells(g); }

double SquaredError(GridView prediction, GridView target, MutableGridView residual) {
  assert(prediction.shape() == target.shape() && prediction.shape() == residual.shape());
  return SumOfSquaredDifferences(prediction, target, residual);
}

}  // namespace convlens
