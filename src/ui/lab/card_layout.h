#pragma once

#include <string>

#include "ui/state/ui_state.h"

namespace convlens {

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
