#include "scene/layout/figure_layout.h"

#include <algorithm>
#include <cmath>

#include "scene/figure/figure_cards.h"
#include "scene/figure/figure_grids.h"
#include "scene/figure/number_text.h"
#include "scene/layout/figure_spread.h"

namespace convlens {
namespace {

constexpr float kTitleHeight = 28;   // a grid's title stands on it
constexpr float kOperatorGap = 62;   // between two grids of an equation
constexpr float kBiasRoom = 60;      // more where a bias stands there, whatever its digits
constexpr float kRowGap = 34;        // between two rows of grids, beside the titles
constexpr float kReadableCell = 17;  // below it, numbers are left out
constexpr float kNoteWidth = 240;    // room for a message where a grid cannot be

float CellSize(Shape shape, float box_height, float box_width, float largest) {
  if (shape.empty()) return largest;
  return std::min({box_height / static_cast<float>(shape.height),
                   box_width / static_cast<float>(shape.width), largest});
}

// With the left top corner of its padding there.
void Place(FigureGrid& grid, float left, float top, float cell) {
  grid.bounds = {left + cell * static_cast<float>(grid.padding.left),
                 top + cell * static_cast<float>(grid.padding.top),
                 cell * static_cast<float>(grid.region.width),
                 cell * static_cast<float>(grid.region.height)};
}

float Height(Shape shape, float cell) { return cell * static_cast<float>(shape.height); }
float Width(Shape shape, float cell) { return cell * static_cast<float>(shape.width); }

FigureLabel Operator(float x, float y, const char* text) {
  return {{x, y}, {text, {}}, Ink::kDim, FigureLabel::Style::kOperator};
}

// Transposing turns the kernel around: over the spread input, a correlation goes as a convolution.
const char* OperatorSign(const Evaluation& e, bool spread) {
  if (spread) return e.operation() == Operation::kCorrelation ? "∗" : "⋆";
  return e.operation() == Operation::kCorrelation ? "⋆" : "∗";
}

// Words of a font that has a least size need more room than a small kernel.
constexpr float kPoolingRoom = 176;

// What stands in the kernel's place.
Message PoolingWords(const LayerSettings& settings) {
  const Shape window = settings.window;
  std::vector<std::string> sides = {std::to_string(window.height), std::to_string(window.width)};
  if (settings.kind == LayerKind::kMaxPool) return {"largest of {} × {}", std::move(sides)};
  return {"mean of {} × {}", std::move(sides)};
}

// The bias after the kernel: "+ 0.5 =", or just "=".
std::string EqualsText(const Evaluation& e) {
  const float bias = e.bias();
  if (bias == 0) return "=";
  return FillIn(bias > 0 ? "+ {} =" : "− {} =", {ShortNumber(std::fabs(double{bias}))});
}

// A title and its shape label need some width, however narrow the grid is.
float RoomFor(float grid_width) { return std::max(grid_width, 104.0F); }

void AddProblem(Figure& figure, const Message& problem, float left, float middle) {
  figure.labels.push_back(
      {{left + kNoteWidth / 2, middle}, problem, Ink::kError, FigureLabel::Style::kProblem});
  figure.bounds.width = std::max(figure.bounds.width, left + kNoteWidth - figure.bounds.x);
}

void Enclose(Figure& figure) {
  float right = figure.bounds.right();
  float bottom = figure.bounds.bottom();
  for (const FigureGrid& grid : figure.grids) {
    const Rect bounds = grid.cards_bounds();
    right = std::max(right, bounds.x + RoomFor(bounds.width));
    bottom = std::max(bottom, bounds.bottom());
  }
  figure.bounds.width = right - figure.bounds.x;
  figure.bounds.height = bottom - figure.bounds.y;
}

// Under the kernel, which is drawn as it is stored and lies on the spread input turned around.
void SayTurned(Figure& figure, const Evaluation& e, const FigureGrid& kernel) {
  if (e.operation() != Operation::kCorrelation) return;
  const Rect bounds = kernel.cards_bounds();
  figure.labels.push_back({{kernel.padded_bounds().center().x, bounds.bottom() + 26},
                           {"used turned by 180°", {}},
                           Ink::kDim,
                           FigureLabel::Style::kCaption});
}

// One row of an equation, its grids centred on `middle`: input ⋆ kernel (+ bias) = output.
struct Row {
  float input_cell, kernel_cell, output_cell;
  float middle;
  float spread_cell = 0;  // 0: the input is not spread
};

void AddEquation(Figure& figure, const Evaluation& e, FigureGrid input, FigureGrid output,
                 Row row) {
  float x = 0;
  const auto centred = [&](FigureGrid& grid, float cell) {
    const float height = Height({grid.padded_region().height, 0}, cell);
    Place(grid, x, row.middle - height / 2, cell);
    x += RoomFor(grid.cards_bounds().width);
  };
  centred(input, row.input_cell);
  figure.grids.push_back(input);
  if (row.spread_cell > 0) {
    figure.labels.push_back(Operator(x + kOperatorGap / 2, row.middle, "→"));
    x += kOperatorGap;
    FigureGrid spread = SpreadGrid(e, figure.spread);
    spread.scale = input.scale;
    centred(spread, row.spread_cell);
    figure.grids.push_back(spread);
  }
  const bool pooling = e.front_layer().settings.pooling();
  if (!pooling) {
    figure.labels.push_back(
        Operator(x + kOperatorGap / 2, row.middle, OperatorSign(e, row.spread_cell > 0)));
  }
  x += kOperatorGap;
  FigureGrid kernel = KernelGrid(e);
  const float kernel_left = x;
  centred(kernel, row.kernel_cell);
  figure.grids.push_back(kernel);
  if (row.spread_cell > 0) SayTurned(figure, e, kernel);
  if (pooling) {
    x = kernel_left + kPoolingRoom;
    figure.labels.push_back({{(kernel_left + x) / 2, row.middle},
                             PoolingWords(e.front_layer().settings),
                             Ink::kKernel,
                             FigureLabel::Style::kCaption});
  }
  const std::string equals = EqualsText(e);
  const float gap = kOperatorGap + (equals == "=" ? 0 : kBiasRoom);
  figure.labels.push_back(Operator(x + gap / 2, row.middle, equals.c_str()));
  figure.labels.back().room = gap - 16;
  x += gap;
  if (e.problem) {
    AddProblem(figure, *e.problem, x, row.middle);
    return;
  }
  centred(output, row.output_cell);
  figure.grids.push_back(output);
}

Figure LayOutRow(const Evaluation& e, std::shared_ptr<const SpreadInput> spread) {
  const Shape input = PaddedInput(e);
  Row row{};
  row.input_cell = CellSize(input, 380, 430, 88);
  row.kernel_cell = CellSize(e.kernel.shape(), 240, 260, std::clamp(row.input_cell, 30.0F, 72.0F));
  row.output_cell = std::min(row.input_cell, 80.0F);
  Figure figure;
  float spread_height = 0;
  if (ShowsSpread(e)) {
    figure.spread = std::move(spread);
    row.spread_cell = SpreadCell(e);
    // Four grids stand in the row: cells of one size, so that they are compared at a glance.
    row.input_cell = std::min(row.input_cell, row.spread_cell);
    row.kernel_cell = std::min(row.kernel_cell, row.spread_cell);
    row.output_cell = CellSize(e.output.shape(), 340, 380, row.spread_cell);
    const FigureGrid grid = SpreadGrid(e, figure.spread);
    spread_height = Height({grid.padded_region().height, 0}, row.spread_cell);
  }
  const float tallest =
      std::max({Height(input, row.input_cell), Height(e.kernel.shape(), row.kernel_cell),
                Height(e.output.shape(), row.output_cell), spread_height});
  row.middle = kTitleHeight + tallest / 2;
  AddEquation(figure, e, PaddedInputGrid(e), OutputGrid(e, WholeOf(e.output.shape())), row);
  Enclose(figure);
  return figure;
}

// `rect` grown by `margin` on each side, inside `shape`.
CellRect Around(CellRect rect, int margin, Shape shape) {
  return Intersection(
      {rect.row - margin, rect.col - margin, rect.height + 2 * margin, rect.width + 2 * margin},
      WholeOf(shape));
}

// What a close-up of `window` shows: the cells of the input around it, at least one, and in
// `padding` the padding around it.
CellRect CloseUpRegion(const Evaluation& e, CellRect window, Sides& padding) {
  const Shape input = e.input.shape();
  const Sides p = PaddingOf(e);
  const int bottom = std::clamp(window.row + window.height + 1, 1, input.height + p.bottom);
  const int right = std::clamp(window.col + window.width + 1, 1, input.width + p.right);
  const int top = std::clamp(window.row - 1, -p.top, input.height - 1);
  const int left = std::clamp(window.col - 1, -p.left, input.width - 1);
  padding = {std::max(-top, 0), std::max(bottom - input.height, 0), std::max(-left, 0),
             std::max(right - input.width, 0)};
  return Intersection({top, left, bottom - top, right - left}, WholeOf(input));
}

FigureGrid CloseUp(FigureGrid grid) {
  const CellRect r = grid.region;
  grid.close_up = true;
  grid.channels = 1;  // the whole picture has the cards
  grid.shape_label =
      FillIn("[{}…{}, {}…{}]", {std::to_string(r.row), std::to_string(r.row + r.height - 1),
                                std::to_string(r.col), std::to_string(r.col + r.width - 1)});
  return grid;
}

Figure LayOutPictures(const Evaluation& e, Cell focus, CellRect window) {
  constexpr float kPictureHeight = 330;
  constexpr float kPictureWidth = 440;
  constexpr float kCloseUpSide = 230;
  const Shape input = e.input.shape();
  const float picture = CellSize(input, kPictureHeight, kPictureWidth, kReadableCell);
  Figure figure;

  Sides padding;
  const CellRect input_region = CloseUpRegion(e, window, padding);
  const CellRect output_region = Around({focus.row, focus.col, 1, 1}, 2, e.output.shape());
  FigureGrid near_input = CloseUp(InputGrid(e, input_region));
  near_input.padding = padding;
  FigureGrid near_output = CloseUp(OutputGrid(e, output_region));
  Row row{};
  row.input_cell =
      CellSize({input_region.height + padding.rows(), input_region.width + padding.cols()},
               kCloseUpSide, kCloseUpSide, 56);
  row.kernel_cell = CellSize(e.kernel.shape(), kCloseUpSide, kCloseUpSide, 56);
  row.output_cell =
      CellSize({output_region.height, output_region.width}, kCloseUpSide, kCloseUpSide, 46);
  const float top = kTitleHeight + Height(input, picture) + kRowGap + kTitleHeight;
  row.middle = top + kCloseUpSide / 2;
  AddEquation(figure, e, near_input, near_output, row);
  Enclose(figure);

  FigureGrid far_input = InputGrid(e, WholeOf(input));
  const float pictures_width = Width(input, picture) + Width(e.output.shape(), picture);
  const float gap = std::max(kOperatorGap, figure.bounds.width - pictures_width);
  Place(far_input, 0, kTitleHeight, picture);
  figure.grids.insert(figure.grids.begin(), far_input);
  if (!e.problem) {
    FigureGrid far_output = OutputGrid(e, WholeOf(e.output.shape()));
    Place(far_output, far_input.bounds.right() + gap, kTitleHeight, picture);
    figure.grids.insert(figure.grids.begin() + 1, far_output);
  }
  Enclose(figure);
  return figure;
}

Figure LayOutLearning(const Evaluation& e) {
  const Shape input = e.input.shape();
  const Shape output = e.output.shape();
  const float cell = CellSize(input, 230, 330, 46);
  const float kernel_cell = CellSize(e.kernel.shape(), 170, 170, 60);
  Figure figure;

  Row row{cell, kernel_cell, cell, kTitleHeight + Height(input, cell) / 2};
  AddEquation(figure, e, InputGrid(e, WholeOf(input)), PredictionGrid(e), row);
  Enclose(figure);

  const float top = figure.bounds.bottom() + kRowGap + kTitleHeight;
  const float middle = top + Height(output, cell) / 2;
  if (!e.reference.pyramid.empty()) {
    FigureGrid reference = ReferenceGrid(e);
    ShareScale(figure.grids[1], reference);
    const float reference_cell = CellSize(e.reference.shape(), 170, 170, kernel_cell);
    Place(reference, figure.grids[1].bounds.x,
          middle - Height(e.reference.shape(), reference_cell) / 2, reference_cell);
    figure.grids.push_back(reference);
  }
  if (e.problem) {
    // It is said already in the prediction's place.
  } else if (e.target_problem) {
    // Under the prediction, where target and error would be compared.
    float left = figure.grids[2].bounds.x;
    const FigureGrid& last = figure.grids.back();
    if (last.role == GridRole::kReference) left = std::max(left, last.bounds.right() + kRowGap);
    AddProblem(figure, *e.target_problem, left, middle);
  } else if (!e.target.pyramid.empty()) {
    FigureGrid target = TargetGrid(e);
    Place(target, 0, top, cell);
    figure.grids.push_back(target);
    FigureGrid error = ErrorGrid(e);
    Place(error, figure.grids[2].bounds.x, top, cell);
    figure.grids.push_back(error);
  }
  Enclose(figure);
  return figure;
}

}  // namespace

Arrangement ArrangementFor(const Evaluation& e, const ViewSettings& view) {
  if (view.figure == FigureKind::kLearn) return Arrangement::kLearning;
  return CellSize(PaddedInput(e), 380, 430, 88) < kReadableCell ? Arrangement::kPictures
                                                                : Arrangement::kRow;
}

namespace {

Figure Arranged(const Evaluation& e, const ViewSettings& view, Cell focus, CellRect window,
                std::shared_ptr<const SpreadInput> spread) {
  switch (ArrangementFor(e, view)) {
    case Arrangement::kRow:
      return LayOutRow(e, std::move(spread));
    case Arrangement::kPictures:
      return LayOutPictures(e, focus, window);
    case Arrangement::kLearning:
      return LayOutLearning(e);
  }
  return {};
}

}  // namespace

Figure LayOut(const Evaluation& e, const ViewSettings& view, Cell focus, CellRect window,
              std::shared_ptr<const SpreadInput> spread) {
  Figure figure = Arranged(e, view, focus, window, std::move(spread));
  CountCards(figure);
  return figure;
}

}  // namespace convlens
