#include "scene/layout/figure_lighting.h"

#include <algorithm>
#include <cmath>

#include "layer/settings/window.h"
#include "scene/figure/layer_window.h"
#include "scene/figure/number_text.h"
#include "scene/layout/figure_spread.h"

namespace convlens {
namespace {

constexpr int64_t kMostBadges = 225;    // a window of more cells than this carries no factors
constexpr float kBadgeCell = 30;        // smallest cell, in points, that has room for a factor
constexpr int64_t kMostOutlines = 900;  // of more cells, only the rectangle around them

CellRect OneCell(Cell cell) { return {cell.row, cell.col, 1, 1}; }

// Adds to a laid out figure what is lit in it.
class Lighting {
 public:
  Lighting(const Evaluation& evaluation, const FigureOptions& options, Figure* figure)
      : evaluation_(evaluation),
        options_(options),
        figure_(*figure),
        settings_(evaluation.front_layer().settings),
        input_(evaluation.input.shape()) {}

  void LightOutput(Cell output, bool pinned, bool stepping) {
    if (evaluation_.problem) return;
    const CellRect window = WindowOf(settings_, input_, output);
    const std::optional<int> terms = stepping ? options_.playback.terms : std::nullopt;
    const std::vector<WindowTap> taps = TapsOf(settings_, input_, output);
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kInput) LightWindow(grid, window, taps, terms);
      if (grid.part == MatrixPart::kSpread) LightSpread(grid, output, terms);
      if (IsLikeOutput(grid.role)) LightOutputCell(grid, output, pinned);
      if (grid.role == GridRole::kOutput && terms) ShowPartialSum(grid, output, *terms);
      if (grid.role == GridRole::kKernel && terms) MarkTap(grid, taps, *terms);
    }
    if (const FigureGrid* spread = FindSpread()) {
      return AddSpreadLens(*spread, SpreadWindow(settings_, output), output);
    }
    AddLenses(window, OneCell(output), Ink::kKernel);
  }

  void LightInput(Cell input) {
    const FieldCells outputs =
        CellsReachedBy(settings_, CellsOf(OneCell(input)), input_, evaluation_.output.shape());
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kInput) Outline(grid, OneCell(input), Ink::kInput);
      if (grid.part == MatrixPart::kSpread) Outline(grid, SpreadCellOf(input), Ink::kInput);
      if (!IsLikeOutput(grid.role) || outputs.empty()) continue;
      Dim(grid, outputs.bounds());
      OutlineAll(grid, outputs, Ink::kInput);
    }
    if (!outputs.empty()) AddLenses(OneCell(input), outputs.bounds(), Ink::kInput);
  }

  void LightKernel(Cell cell) {
    const FieldCells inputs = InputsUnder(settings_, input_, cell, evaluation_.output.shape());
    for (FigureGrid& grid : figure_.grids) {
      if (grid.role == GridRole::kKernel) Outline(grid, OneCell(cell), Ink::kText);
      if (grid.part == MatrixPart::kSpread) OutlineSpread(grid, inputs);
      if (grid.role != GridRole::kInput || inputs.empty()) continue;
      grid.lit = inputs.bounds();
      OutlineAll(grid, inputs, Ink::kKernel);
    }
  }

 private:
  static bool IsLikeOutput(GridRole role) {
    return role == GridRole::kOutput || role == GridRole::kTarget || role == GridRole::kError;
  }

  void Outline(const FigureGrid& grid, CellRect rect, Ink ink,
               FigureOutline::Style style = FigureOutline::Style::kWindow) {
    const CellRect shown = Intersection(rect, grid.padded_region());
    if (shown.empty()) return;
    figure_.outlines.push_back({grid.RectBounds(shown), ink, style});
  }

  // Cells with gaps between them, one by one.
  void OutlineAll(const FigureGrid& grid, const FieldCells& cells, Ink ink) {
    if (cells.solid() || cells.count() > kMostOutlines) {
      Outline(grid, cells.bounds(), ink, FigureOutline::Style::kAffected);
      return;
    }
    for (const int row : cells.rows) {
      for (const int col : cells.cols) {
        Outline(grid, OneCell({row, col}), ink, FigureOutline::Style::kAffected);
      }
    }
  }

  // What is not lit is dimmed; but not a picture that has a close-up, which shows it better.
  void Dim(FigureGrid& grid, CellRect lit) const {
    if (grid.close_up || !HasCloseUps()) grid.lit = lit;
  }

  void LightWindow(FigureGrid& grid, CellRect window, const std::vector<WindowTap>& taps,
                   std::optional<int> terms) {
    Dim(grid, window);
    // A close-up that is held still may show only a part of the window, or none.
    const CellRect shown = Intersection(window, grid.padded_region());
    if (shown.empty()) return;
    const Point glide = grid.close_up ? Point{} : GlideFrom(window);
    Rect bounds = grid.RectBounds(shown);
    bounds.x += glide.x * grid.cell();
    bounds.y += glide.y * grid.cell();
    figure_.outlines.push_back({bounds, Ink::kKernel, FigureOutline::Style::kWindow});
    if (options_.glide) return;
    OutlineTaps(grid, taps);
    AddBadges(grid, taps, terms);
  }

  CellRect SpreadCellOf(Cell input) const {
    return OneCell({input.row * settings_.stride.rows, input.col * settings_.stride.cols});
  }

  void OutlineSpread(const FigureGrid& grid, const FieldCells& inputs) {
    if (inputs.count() > kMostOutlines) return;
    for (const int row : inputs.rows) {
      for (const int col : inputs.cols) {
        Outline(grid, SpreadCellOf({row, col}), Ink::kKernel, FigureOutline::Style::kAffected);
      }
    }
  }

  // The window over the spread input, with all factors: those that meet a zero are faint.
  void LightSpread(FigureGrid& grid, Cell output, std::optional<int> terms) {
    const CellRect window = SpreadWindow(settings_, output);
    grid.lit = window;
    Rect bounds = grid.RectBounds(window);
    if (options_.glide) {
      bounds.x += (options_.glide->x - static_cast<float>(output.col)) * grid.cell();
      bounds.y += (options_.glide->y - static_cast<float>(output.row)) * grid.cell();
    }
    figure_.outlines.push_back({bounds, Ink::kKernel, FigureOutline::Style::kWindow});
    if (options_.glide || settings_.window.count() > kMostBadges) return;
    const std::vector<WindowTap> taps = TapsOf(settings_, input_, output);
    const bool readable = options_.view.show_badges && grid.cell() >= kBadgeCell;
    for (int row = settings_.window.height; row-- > 0;) {
      for (int col = settings_.window.width; col-- > 0;) {
        LightSpreadTap(grid, window, {row, col}, taps, terms, readable);
      }
    }
  }

  void LightSpreadTap(const FigureGrid& grid, CellRect window, Cell kernel,
                      const std::vector<WindowTap>& taps, std::optional<int> terms, bool readable) {
    const Cell turned = KernelCellAt(settings_, kernel);
    const Cell at{window.row + window.height - 1 - turned.row * settings_.dilation.rows,
                  window.col + window.width - 1 - turned.col * settings_.dilation.cols};
    const auto tap = std::find_if(taps.begin(), taps.end(),
                                  [&](const WindowTap& one) { return one.kernel == kernel; });
    const int term =
        tap == taps.end() ? -1 : TermsBefore(taps) + static_cast<int>(tap - taps.begin());
    if (settings_.dilation != Step{}) {
      Outline(grid, OneCell(at), Ink::kKernel, FigureOutline::Style::kAffected);
    }
    if (terms && term >= 0 && term == *terms - 1) {
      Outline(grid, OneCell(at), Ink::kText, FigureOutline::Style::kTerm);
    }
    if (!readable) return;
    const float factor = (*evaluation_.kernel.grid())[kernel];
    figure_.badges.push_back({grid.CellBounds(at), "×" + ShortNumber(factor), double{factor},
                              term >= 0 && (!terms || term < *terms)});
  }

  void AddSpreadLens(const FigureGrid& spread, CellRect window, Cell output) {
    const FigureGrid* to = Find(GridRole::kOutput, false);
    if (!options_.view.show_lens || to == nullptr) return;
    Rect from = spread.RectBounds(window);
    if (options_.glide) {
      from.x += (options_.glide->x - static_cast<float>(output.col)) * spread.cell();
      from.y += (options_.glide->y - static_cast<float>(output.row)) * spread.cell();
    }
    figure_.lenses.push_back({from, to->CellBounds(output), Ink::kKernel});
  }

  const FigureGrid* FindSpread() const {
    for (const FigureGrid& grid : figure_.grids) {
      if (grid.part == MatrixPart::kSpread) return &grid;
    }
    return nullptr;
  }

  // How far, in cells of the input, the gliding window is from `window`.
  Point GlideFrom(CellRect window) const {
    if (!options_.glide || settings_.kind == LayerKind::kTransposed) return {};
    const auto col = static_cast<float>(settings_.stride.cols) * options_.glide->x;
    const auto row = static_cast<float>(settings_.stride.rows) * options_.glide->y;
    return {col - static_cast<float>(settings_.padding.left + window.col),
            row - static_cast<float>(settings_.padding.top + window.row)};
  }

  // A dilated window is its taps: what lies between them is not read.
  void OutlineTaps(const FigureGrid& grid, const std::vector<WindowTap>& taps) {
    if (settings_.kind == LayerKind::kTransposed || settings_.dilation == Step{}) return;
    if (static_cast<int64_t>(taps.size()) > kMostBadges) return;
    for (const WindowTap& tap : taps) {
      Outline(grid, OneCell(tap.input), Ink::kKernel, FigureOutline::Style::kAffected);
    }
  }

  // How many terms come before those of the channel in front.
  int TermsBefore(const std::vector<WindowTap>& taps) const {
    if (settings_.pooling()) return 0;
    const int channels = evaluation_.front_input().shape().channels / settings_.groups;
    return evaluation_.front.input % std::max(channels, 1) * static_cast<int>(taps.size());
  }

  void AddBadges(const FigureGrid& grid, const std::vector<WindowTap>& taps,
                 std::optional<int> terms) {
    const bool readable = options_.view.show_badges && grid.cell() >= kBadgeCell &&
                          static_cast<int64_t>(taps.size()) <= kMostBadges;
    const int before = TermsBefore(taps);
    std::vector<FigureBadge> badges;
    for (size_t i = 0; i < taps.size(); ++i) {
      const Cell cell = taps[i].input;
      if (!readable || !grid.padded_region().Contains(cell)) continue;
      const int term = before + static_cast<int>(i);
      if (terms && term == *terms - 1) {
        Outline(grid, OneCell(cell), Ink::kText, FigureOutline::Style::kTerm);
      }
      if (evaluation_.kernel.shape().empty()) continue;
      const float factor = (*evaluation_.kernel.grid())[taps[i].kernel];
      badges.push_back({grid.CellBounds(cell), "×" + ShortNumber(factor), double{factor},
                        !terms || term < *terms});
    }
    // In reading order of the input, whichever way the kernel lies on it.
    std::stable_sort(badges.begin(), badges.end(), [](const FigureBadge& a, const FigureBadge& b) {
      return a.cell.y != b.cell.y ? a.cell.y < b.cell.y : a.cell.x < b.cell.x;
    });
    figure_.badges.insert(figure_.badges.end(), badges.begin(), badges.end());
  }

  void LightOutputCell(FigureGrid& grid, Cell output, bool pinned) {
    Outline(grid, OneCell(output), Ink::kKernel,
            pinned ? FigureOutline::Style::kPinned : FigureOutline::Style::kWindow);
  }

  void ShowPartialSum(FigureGrid& grid, Cell output, int terms) {
    const std::vector<LayerTerm> sum = TermsOf(evaluation_, output);
    grid.partial_cell = output;
    grid.partial_value = terms > 0 && static_cast<size_t>(terms) <= sum.size()
                             ? sum[static_cast<size_t>(terms) - 1].partial
                             : double{evaluation_.bias()};
  }

  void MarkTap(const FigureGrid& grid, const std::vector<WindowTap>& taps, int terms) {
    const int tap = terms - 1 - TermsBefore(taps);
    if (tap < 0 || tap >= static_cast<int>(taps.size())) return;
    Outline(grid, OneCell(taps[static_cast<size_t>(tap)].kernel), Ink::kText,
            FigureOutline::Style::kTerm);
  }

  // From the window (or an input cell) to what it gives, between grids that stand side by side; and
  // from a picture to its close-up.
  void AddLenses(CellRect from, CellRect to, Ink ink) {
    if (!options_.view.show_lens) return;
    const FigureGrid* input = Find(GridRole::kInput, HasCloseUps());
    const FigureGrid* output = Find(GridRole::kOutput, HasCloseUps());
    if (input == nullptr || output == nullptr) return;
    const CellRect seen_from = Intersection(from, input->padded_region());
    const CellRect seen_to = Intersection(to, output->region);
    if (!seen_from.empty() && !seen_to.empty()) {
      Rect start = input->RectBounds(seen_from);
      if (ink == Ink::kKernel && !HasCloseUps()) {
        const Point glide = GlideFrom(from);
        start.x += glide.x * input->cell();
        start.y += glide.y * input->cell();
      }
      figure_.lenses.push_back({start, output->RectBounds(seen_to), ink});
    }
    if (!HasCloseUps()) return;
    AddMagnifier(GridRole::kInput, Ink::kInput);
    AddMagnifier(GridRole::kOutput, Ink::kOutput);
  }

  void AddMagnifier(GridRole role, Ink ink) {
    const FigureGrid* picture = Find(role, false);
    const FigureGrid* near = Find(role, true);
    if (picture == nullptr || near == nullptr) return;
    figure_.lenses.push_back({picture->RectBounds(near->region), near->padded_bounds(), ink});
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
  const LayerSettings& settings_;
  Shape input_;
};

}  // namespace

void LightOutput(const Evaluation& evaluation, const FigureOptions& options, Cell output,
                 bool pinned, bool stepping, Figure& figure) {
  Lighting(evaluation, options, &figure).LightOutput(output, pinned, stepping);
}

void LightInput(const Evaluation& evaluation, const FigureOptions& options, Cell input,
                Figure& figure) {
  Lighting(evaluation, options, &figure).LightInput(input);
}

void LightKernel(const Evaluation& evaluation, const FigureOptions& options, Cell cell,
                 Figure& figure) {
  Lighting(evaluation, options, &figure).LightKernel(cell);
}

}  // namespace convlens
