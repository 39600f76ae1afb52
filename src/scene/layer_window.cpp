#include "scene/layer_window.h"

#include <algorithm>
#include <optional>

#include "layer/window.h"

namespace convlens {
namespace {

// Rows and columns do not know of each other: the arithmetic is that of one axis.
struct Axis {
  int taps;
  int stride;
  int dilation;
  int before;  // padding; of a transposed convolution, what is cut off
  int after;
  bool transposed;
};

Axis RowsOf(const LayerSettings& s) {
  return {s.window.height, s.stride.rows,    s.dilation.rows,
          s.padding.top,   s.padding.bottom, s.kind == LayerKind::kTransposed};
}

Axis ColsOf(const LayerSettings& s) {
  return {s.window.width, s.stride.cols,   s.dilation.cols,
          s.padding.left, s.padding.right, s.kind == LayerKind::kTransposed};
}

// Adds the outputs whose window has a tap on padded position `at`.
void AddReaders(const Axis& axis, int at, int outputs, std::vector<int>& readers) {
  for (int tap = 0; tap < axis.taps; ++tap) {
    const int start = at + axis.before - tap * axis.dilation;
    const int output = start / axis.stride;
    if (start >= 0 && start % axis.stride == 0 && output < outputs) readers.push_back(output);
  }
}

void AddReached(const Axis& axis, int at, int outputs, std::vector<int>& reached) {
  for (int tap = 0; tap < axis.taps; ++tap) {
    const int output = at * axis.stride - axis.before + tap * axis.dilation;
    if (output >= 0 && output < outputs) reached.push_back(output);
  }
}

// `source(q)`: the row or column that the border repeats at `q`.
template <class Source>
std::vector<int> Readers(const Axis& axis, int inputs, int at, int outputs, Source source) {
  std::vector<int> readers;
  if (axis.transposed) {
    AddReached(axis, at, outputs, readers);
  } else {
    AddReaders(axis, at, outputs, readers);
    for (int q = -axis.before; q < inputs + axis.after; ++q) {
      if (q >= 0 && q < inputs) continue;
      if (source(q) == std::optional(at)) AddReaders(axis, q, outputs, readers);
    }
  }
  std::sort(readers.begin(), readers.end());
  readers.erase(std::unique(readers.begin(), readers.end()), readers.end());
  return readers;
}

// The inputs that window offset `tap` lies on.
std::vector<int> Under(const Axis& axis, int inputs, int tap, int outputs) {
  std::vector<int> under;
  const int offset = tap * axis.dilation - axis.before;
  const int positions = axis.transposed ? inputs : outputs;
  for (int i = 0; i < positions; ++i) {
    const int reached = i * axis.stride + offset;
    const int limit = axis.transposed ? outputs : inputs;
    if (reached >= 0 && reached < limit) under.push_back(axis.transposed ? i : reached);
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
  if (settings.kind != LayerKind::kTransposed) {
    const Cell start = WindowStart(settings, output);
    const Shape span = settings.span();
    return {start.row, start.col, span.height, span.width};
  }
  CellLattice cells;
  for (const WindowTap& tap : TapsOf(settings, input, output)) {
    cells.rows.push_back(tap.input.row);
    cells.cols.push_back(tap.input.col);
  }
  std::sort(cells.rows.begin(), cells.rows.end());
  std::sort(cells.cols.begin(), cells.cols.end());
  return cells.bounds();
}

CellRect CellLattice::bounds() const {
  if (empty()) return {};
  return {rows.front(), cols.front(), rows.back() - rows.front() + 1,
          cols.back() - cols.front() + 1};
}

CellLattice OutputsReading(const LayerSettings& s, Shape input, Cell cell, Shape output) {
  const auto row_at = [&](int at) {
    const std::optional<Cell> from = SourceOf(s, input, {at, 0});
    return from ? std::optional(from->row) : std::nullopt;
  };
  const auto col_at = [&](int at) {
    const std::optional<Cell> from = SourceOf(s, input, {0, at});
    return from ? std::optional(from->col) : std::nullopt;
  };
  return {Readers(RowsOf(s), input.height, cell.row, output.height, row_at),
          Readers(ColsOf(s), input.width, cell.col, output.width, col_at)};
}

CellLattice InputsUnder(const LayerSettings& s, Shape input, Cell kernel, Shape output) {
  const Cell tap = KernelCellAt(s, kernel);
  return {Under(RowsOf(s), input.height, tap.row, output.height),
          Under(ColsOf(s), input.width, tap.col, output.width)};
}

}  // namespace convlens
