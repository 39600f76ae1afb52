#pragma once

#include <optional>
#include <string>

#include "layer/settings/layer_settings.h"

namespace convlens {

/// The output-size formula of `CheckedOutputShape` with the present numbers in it, and its result:
///   "⌊(8 − (2·(3 − 1) + 1) + (1 + 1))/2⌋ + 1 = 3"
/// of the rows, or of the columns, for an input of that size. As the lessons write it, with the
/// padding of both sides in brackets; no padding, stride 1 and dilation 1 are left out
/// ("5 − 2 + 1 = 4"). ⌈ ⌉ where pooling rounds up. For
/// impossible settings the result is what the formula gives, perhaps not positive.
std::string RowsFormula(const LayerSettings& settings, int input);
std::string ColumnsFormula(const LayerSettings& settings, int input);

/// The same settings for a layer of another kind: what that kind does not have is reset (border,
/// output padding, dilation), and padding that it does not allow is cut to what it does.
LayerSettings WithKind(LayerSettings settings, LayerKind kind);

/// The padding that keeps the input's size at stride 1: d·(k - 1) in each direction. An odd one has
/// its extra row or column at the bottom or right, as PyTorch's padding="same".
Sides SamePadding(const LayerSettings& settings);
/// The padding of TensorFlow's padding="SAME", which gives ⌈n/s⌉ outputs of n inputs:
///   max((⌈n/s⌉ - 1)·s + d·(k - 1) + 1 - n, 0), an odd one with its extra at the bottom or right.
/// Requires a positive stride.
Sides SamePaddingForStride(const LayerSettings& settings, Shape input);

/// The names of paddings that follow from the other settings.
enum class PaddingRule {
  kSame,           ///< PyTorch's: `SamePadding`, of stride 1
  kSameForStride,  ///< TensorFlow's: `SamePaddingForStride`; it never counts in an average
};
/// `settings` with that padding for `input` (which kSame does not need); a message where the rule
/// has no meaning.
Result<LayerSettings> WithPaddingRule(LayerSettings settings, PaddingRule rule,
                                      std::optional<Shape> input);

}  // namespace convlens
