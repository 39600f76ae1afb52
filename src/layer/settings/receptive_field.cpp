#include "layer/settings/receptive_field.h"

#include <algorithm>
#include <optional>

#include "layer/settings/window.h"

namespace convlens {
namespace {

// Rows and columns are independent: all arithmetic is that of one axis.
struct Axis {
  int window = 1;
  int stride = 1;
  int dilation = 1;
  int before = 0;  // padding; of a transposed convolution, what is cut off
  bool transposed = false;

  int64_t span() const { return int64_t{dilation} * (window - 1) + 1; }
};

Axis RowsOf(const LayerSettings& s) {
  return {s.window.height, s.stride.rows, s.dilation.rows, s.padding.top,
          s.kind == LayerKind::kTransposed};
}

Axis ColsOf(const LayerSettings& s) {
  return {s.window.width, s.stride.cols, s.dilation.cols, s.padding.left,
          s.kind == LayerKind::kTransposed};
}

// first .. last, nothing when last < first.
struct Range {
  int64_t first = 0;
  int64_t last = -1;
};

int Limited(int64_t value) {
  return static_cast<int>(std::clamp<int64_t>(value, -kMostFieldSide, kMostFieldSide));
}

int64_t FloorDivide(int64_t a, int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }
int64_t CeilDivide(int64_t a, int64_t b) { return -FloorDivide(-a, b); }

// An output o of a transposed convolution takes tap a of input i where i·s - p + a·d = o, so tap a
// reaches the outputs from inputs ⌈(first + p - a·d) / s⌉ .. ⌊(last + p - a·d) / s⌋.
Range SpreadInputs(const Axis& axis, Range outputs) {
  Range seen;
  for (int64_t a = 0; a < axis.window; ++a) {
    const int64_t shift = axis.before - a * axis.dilation;
    const int64_t first = CeilDivide(outputs.first + shift, axis.stride);
    const int64_t last = FloorDivide(outputs.last + shift, axis.stride);
    if (first > last) continue;
    const bool none = seen.last < seen.first;
    seen =
        none ? Range{first, last} : Range{std::min(seen.first, first), std::max(seen.last, last)};
  }
  return seen;
}

Range SeenRange(const Axis& axis, Range outputs) {
  if (outputs.last < outputs.first) return {};
  if (axis.transposed) return SpreadInputs(axis, outputs);
  const int64_t stride = axis.stride;
  return {outputs.first * stride - axis.before,
          outputs.last * stride - axis.before + axis.span() - 1};
}

// How many neighbouring inputs `count` neighbouring outputs see, at most.
int SeenCount(const Axis& axis, int count) {
  if (axis.transposed) return Limited((count + axis.span() - 2) / axis.stride + 1);
  return Limited(int64_t{count - 1} * axis.stride + axis.span());
}

// Middle of what is seen by an output whose middle lies at `middle`.
double SeenMiddle(const Axis& axis, double middle) {
  const double half = static_cast<double>(axis.span() - 1) / 2;
  if (axis.transposed) return (middle + axis.before - half) / axis.stride;
  return middle * axis.stride - axis.before + half;
}

// The input that tap `tap` of output `output` falls on, anywhere.
std::optional<int> InputAt(const Axis& axis, int64_t output, int64_t tap) {
  const int64_t offset = tap * axis.dilation;
  if (!axis.transposed) return Limited(output * axis.stride - axis.before + offset);
  const int64_t spread = output + axis.before - offset;
  if (spread % axis.stride != 0) return std::nullopt;
  return Limited(spread / axis.stride);
}

// Where in [0, count) a row or column `at` is taken from, if anywhere.
using Source = std::optional<int> (*)(const LayerSettings& settings, int count, int at);

std::optional<int> SourceRow(const LayerSettings& s, int count, int at) {
  const std::optional<Cell> source = SourceOf(s, {count, 1}, {at, 0});
  return source ? std::optional(source->row) : std::nullopt;
}

std::optional<int> SourceCol(const LayerSettings& s, int count, int at) {
  const std::optional<Cell> source = SourceOf(s, {1, count}, {0, at});
  return source ? std::optional(source->col) : std::nullopt;
}

std::vector<int> Marked(const std::vector<char>& marks) {
  std::vector<int> indices;
  for (size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] != 0) indices.push_back(static_cast<int>(i));
  }
  return indices;
}

std::vector<int> SeenIndices(const LayerSettings& s, const Axis& axis, Source source,
                             const std::vector<int>& outputs, int inputs) {
  std::vector<char> seen(static_cast<size_t>(std::max(inputs, 0)));
  for (const int output : outputs) {
    for (int tap = 0; tap < axis.window; ++tap) {
      const std::optional<int> at = InputAt(axis, output, tap);
      const std::optional<int> from = at ? source(s, inputs, *at) : std::nullopt;
      if (from) seen[static_cast<size_t>(*from)] = 1;
    }
  }
  return Marked(seen);
}

// Marks the outputs one of whose taps falls on `at`, which may lie in the padding.
void MarkReached(const Axis& axis, int at, std::vector<char>& reached) {
  for (int64_t tap = 0; tap < axis.window; ++tap) {
    const int64_t offset = tap * axis.dilation;
    const int64_t spread = axis.transposed ? int64_t{at} * axis.stride - axis.before + offset
                                           : int64_t{at} + axis.before - offset;
    if (!axis.transposed && spread % axis.stride != 0) continue;
    const int64_t output = axis.transposed ? spread : spread / axis.stride;
    if (output < 0 || output >= static_cast<int64_t>(reached.size())) continue;
    reached[static_cast<size_t>(output)] = 1;
  }
}

// From the inputs, through their taps and through what the border repeats of them: the cost grows
// with the inputs and the padding, not with the outputs.
std::vector<int> ReachedIndices(const LayerSettings& s, const Axis& axis, Source source,
                                const std::vector<int>& inputs, int input_count, int outputs) {
  std::vector<char> reached(static_cast<size_t>(std::max(outputs, 0)));
  for (const int input : inputs) MarkReached(axis, input, reached);
  if (axis.transposed) return Marked(reached);
  const Range seen = SeenRange(axis, {0, outputs - 1});
  const auto mark_padding = [&](int64_t first, int64_t last) {
    for (int at = Limited(first); at <= Limited(last); ++at) {
      const std::optional<int> from = source(s, input_count, at);
      const bool given = from && std::binary_search(inputs.begin(), inputs.end(), *from);
      if (given) MarkReached(axis, at, reached);
    }
  };
  mark_padding(seen.first, -1);
  mark_padding(input_count, seen.last);
  return Marked(reached);
}

std::vector<int> Counted(int first, int count) {
  std::vector<int> indices(static_cast<size_t>(std::max(count, 0)));
  for (int& index : indices) index = first++;
  return indices;
}

FieldCells Inside(FieldCells cells, Shape grid) {
  std::erase_if(cells.rows, [&](int row) { return row < 0 || row >= grid.height; });
  std::erase_if(cells.cols, [&](int col) { return col < 0 || col >= grid.width; });
  return cells;
}

// `padding` and another layer's, whose cells are `stride` input cells apart.
Sides Widened(const Sides& padding, const Sides& added, Step stride) {
  return {Limited(padding.top + int64_t{added.top} * stride.rows),
          Limited(padding.bottom + int64_t{added.bottom} * stride.rows),
          Limited(padding.left + int64_t{added.left} * stride.cols),
          Limited(padding.right + int64_t{added.right} * stride.cols)};
}

FieldGeometry GeometryOf(std::span<const LayerSettings> layers) {
  FieldGeometry g{{1, 1}, {1, 1}, {}, 0, 0};
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    const Axis rows = RowsOf(*layer);
    const Axis cols = ColsOf(*layer);
    g.size = {SeenCount(rows, g.size.height), SeenCount(cols, g.size.width)};
    g.center_row = SeenMiddle(rows, g.center_row);
    g.center_col = SeenMiddle(cols, g.center_col);
  }
  return g;
}

}  // namespace

bool FieldCells::Contains(Cell cell) const {
  return std::binary_search(rows.begin(), rows.end(), cell.row) &&
         std::binary_search(cols.begin(), cols.end(), cell.col);
}

CellRect FieldCells::bounds() const {
  if (empty()) return {};
  return {rows.front(), cols.front(), rows.back() - rows.front() + 1,
          cols.back() - cols.front() + 1};
}

FieldCells CellsOf(CellRect rect) {
  return {Counted(rect.row, rect.height), Counted(rect.col, rect.width)};
}

std::vector<FieldGeometry> FieldGeometries(std::span<const LayerSettings> layers) {
  std::vector<FieldGeometry> geometries;
  Step stride;
  Sides padding;
  for (size_t i = 0; i < layers.size(); ++i) {
    const LayerSettings& s = layers[i];
    const bool whole = s.kind != LayerKind::kTransposed && stride.rows > 0;
    padding = Widened(padding, s.padding, stride);
    stride = whole ? Step{Limited(int64_t{stride.rows} * s.stride.rows),
                          Limited(int64_t{stride.cols} * s.stride.cols)}
                   : Step{0, 0};
    FieldGeometry geometry = GeometryOf(layers.first(i + 1));
    geometry.stride = stride;
    geometry.padding = whole ? padding : Sides{};
    geometries.push_back(geometry);
  }
  return geometries;
}

FieldCells CellsSeenBy(const LayerSettings& layer, const FieldCells& outputs, Shape input) {
  if (outputs.empty()) return {};
  return {SeenIndices(layer, RowsOf(layer), SourceRow, outputs.rows, input.height),
          SeenIndices(layer, ColsOf(layer), SourceCol, outputs.cols, input.width)};
}

FieldCells CellsReachedBy(const LayerSettings& layer, const FieldCells& inputs, Shape input,
                          Shape output) {
  if (inputs.empty()) return {};
  return {ReachedIndices(layer, RowsOf(layer), SourceRow, inputs.rows, input.height, output.height),
          ReachedIndices(layer, ColsOf(layer), SourceCol, inputs.cols, input.width, output.width)};
}

CellRect InputsSeenBy(const LayerSettings& layer, CellRect outputs) {
  if (outputs.empty()) return {};
  const auto seen_range = [](const Axis& axis, int first, int count) {
    return SeenRange(axis, {first, int64_t{first} + count - 1});
  };
  const Range rows = seen_range(RowsOf(layer), outputs.row, outputs.height);
  const Range cols = seen_range(ColsOf(layer), outputs.col, outputs.width);
  const CellRect seen{Limited(rows.first), Limited(cols.first), Limited(rows.last - rows.first + 1),
                      Limited(cols.last - cols.first + 1)};
  return seen.empty() ? CellRect{} : seen;
}

std::vector<Field> ReceptiveFields(std::span<const LayerSettings> layers,
                                   std::span<const Shape> shapes, int last, CellRect elements) {
  std::vector<Field> fields(static_cast<size_t>(last + 1));
  CellRect unclipped = elements;
  FieldCells cells = CellsOf(elements);
  for (size_t k = fields.size(); k-- > 0;) {
    unclipped = InputsSeenBy(layers[k], unclipped);
    cells = CellsSeenBy(layers[k], cells, shapes[k]);
    fields[k] = {unclipped, cells.bounds(), cells};
  }
  return fields;
}

std::vector<FieldCells> ProjectiveFields(std::span<const LayerSettings> layers,
                                         std::span<const Shape> shapes, int first,
                                         CellRect inputs) {
  std::vector<FieldCells> fields;
  const auto begin = static_cast<size_t>(first);
  FieldCells cells = Inside(CellsOf(inputs), shapes[begin]);
  for (size_t k = begin; k < layers.size(); ++k) {
    cells = CellsReachedBy(layers[k], cells, shapes[k], shapes[k + 1]);
    fields.push_back(cells);
  }
  return fields;
}

}  // namespace convlens
