#include "scene/layout/figure_spread.h"

#include <algorithm>

#include "layer/settings/window.h"

namespace convlens {
namespace {

constexpr float kReadableCell = 20;  // in points
constexpr float kLargestCell = 56;
constexpr float kBoxHeight = 340;
constexpr float kBoxWidth = 380;

Shape SpreadShape(const LayerSettings& s, Shape input) {
  return {(input.height - 1) * s.stride.rows + 1, (input.width - 1) * s.stride.cols + 1};
}

// The zeros around it that windows reach: as many as the kernel hangs over, less what the padding
// cuts off the output.
Sides SpreadPadding(const LayerSettings& s) {
  const int rows = s.span().height - 1;
  const int cols = s.span().width - 1;
  return {std::max(rows - s.padding.top, 0),
          std::max(rows - s.padding.bottom + s.output_padding.rows, 0),
          std::max(cols - s.padding.left, 0),
          std::max(cols - s.padding.right + s.output_padding.cols, 0)};
}

std::shared_ptr<const SpreadInput> Spread(const SharedGrid& input, Step stride, Shape shape) {
  Grid grid(shape.height, shape.width);
  for (int row = 0; row < input->height(); ++row) {
    for (int col = 0; col < input->width(); ++col) {
      grid.at(row * stride.rows, col * stride.cols) = (*input).at(row, col);
    }
  }
  auto spread = std::make_shared<SpreadInput>();
  spread->of = input;
  spread->stride = stride;
  spread->values.pyramid = MakePyramid(SharedGrid(std::move(grid)));
  spread->values.statistics = StatisticsOf(*spread->values.grid());
  return spread;
}

}  // namespace

float SpreadCell(const Evaluation& e) {
  const LayerSettings& s = e.front_layer().settings;
  const Shape shape = SpreadShape(s, e.input.shape());
  const Sides padding = SpreadPadding(s);
  return std::min({kBoxHeight / static_cast<float>(shape.height + padding.rows()),
                   kBoxWidth / static_cast<float>(shape.width + padding.cols()), kLargestCell});
}

bool ShowsSpread(const Evaluation& e) {
  if (e.problem || e.front_layer().settings.kind != LayerKind::kTransposed) return false;
  return !e.input.shape().empty() && SpreadCell(e) >= kReadableCell;
}

FigureGrid SpreadGrid(const Evaluation& e, std::shared_ptr<const SpreadInput>& spread) {
  const LayerSettings& s = e.front_layer().settings;
  const SharedGrid& input = e.input.grid();
  if (!spread || !spread->of.SameAs(input) || spread->stride != s.stride) {
    spread = Spread(input, s.stride, SpreadShape(s, input->shape()));
  }
  const Shape shape = spread->values.shape();
  FigureGrid grid;
  grid.role = GridRole::kMatrix;
  grid.part = MatrixPart::kSpread;
  grid.ink = Ink::kInput;
  grid.values = &spread->values;
  grid.region = {0, 0, shape.height, shape.width};
  grid.padding = SpreadPadding(s);
  grid.symbol = "S";
  grid.title = {"Spread input S", {}};
  grid.shape_label = FillIn("{} × {}", {std::to_string(shape.height), std::to_string(shape.width)});
  return grid;
}

std::optional<Cell> SpreadSource(const LayerSettings& s, Shape input, Cell at) {
  if (at.row < 0 || at.col < 0) return std::nullopt;
  if (at.row % s.stride.rows != 0 || at.col % s.stride.cols != 0) return std::nullopt;
  const Cell source{at.row / s.stride.rows, at.col / s.stride.cols};
  if (source.row >= input.height || source.col >= input.width) return std::nullopt;
  return source;
}

CellRect SpreadWindow(const LayerSettings& s, Cell output) {
  const Shape span = s.span();
  return {output.row + s.padding.top - (span.height - 1),
          output.col + s.padding.left - (span.width - 1), span.height, span.width};
}

void AddInserted(Figure& figure, const Evaluation& e) {
  const LayerSettings& settings = e.front_layer().settings;
  for (const FigureGrid& grid : figure.grids) {
    if (grid.part != MatrixPart::kSpread) continue;
    const CellRect padded = grid.padded_region();
    for (int row = padded.row; row < padded.row + padded.height; ++row) {
      for (int col = padded.col; col < padded.col + padded.width; ++col) {
        const Cell at{row, col};
        if (SpreadSource(settings, e.input.shape(), at)) continue;
        const bool lit = !grid.lit || grid.lit->Contains(at);
        figure.padding.push_back({grid.CellBounds(at), 0, lit, grid.region.Contains(at)});
      }
    }
  }
}

}  // namespace convlens
