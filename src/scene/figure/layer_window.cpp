#include "scene/figure/layer_window.h"

#include "layer/settings/window.h"

namespace convlens {
namespace {

// The inputs of one axis that a tap lies on which stands `offset` before its window's first place.
std::vector<int> Under(bool transposed, int inputs, int outputs, int stride, int offset) {
  std::vector<int> under;
  const int positions = transposed ? inputs : outputs;
  const int limit = transposed ? outputs : inputs;
  for (int i = 0; i < positions; ++i) {
    const int reached = i * stride + offset;
    if (reached >= 0 && reached < limit) under.push_back(transposed ? i : reached);
  }
  return under;
}

}  // namespace

std::vector<WindowTap> TapsOf(const LayerSettings& settings, Shape input, Cell output) {
  std::vector<WindowTap> taps;
  ForEachTap(settings, input, output, [&](Cell kernel, Cell cell) {
    taps.push_back({kernel, cell});
  });
  return taps;
}

CellRect WindowOf(const LayerSettings& settings, Shape input, Cell output) {
  const CellRect element{output.row, output.col, 1, 1};
  return settings.kind == LayerKind::kTransposed
             ? CellsSeenBy(settings, CellsOf(element), input).bounds()
             : InputsSeenBy(settings, element);
}

FieldCells InputsUnder(const LayerSettings& s, Shape input, Cell kernel, Shape output) {
  const bool transposed = s.kind == LayerKind::kTransposed;
  const Cell tap = KernelCellAt(s, kernel);
  return {Under(transposed, input.height, output.height, s.stride.rows,
                tap.row * s.dilation.rows - s.padding.top),
          Under(transposed, input.width, output.width, s.stride.cols,
                tap.col * s.dilation.cols - s.padding.left)};
}

}  // namespace convlens
