#include "scene/figure.h"

#include <algorithm>
#include <cmath>

#include "scene/figure_layout.h"
#include "scene/matrix_form_view.h"
#include "scene/number_text.h"

namespace convlens {
namespace {

constexpr int64_t kMostBadges = 225;  // a window of more cells than this carries no factors
constexpr float kBadgeCell = 30;      // smallest cell, in points, that has room for a factor

CellRect OneCell(Cell cell) { return {cell.row, cell.col, 1, 1}; }

// The kernel cell whose weight the window's cell `offset` is multiplied with.
Cell TapAt(const Evaluation& evaluation, Cell offset) {
  if (evaluation.operation() == Operation::kCorrelation) return offset;
  const Shape kernel = evaluation.window();
  return {kernel.height - 1 - offset.row, kernel.width - 1 - offset.col};
}

// Adds to a laid out figure what is lit in it.
class Lighting {
 public:
  Lighting(const Evaluation& evaluation, const FigureOptions& options, Figure* figure)
      : evaluation_(evaluation), options_(options), figure_(*figure) {}

  void LightOutput(Cell output, bool pinned, bool stepping) {
    if (evaluation_.problem) return;
    const CellRect window = WindowOf(output, evaluation_.kernel.shape());
    const std::optional<int> terms = stepping ? options_.playback.terms : std::nullopt;
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kInput) LightWindow(grid, window, terms);
      if (IsLikeOutput(grid.role)) LightOutputCell(grid, output, pinned);
      if (grid.role == GridRole::kOutput && terms) ShowPartialSum(grid, output, *terms);
      if (grid.role == GridRole::kKernel && terms) MarkTap(grid, *terms);
    }
    AddLenses(window, OneCell(output), Accent::kKernel);
  }

  void LightInput(Cell input) {
    const CellRect outputs =
        OutputsAffectedBy(input, evaluation_.kernel.shape(), evaluation_.output.shape());
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kInput) Outline(grid, OneCell(input), Accent::kInput);
      if (!IsLikeOutput(grid.role) || outputs.empty()) continue;
      Dim(grid, outputs);
      Outline(grid, outputs, Accent::kInput, FigureOutline::Style::kAffected);
    }
    if (!outputs.empty()) AddLenses(OneCell(input), outputs, Accent::kInput);
  }

  void LightKernel(Cell cell) {
    const CellRect inputs = InputsMetBy(TapAt(evaluation_, cell), evaluation_.output.shape());
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kKernel) Outline(grid, OneCell(cell), Accent::kText);
      if (grid.role != GridRole::kInput || inputs.empty()) continue;
      grid.lit = inputs;
      Outline(grid, inputs, Accent::kKernel, FigureOutline::Style::kAffected);
    }
  }

  void Reveal() {
    const bool hides = options_.view.reveal_output && options_.view.figure == FigureKind::kExplore;
    if (!hides) return;
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kOutput) grid.revealed = options_.playback.output + 1;
    }
  }

 private:
  static bool IsLikeOutput(GridRole role) {
    return role == GridRole::kOutput || role == GridRole::kTarget || role == GridRole::kError;
  }

  void Outline(const FigureGrid& grid, CellRect rect, Accent accent,
               FigureOutline::Style style = FigureOutline::Style::kWindow) {
    const CellRect shown = Intersection(rect, grid.region);
    if (shown.empty()) return;
    figure_.outlines.push_back({grid.RectBounds(shown), accent, style});
  }

  // What is not lit is dimmed; but not a picture that has a close-up, which shows it better.
  void Dim(FigureGrid& grid, CellRect lit) const {
    if (grid.close_up || !HasCloseUps()) grid.lit = lit;
  }

  void LightWindow(FigureGrid& grid, CellRect window, std::optional<int> terms) {
    Dim(grid, window);
    // A close-up that is held still may show only a part of the window, or none.
    const CellRect shown = Intersection(window, grid.region);
    if (shown.empty()) return;
    Rect bounds = grid.RectBounds(shown);
    if (options_.glide && !grid.close_up) {
      bounds.x += (options_.glide->x - static_cast<float>(window.col)) * grid.cell();
      bounds.y += (options_.glide->y - static_cast<float>(window.row)) * grid.cell();
    }
    figure_.outlines.push_back({bounds, Accent::kKernel, FigureOutline::Style::kWindow});
    if (!options_.glide) AddBadges(grid, window, terms);
  }

  void AddBadges(const FigureGrid& grid, CellRect window, std::optional<int> terms) {
    const Shape shape{window.height, window.width};
    if (!options_.view.show_badges || shape.count() > kMostBadges || grid.cell() < kBadgeCell)
      return;
    const Grid& kernel = *evaluation_.kernel.grid();
    for (int64_t i = 0; i < shape.count(); ++i) {
      const Cell offset = CellAt(i, shape.width);
      const Cell cell{window.row + offset.row, window.col + offset.col};
      if (!grid.region.Contains(cell)) continue;
      const Cell tap = TapAt(evaluation_, offset);
      const bool active = !terms || IndexOf(tap, shape.width) < *terms;
      figure_.badges.push_back(
          {grid.CellBounds(cell), "×" + ShortNumber(kernel[tap]), double{kernel[tap]}, active});
      if (terms && IndexOf(tap, shape.width) == *terms - 1) {
        Outline(grid, OneCell(cell), Accent::kText, FigureOutline::Style::kTerm);
      }
    }
  }

  void LightOutputCell(FigureGrid& grid, Cell output, bool pinned) {
    Outline(grid, OneCell(output), Accent::kKernel,
            pinned ? FigureOutline::Style::kPinned : FigureOutline::Style::kWindow);
  }

  void ShowPartialSum(FigureGrid& grid, Cell output, int terms) {
    const std::vector<LayerTerm> sum = TermsOf(evaluation_, output);
    grid.partial_cell = output;
    grid.partial_value = terms > 0 && static_cast<size_t>(terms) <= sum.size()
                             ? sum[static_cast<size_t>(terms) - 1].partial
                             : double{evaluation_.bias()};
  }

  void MarkTap(const FigureGrid& grid, int terms) {
    if (terms < 1) return;
    Outline(grid, OneCell(CellAt(terms - 1, evaluation_.kernel.shape().width)), Accent::kText,
            FigureOutline::Style::kTerm);
  }

  // From the window (or an input cell) to what it gives, between grids that stand side by side; and
  // from a picture to its close-up.
  void AddLenses(CellRect from, CellRect to, Accent accent) {
    if (!options_.view.show_lens) return;
    const FigureGrid* input = Find(GridRole::kInput, HasCloseUps());
    const FigureGrid* output = Find(GridRole::kOutput, HasCloseUps());
    if (input == nullptr || output == nullptr) return;
    const CellRect seen_from = Intersection(from, input->region);
    const CellRect seen_to = Intersection(to, output->region);
    if (!seen_from.empty() && !seen_to.empty()) {
      Rect start = input->RectBounds(seen_from);
      if (options_.glide && accent == Accent::kKernel && !HasCloseUps()) {
        start.x += (options_.glide->x - static_cast<float>(from.col)) * input->cell();
        start.y += (options_.glide->y - static_cast<float>(from.row)) * input->cell();
      }
      figure_.lenses.push_back({start, output->RectBounds(seen_to), accent});
    }
    if (!HasCloseUps()) return;
    AddMagnifier(GridRole::kInput, Accent::kInput);
    AddMagnifier(GridRole::kOutput, Accent::kOutput);
  }

  void AddMagnifier(GridRole role, Accent accent) {
    const FigureGrid* picture = Find(role, false);
    const FigureGrid* near = Find(role, true);
    if (picture == nullptr || near == nullptr) return;
    figure_.lenses.push_back({picture->RectBounds(near->region), near->bounds, accent});
  }

  bool HasCloseUps() const {
    return std::any_of(figure_.grids.begin(), figure_.grids.end(),
                       [](const FigureGrid& grid) { return grid.close_up; });
  }
  const FigureGrid* Find(GridRole role, bool close_up) const {
    for (const FigureGrid& grid : figure_.grids) {
      if (grid.role == role && grid.close_up == close_up) return &grid;
    }
    return nullptr;
  }

  const Evaluation& evaluation_;
  const FigureOptions& options_;
  Figure& figure_;
};

Cell Inside(Cell cell, Shape shape) {
  return {std::clamp(cell.row, 0, shape.height - 1), std::clamp(cell.col, 0, shape.width - 1)};
}

Cell PlaybackElement(const Evaluation& evaluation, const FigureOptions& options) {
  const Shape output = evaluation.output.shape();
  if (output.empty()) return {};
  return CellAt(std::clamp<int64_t>(options.playback.output, 0, output.count() - 1), output.width);
}

// What the focus says, else playback's element.
Cell CenterOfAttention(const Evaluation& evaluation, const FigureOptions& options) {
  const Shape output = evaluation.output.shape();
  if (output.empty()) return {};
  const Cell playback = PlaybackElement(evaluation, options);
  switch (options.focus.kind) {
    case FigureFocus::Kind::kOutput:
      return Inside(options.focus.cell, output);
    case FigureFocus::Kind::kInput: {
      const CellRect outputs =
          OutputsAffectedBy(options.focus.cell, evaluation.kernel.shape(), output);
      if (outputs.empty()) return playback;
      return {outputs.row + outputs.height / 2, outputs.col + outputs.width / 2};
    }
    case FigureFocus::Kind::kKernel:
    case FigureFocus::Kind::kNone:
      return playback;
  }
  return playback;
}

// In the figure of learning the grids are looked at as wholes, until somebody steps through them.
bool IsStepping(const FigureOptions& options) {
  const Playback& playback = options.playback;
  return options.view.figure == FigureKind::kExplore || playback.playing || playback.output > 0 ||
         playback.terms.has_value();
}

}  // namespace

Rect FigureGrid::CellBounds(Cell at) const { return RectBounds(OneCell(at)); }

Rect FigureGrid::RectBounds(CellRect rect) const {
  const float size = cell();
  return {bounds.x + static_cast<float>(rect.col - region.col) * size,
          bounds.y + static_cast<float>(rect.row - region.row) * size,
          static_cast<float>(rect.width) * size, static_cast<float>(rect.height) * size};
}

Cell CloseUpElement(const Evaluation& evaluation, const FigureOptions& options) {
  const Shape output = evaluation.output.shape();
  if (options.close_up && !output.empty()) return Inside(*options.close_up, output);
  return CenterOfAttention(evaluation, options);
}

Figure BuildFigure(const Evaluation& evaluation, const FigureOptions& options) {
  const Cell center = CloseUpElement(evaluation, options);
  const CellRect window = WindowOf(center, evaluation.kernel.shape());
  Figure figure = LayOut(evaluation, options.view, center, window);
  Lighting lighting(evaluation, options, &figure);
  lighting.Reveal();
  switch (options.focus.kind) {
    case FigureFocus::Kind::kNone:
      if (IsStepping(options)) {
        lighting.LightOutput(PlaybackElement(evaluation, options), false, true);
      }
      break;
    case FigureFocus::Kind::kOutput: {
      const Cell lit = CenterOfAttention(evaluation, options);
      const bool at_playback = lit == PlaybackElement(evaluation, options);
      lighting.LightOutput(lit, options.focus.pinned, at_playback);
      break;
    }
    case FigureFocus::Kind::kInput:
      lighting.LightInput(options.focus.cell);
      break;
    case FigureFocus::Kind::kKernel:
      lighting.LightKernel(options.focus.cell);
      break;
  }
  const bool has_matrix = options.matrix != nullptr && options.matrix->view != MatrixView::kNone &&
                          options.view.figure == FigureKind::kExplore;
  if (has_matrix) AddMatrixForm(figure, evaluation, options);
  return figure;
}

std::optional<FigureHit> HitTest(const Figure& figure, Point point) {
  for (size_t i = figure.grids.size(); i-- > 0;) {
    const FigureGrid& grid = figure.grids[i];
    if (!grid.bounds.Contains(point) || grid.cell() <= 0) continue;
    const int row = static_cast<int>((point.y - grid.bounds.y) / grid.cell());
    const int col = static_cast<int>((point.x - grid.bounds.x) / grid.cell());
    return FigureHit{i,
                     {grid.region.row + std::min(row, grid.region.height - 1),
                      grid.region.col + std::min(col, grid.region.width - 1)}};
  }
  return std::nullopt;
}

std::optional<size_t> HitCorner(const Figure& figure, Point point, float reach) {
  for (size_t i = figure.grids.size(); i-- > 0;) {
    const FigureGrid& grid = figure.grids[i];
    const float dx = point.x - grid.bounds.right();
    const float dy = point.y - grid.bounds.bottom();
    if (!grid.close_up && std::fabs(dx) <= reach && std::fabs(dy) <= reach) return i;
  }
  return std::nullopt;
}

}  // namespace convlens
