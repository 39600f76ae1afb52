#pragma once

#include <vector>

#include "layer/settings/layer_settings.h"

namespace convlens {

/// Where the rows of a layer's input with its border around it are copied from.

/// Row of the input behind each of `count` rows from `origin` on, which may lie outside; -1 for the
/// border's constant.
std::vector<int> SourceRows(const LayerSettings& settings, Shape input, int origin, int count);

/// The columns of such a row.
class BorderedRow {
 public:
  BorderedRow() = default;
  /// `count` columns from `origin` on, which may lie outside.
  BorderedRow(const LayerSettings& settings, Shape input, int origin, int count);

  float constant() const { return constant_; }
  /// Copies of row `from` of the input the columns first, first + step, … before column `end`, all
  /// counted from the origin, side by side to `to`. Returns where they end.
  float* Copy(const float* from, int first, int end, int step, float* to) const;

 private:
  std::vector<int> sources_;  // -1 where it is the border's constant
  int first_inside_ = 0;      // columns [first_inside_, end_inside_) lie side by side in the input
  int end_inside_ = 0;
  float constant_ = 0;
};

}  // namespace convlens
