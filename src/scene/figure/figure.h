#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/grid/ink.h"
#include "core/grid/plane.h"
#include "model/edit/edit.h"
#include "model/evaluate/evaluation.h"

namespace convlens {

/// How values become colours: signed data around zero, or images from dark to light.
enum class ValueMap { kDiverging, kSequential };

struct ValueScale {
  ValueMap map = ValueMap::kDiverging;
  float low = -1;  ///< value of the first colour; for kDiverging always -high
  float high = 1;  ///< value of the last colour

  bool operator==(const ValueScale&) const = default;
};

/// The grids of a matrix form: what is multiplied, the matrix, what comes out. And the input as a
/// transposed convolution spreads it.
enum class MatrixPart { kNone, kVector, kMatrix, kResult, kSpread };

/// One grid on the plane: the cells of `region` drawn into `bounds`, all of one size.
struct FigureGrid {
  GridRole role = GridRole::kInput;
  Ink ink = Ink::kInput;
  const EvaluatedGrid* values = nullptr;  ///< owned by the Evaluation, which outlives the Figure
  CellRect region;                        ///< cells shown; all of them, or a close-up's
  Rect bounds;
  ValueScale scale;
  /// Red, green and blue of a picture, of the shape of `values`, drawn together in its place.
  std::vector<const EvaluatedGrid*> colors;
  int64_t revealed = -1;  ///< cells with this row-major index and beyond are empty; -1: none
  std::optional<Cell> partial_cell;  ///< this cell shows `partial_value` (stepping into it)
  double partial_value = 0;
  std::optional<CellRect> lit;  ///< where given, cells outside are dimmed
  bool close_up = false;        ///< a magnified part of a grid that also stands in the figure
  Sides padding;                ///< cells of padding shown around `region`
  std::optional<int> slot;      ///< see GridDraw::slot; where not given, by role and close-up
  Message title;                ///< "Input X"
  std::string shape_label;      ///< "3 × 3"
  MatrixPart part = MatrixPart::kNone;          ///< of GridRole::kMatrix
  const std::vector<uint8_t>* quiet = nullptr;  ///< where not 0, row by row, the number is faint
  const char* symbol = nullptr;                 ///< where the role has no symbol of its own
  int channels = 1;  ///< channels that it is the front one of; the edges of some behind it are seen

  float cell() const {
    return region.width > 0 ? bounds.width / static_cast<float>(region.width) : 0;
  }
  Rect CellBounds(Cell at) const;
  Rect RectBounds(CellRect rect) const;
  /// `region` and `bounds` with the padding.
  CellRect padded_region() const;
  Rect padded_bounds() const { return RectBounds(padded_region()); }
  /// The cards that are seen behind it, each moved by `kCardStep` to the right and down.
  int cards() const;
  /// `padded_bounds` with those cards.
  Rect cards_bounds() const;
};
inline constexpr int kMostCards = 3;
inline constexpr float kCardStep = 6;  // points

/// A cell of the padding around an input, with what the layer reads there.
struct FigurePadding {
  Rect bounds;
  float value = 0;
  bool lit = true;
  bool inserted = false;  ///< rather a zero that a transposed convolution inserts between inputs
};

/// Rows or columns of a padded input that no window reaches.
struct FigureUnused {
  Rect bounds;
  Message text;  ///< "not reached: 1 column"
};

/// A rectangle drawn over the grids.
struct FigureOutline {
  enum class Style { kWindow, kTerm, kPinned, kAffected, kBlock };
  Rect bounds;
  Ink ink = Ink::kKernel;
  Style style = Style::kWindow;
};

/// A small tag in the corner of a window cell: the kernel's factor ("×3").
struct FigureBadge {
  Rect cell;  ///< the cell that it belongs to
  std::string text;
  double factor = 0;   ///< the number in `text`, for a painter that has less room
  bool active = true;  ///< false: a term not reached yet when stepping into
};

/// A cone from one rectangle to another, drawn under the grids: the lens.
struct FigureLens {
  Rect from;
  Rect to;
  Ink ink = Ink::kKernel;
};

/// Text on the plane: operators between grids, captions under them.
struct FigureLabel {
  enum class Style { kOperator, kCaption, kProblem };
  Point center;
  Message text;
  Ink ink = Ink::kDim;
  Style style = Style::kOperator;
  float room = 0;  ///< points that it may be wide: larger letters are made smaller; 0: as it is
};

struct SpreadInput;

/// Everything to be drawn, in points. src/drawing makes of it what is seen at a zoom, in colours.
struct Figure {
  /// Set by whoever keeps the figure longer than the evaluation that it was built from: the grids'
  /// values point into it.
  std::shared_ptr<const Evaluation> evaluation;
  Rect bounds;
  std::vector<FigureLens> lenses;
  std::vector<FigureGrid> grids;
  std::vector<FigurePadding> padding;
  std::vector<FigureUnused> unused;
  std::vector<FigureOutline> outlines;
  std::vector<FigureBadge> badges;
  std::vector<FigureLabel> labels;
  /// Numbers that one of its grids points at, where a transposed convolution spreads its input.
  std::shared_ptr<const SpreadInput> spread;
};

/// Where a point of the plane falls.
struct FigureHit {
  size_t grid = 0;  ///< index into `Figure::grids`
  Cell cell;        ///< cell of the whole grid (not of the region)

  bool operator==(const FigureHit&) const = default;
};
std::optional<FigureHit> HitTest(const Figure& figure, Point point);

/// The grid whose cards have an edge seen behind it at `point`.
std::optional<size_t> HitBehind(const Figure& figure, Point point);

/// Which grid's lower right corner (within `reach` points) is at `point`: for resizing by dragging.
std::optional<size_t> HitCorner(const Figure& figure, Point point, float reach);

}  // namespace convlens
