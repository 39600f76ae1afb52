#include "scene/layout/backward_figure.h"

#include <algorithm>
#include <cmath>

#include "scene/figure/number_text.h"

namespace convlens {
namespace {

constexpr float kTitleHeight = 28;
constexpr float kGap = 62;  // between two grids
constexpr float kLargestCell = 64;
constexpr int kFewCells = 4;  // a side of at most this many may have larger cells
constexpr float kLargerCells = 1.45F;
constexpr float kBoxHeight = 380;
constexpr float kBoxWidth = 430;
constexpr float kTitleWidth = 150;  // room for a title, however narrow its grid is
constexpr float kBadgeCell = 30;    // smallest cell, in points, that has room for a factor

ValueScale Around(const EvaluatedGrid& values) {
  const float largest =
      std::max(std::fabs(values.statistics.min), std::fabs(values.statistics.max));
  const float scale = largest > 0 ? largest : 1;
  return {ValueMap::kDiverging, -scale, scale};
}

FigureGrid MakeGrid(GridRole role, Ink ink, const EvaluatedGrid& values, Message title) {
  FigureGrid grid;
  grid.role = role;
  grid.ink = ink;
  grid.values = &values;
  const Shape shape = values.shape();
  grid.region = {0, 0, shape.height, shape.width};
  grid.scale = Around(values);
  grid.title = std::move(title);
  grid.shape_label = FillIn("{} × {}", {std::to_string(shape.height), std::to_string(shape.width)});
  return grid;
}

float CellFor(Shape shape, float most = kLargestCell) {
  return std::min({kBoxHeight / static_cast<float>(shape.height),
                   kBoxWidth / static_cast<float>(shape.width), most});
}

std::vector<FigureGrid> GridsOf(const BackwardPass& pass, BackwardPart part) {
  if (part == BackwardPart::kKernel) {
    return {MakeGrid(GridRole::kInput, Ink::kInput, pass.input, {"Input X", {}}),
            MakeGrid(GridRole::kError, Ink::kError, pass.slope, {"Slope G = ∂L/∂Ŷ", {}}),
            MakeGrid(GridRole::kKernel, Ink::kKernel, pass.kernel_gradient, {"∂L/∂K", {}})};
  }
  const bool turned = pass.operation == Operation::kCorrelation;
  return {MakeGrid(GridRole::kError, Ink::kError, pass.padded_slope,
                   {"Slope G, padded with zeros", {}}),
          MakeGrid(GridRole::kKernel, Ink::kKernel, pass.turned_kernel,
                   turned ? Message{"Kernel K, turned by 180°", {}} : Message{"Kernel K", {}}),
          MakeGrid(GridRole::kInput, Ink::kInput, pass.input_gradient, {"∂L/∂X", {}})};
}

class BackwardBuilder {
 public:
  BackwardBuilder(const BackwardPass& pass, BackwardPart part)
      : pass_(pass), part_(part), operands_(OperandsOf(pass, part)) {}

  void PlaceGrids() {
    std::vector<FigureGrid> grids = GridsOf(pass_, part_);
    const float cell = CellFor(operands_.large.shape());
    const auto height = static_cast<float>(operands_.large.shape().height) * cell;
    const float middle = kTitleHeight + height / 2;
    float x = 0;
    for (size_t i = 0; i < grids.size(); ++i) {
      FigureGrid& grid = grids[i];
      const Shape shape{grid.region.height, grid.region.width};
      // A kernel has few cells, and gradients many digits.
      const bool few = std::max(shape.height, shape.width) <= kFewCells;
      const float larger = few ? kLargerCells : 1.0F;
      const float own = std::min(larger * cell, CellFor(shape, larger * kLargestCell));
      const float h = own * static_cast<float>(grid.region.height);
      grid.bounds = {x, middle - h / 2, own * static_cast<float>(grid.region.width), h};
      x += std::max(grid.bounds.width, kTitleWidth);
      figure_.grids.push_back(grid);
      if (i + 1 == grids.size()) break;
      figure_.labels.push_back({{x + kGap / 2, middle}, {i == 0 ? "⋆" : "=", {}}});
      x += kGap;
    }
    figure_.bounds = {0, 0, x, kTitleHeight + height};
  }

  void Light(Cell element, std::optional<int> terms, const ViewSettings& view) {
    const CellRect window = WindowBehind(operands_, element);
    FigureGrid& large = figure_.grids[0];
    FigureGrid& result = figure_.grids[2];
    large.lit = window;
    Outline(large, window, Ink::kKernel, FigureOutline::Style::kWindow);
    Outline(result, {element.row, element.col, 1, 1}, Ink::kKernel, FigureOutline::Style::kWindow);
    if (view.show_lens) {
      figure_.lenses.push_back(
          {large.RectBounds(window), result.CellBounds(element), Ink::kKernel});
    }
    if (terms) StepInto(element, window, *terms);
    if (view.show_badges) AddBadges(window, terms);
  }

  Figure Take() { return std::move(figure_); }

 private:
  void Outline(const FigureGrid& grid, CellRect rect, Ink ink, FigureOutline::Style style) {
    figure_.outlines.push_back({grid.RectBounds(rect), ink, style});
  }

  void StepInto(Cell element, CellRect window, int terms) {
    const std::vector<BackwardTerm> sum = BackwardTerms(pass_, part_, element);
    FigureGrid& result = figure_.grids[2];
    result.partial_cell = element;
    const auto done = std::min(static_cast<size_t>(std::max(terms, 0)), sum.size());
    result.partial_value = done > 0 ? sum[done - 1].partial : 0;
    if (done == 0) return;
    const Cell tap = sum[done - 1].tap;
    Outline(figure_.grids[1], {tap.row, tap.col, 1, 1}, Ink::kText, FigureOutline::Style::kTerm);
    Outline(figure_.grids[0], {window.row + tap.row, window.col + tap.col, 1, 1}, Ink::kText,
            FigureOutline::Style::kTerm);
  }

  void AddBadges(CellRect window, std::optional<int> terms) {
    constexpr int64_t kMostBadges = 225;
    const FigureGrid& large = figure_.grids[0];
    const Shape shape = operands_.small.shape();
    if (shape.count() > kMostBadges || large.cell() < kBadgeCell) return;
    const Grid& factors = *operands_.small.grid();
    for (int64_t i = 0; i < shape.count(); ++i) {
      const Cell tap = CellAt(i, shape.width);
      const double factor = factors[tap];
      std::string text = "×";
      figure_.badges.push_back({large.CellBounds({window.row + tap.row, window.col + tap.col}),
                                text.append(ShortNumber(factor)), factor, !terms || i < *terms});
    }
  }

  const BackwardPass& pass_;
  BackwardPart part_;
  BackwardOperands operands_;
  Figure figure_;
};

}  // namespace

Figure BuildBackwardFigure(const BackwardPass& pass, BackwardPart part, const Playback& playback,
                           const ViewSettings& view) {
  BackwardBuilder builder(pass, part);
  builder.PlaceGrids();
  const PlaybackExtent extent = BackwardExtent(pass, part);
  const Shape result = OperandsOf(pass, part).result.shape();
  if (extent.outputs > 0) {
    const int64_t index = std::clamp<int64_t>(playback.output, 0, extent.outputs - 1);
    builder.Light(CellAt(index, result.width), playback.terms, view);
  }
  return builder.Take();
}

}  // namespace convlens
