#pragma once

#include <string>
#include <vector>

#include "ui/lab_plot.h"

namespace convlens {

/// The views of the card under the learning figure, one file each; `card` in pixels, below whose
/// header (its controls) they draw.
void DrawSurface(UiContext& ui, Rect card);
void DrawWhy(UiContext& ui, Rect card);

/// What learns, as the document has it.
TrainingState PresentState(const Workbench& bench);
/// What learns, as the training's mathematics takes it: the kernel row by row, then the bias.
std::vector<double> ParametersOf(const TrainingState& state, bool with_bias);
/// The reverse; the bias is `present`'s where it is not learned.
TrainingState StateAt(const std::vector<double>& parameters, const TrainingState& present);
/// "K[0,1]", or "u" for what follows the kernel's weights.
std::string WeightName(size_t index, Shape kernel);

/// The name of an earlier run, or its number.
std::string RunName(UiContext& ui, size_t index);

/// A card's room for a picture and for the column of facts beside it, or below it where the card is
/// narrower than `least_beside`. Sizes in points.
struct CardParts {
  Rect picture;
  Rect column;
};
CardParts SplitCard(const Theme& theme, Rect card, float column_width, float column_height,
                    float least_beside = 620);

/// A message in the middle of the card.
void DrawCardMessage(UiContext& ui, Rect card, const std::string& text);
/// While training is not ready; why, and the way out, the Learn tab says.
std::string NotReadyText(UiContext& ui);
/// Why there is no analysis to draw (yet).
std::string NoAnalysisText(UiContext& ui, bool quadratic);

}  // namespace convlens
