#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "model/evaluate/evaluation.h"

namespace convlens {

/// A cell of one grid of a stack: grid 0 is the input, grid k what layer k - 1 gives.
struct StackElement {
  int grid = 0;
  int channel = 0;
  Cell cell;

  bool operator==(const StackElement&) const = default;
};

/// What is shown of one grid of a stack: grid 0 is the input, grid k what layer k - 1 gives.
struct StackShown {
  int channel = 0;  ///< the one that is shown alone
  int page = 0;     ///< of `kMapsOnPage` channels each, for small multiples

  bool operator==(const StackShown&) const = default;
};

/// At most this many feature maps of one grid are shown at once, as small multiples.
inline constexpr int kMapsOnPage = 64;
/// A small multiple has at most this many cells on a side.
inline constexpr int kSmallMapSide = 64;

/// One grid of a stack, made ready for drawing.
struct StackGridMaps {
  TensorShape shape;
  StackShown shown;                   ///< clamped
  EvaluatedGrid map;                  ///< channel `shown.channel`
  int first = 0;                      ///< first channel of the page
  int count = 0;                      ///< channels on it
  int columns = 1;                    ///< of the sheet below
  Shape small;                        ///< cells of one map on the sheet
  std::vector<EvaluatedGrid> colors;  ///< of an input that is a picture in red, green and blue
  EvaluatedGrid sheet;                ///< the page's maps, scaled down, side by side, row by row

  /// Where channel `channel` of the page lies on the sheet.
  CellRect OnSheet(int channel) const;
};

/// All grids of a stack, made ready for drawing. Immutable once made.
struct StackMaps {
  EvaluationPtr evaluation;
  std::vector<StackGridMaps> grids;
};
using StackMapsPtr = std::shared_ptr<const StackMaps>;

/// `shown[k]` says what to show of grid k; where there is none, the first channels. Grids that
/// `previous` shows alike are taken over from it. nullptr when cancelled.
StackMapsPtr MakeStackMaps(const EvaluationPtr& evaluation, const std::vector<StackShown>& shown,
                           const StackMapsPtr& previous,
                           const std::atomic<bool>* cancelled = nullptr);

/// What goes into layer `grid`, which is what layer `grid` - 1 gives; grid 0 is the input.
const Tensor& StackGrid(const Evaluation& evaluation, int grid);
/// The input, and what each layer gives.
inline int StackGridCount(const Evaluation& evaluation) {
  return static_cast<int>(evaluation.outputs.size()) + 1;
}

}  // namespace convlens
