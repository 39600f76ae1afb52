#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// The command palette: a card with one field. What is typed narrows the list of all commands,
/// lessons, presets, settings and controls, in both languages; Return or a click takes one.
void OpenPalette(UiContext& ui);
/// Draws it while it is open.
void DrawPalette(UiContext& ui);

/// Makes `found` fit `query`: the best first, those alike in their own order.
void Narrow(PaletteState& palette);

}  // namespace convlens
