#pragma once

#include <string>
#include <vector>

#include "ui/lab_plot.h"

namespace convlens {

/// The views of the card under the learning figure, one file each; `card` in pixels, below whose
/// header (its controls) they draw.
void DrawSurface(UiContext& ui, Rect card);
void DrawWhy(UiContext& ui, Rect card);

/// What learns, as the training's mathematics takes it: the kernel row by row, then the bias.
std::vector<double> ParametersOf(const Grid& kernel, float bias, bool with_bias);
/// "K[0,1]", or "u" for what follows the kernel's weights.
std::string WeightName(size_t index, Shape kernel);

/// A sentence in the middle of the card.
void DrawCardMessage(UiContext& ui, Rect card, const std::string& text);
/// Why there is no analysis to draw (yet).
std::string NoAnalysisText(UiContext& ui, bool quadratic);

}  // namespace convlens
