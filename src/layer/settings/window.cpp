#include "layer/settings/window.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

int Modulo(int value, int period) { return (value % period + period) % period; }

/// The index inside [0, n) that the border repeats at `at`.
int Repeated(Border border, int at, int n) {
  switch (border) {
    case Border::kReflect: {
      const int turn = std::max(2 * n - 2, 1);
      const int m = Modulo(at, turn);
      return m < n ? m : turn - m;
    }
    case Border::kSymmetric: {
      const int m = Modulo(at, 2 * n);
      return m < n ? m : 2 * n - 1 - m;
    }
    case Border::kCircular:
      return Modulo(at, n);
    case Border::kReplicate:
    case Border::kZeros:
      break;
  }
  return std::clamp(at, 0, n - 1);
}

/// Length of [from, to) inside [low, high).
int Inside(int from, int to, int low, int high) {
  return std::max(std::min(to, high) - std::max(from, low), 0);
}

}  // namespace

std::optional<Cell> SourceOf(const LayerSettings& s, Shape input, Cell at) {
  if (CellRect{0, 0, input.height, input.width}.Contains(at)) return at;
  if (s.kind != LayerKind::kConvolution || s.border == Border::kZeros) return std::nullopt;
  return Cell{Repeated(s.border, at.row, input.height), Repeated(s.border, at.col, input.width)};
}

float BorderConstant(const LayerSettings& settings) {
  return settings.kind == LayerKind::kMaxPool ? -std::numeric_limits<float>::infinity() : 0.0F;
}

int AverageDivisor(const LayerSettings& s, Shape input, Cell at) {
  const Cell start = WindowStart(s, at);
  const Cell end{start.row + s.window.height, start.col + s.window.width};
  const Sides p = s.count_padding ? s.padding : Sides{};
  return Inside(start.row, end.row, -p.top, input.height + p.bottom) *
         Inside(start.col, end.col, -p.left, input.width + p.right);
}

std::optional<Cell> LargestIn(const LayerSettings& s, GridView x, Cell at) {
  std::optional<Cell> largest;
  const CellRect inside{0, 0, x.height, x.width};
  ForEachTap(s, x.shape(), at, [&](Cell, Cell cell) {
    if (!inside.Contains(cell)) return;
    if (!largest || x[cell] > x[*largest] || std::isnan(x[cell])) largest = cell;
  });
  return largest;
}

ChannelGroup InputsOf(const LayerSettings& s, int input_channels, int channel) {
  if (s.pooling()) return {channel, 1};
  const int count = input_channels / s.groups;
  return {channel / (s.outputs / s.groups) * count, count};
}

}  // namespace convlens
