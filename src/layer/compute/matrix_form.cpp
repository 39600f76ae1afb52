#include "layer/compute/matrix_form.h"

#include <cassert>

#include "layer/compute/forward.h"
#include "layer/settings/window.h"

namespace convlens {
namespace {

int TapIndex(const LayerSettings& s, int channel, Cell tap) {
  return (channel * s.window.height + tap.row) * s.window.width + tap.col;
}

int ElementIndex(Shape grid, int channel, Cell at) {
  return (channel * grid.height + at.row) * grid.width + at.col;
}

Shape OutputGrid(const Layer& layer, TensorShape input) {
  assert(layer.settings.has_weights());
  const Result<TensorShape> output = CheckedOutputShape(layer, input);
  return output.ok() ? output.value().grid : Shape{};
}

int Narrow(int64_t value) { return static_cast<int>(value); }

}  // namespace

Im2colMatrix Im2col(const Layer& layer, const Tensor& x, int output_channel) {
  const LayerSettings& s = layer.settings;
  const Shape input = x.shape().grid;
  const Shape output = OutputGrid(layer, x.shape());
  const ChannelGroup group = InputsOf(s, x.shape().channels, output_channel);
  const int64_t rows = group.count * s.window.count();
  Im2colMatrix matrix{Grid(Narrow(rows), Narrow(output.count())), {}};
  // A transposed convolution finds inputs for some of the weights only.
  matrix.entries.assign(static_cast<size_t>(rows * output.count()), Im2colEntry{-1, true});
  const CellRect inside{0, 0, input.height, input.width};
  for (int col = 0; col < matrix.values.width(); ++col) {
    for (int c = 0; c < group.count; ++c) {
      const GridView channel = x[group.first + c];
      ForEachTap(s, input, CellAt(col, output.width), [&](Cell tap, Cell cell) {
        const int row = TapIndex(s, c, tap);
        matrix.values.at(row, col) = PaddedValue(s, channel, cell);
        const auto source = SourceOf(s, input, cell);
        matrix.entries[static_cast<size_t>(row * output.count() + col)] = {
            source ? ElementIndex(input, c, *source) : -1, !inside.Contains(cell)};
      });
    }
  }
  return matrix;
}

Grid WeightRow(const Layer& layer, int input_channels, int output_channel) {
  const LayerSettings& s = layer.settings;
  const ChannelGroup group = InputsOf(s, input_channels, output_channel);
  Grid row(1, Narrow(group.count * s.window.count()));
  for (int c = 0; c < group.count; ++c) {
    const KernelIndex index = KernelBetween(s, group, group.first + c, output_channel);
    const GridView kernel = layer.weights.kernel(index.first, index.second);
    for (int64_t i = 0; i < s.window.count(); ++i) {
      const Cell tap = CellAt(i, s.window.width);
      row.at(0, TapIndex(s, c, tap)) = kernel[tap];
    }
  }
  return row;
}

Grid ToeplitzMatrix::Values(const Grid& weight_row) const {
  Grid values(shape);
  for (const ToeplitzEntry& entry : entries) {
    values.at(entry.row, entry.col) += weight_row.at(0, entry.tap);
  }
  return values;
}

ToeplitzMatrix MakeToeplitz(const Layer& layer, TensorShape input, int output_channel) {
  const LayerSettings& s = layer.settings;
  const Shape output = OutputGrid(layer, input);
  const ChannelGroup group = InputsOf(s, input.channels, output_channel);
  ToeplitzMatrix matrix;
  matrix.shape = {Narrow(output.count()), Narrow(group.count * input.grid.count())};
  matrix.block = {output.width, input.grid.width};
  for (int row = 0; row < matrix.shape.height; ++row) {
    for (int c = 0; c < group.count; ++c) {
      ForEachTap(s, input.grid, CellAt(row, output.width), [&](Cell tap, Cell cell) {
        const auto source = SourceOf(s, input.grid, cell);
        if (!source) return;
        matrix.entries.push_back({row, ElementIndex(input.grid, c, *source), TapIndex(s, c, tap)});
      });
    }
  }
  return matrix;
}

MatrixSizes MatrixSizesOf(const Layer& layer, TensorShape input) {
  const Shape output = OutputGrid(layer, input);
  const int64_t channels = input.channels / layer.settings.groups;
  return {channels * layer.settings.window.count(), output.count(), output.count(),
          channels * input.grid.count()};
}

}  // namespace convlens
