#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "layer/settings/layer_settings.h"

namespace convlens {

/// A stack of layers in one line of text. Layers are separated by commas, each is
///   [kind:]k<window>[s<stride>][p<padding>][d<dilation>][o<output padding>]
/// in any order, where a kind is one of conv (may be left out), max, avg and transposed; a number
/// stands for rows and columns, "3x5" for 3 rows and 5 columns, and "p1x2x3x4" for padding at top,
/// bottom, left and right; "psame" and "psame-tf" are the paddings of `PaddingRule`. The output
/// padding is of transposed layers only. "ceil" after pooling lets the last window hang over,
/// "nocount" after average pooling leaves the padding out of it (PyTorch's ceil_mode, and
/// count_include_pad=False).
///   k11s4,max:k3s2,k5p2      k3,k3d2,k3d4      k3x1,k1x3p0x1      transposed:k2s2
///   k3psame,max:k3s2ceil,avg:k3s2p1nocount
/// `input` is the size of what goes into the first layer; only "psame-tf" needs it.
/// A message that names the layer and what is wrong with it, otherwise.
Result<std::vector<LayerSettings>> ParseStack(const std::string& text,
                                              std::optional<Shape> input = std::nullopt);

/// One layer in that notation, without what is the default: "max:k2s2".
std::string LayerText(const LayerSettings& settings);
/// The same for a reader, with a true sign between rows and columns: "k1×2".
std::string LayerLabel(const LayerSettings& settings);

/// A name for each layer by its kind and its place among its like: conv1, conv2, pool1, up1.
std::vector<std::string> LayerNames(std::span<const LayerSettings> layers);

}  // namespace convlens
