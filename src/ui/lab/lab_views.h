#pragma once

#include "ui/lab/card_layout.h"
#include "ui/lab/lab_plot.h"
#include "ui/lab/learned_state.h"

namespace convlens {

/// The views of the card under the learning figure, one file each; `card` in pixels, below whose
/// header (its controls) they draw.
void DrawSurface(UiContext& ui, Rect card);
void DrawWhy(UiContext& ui, Rect card);

}  // namespace convlens
