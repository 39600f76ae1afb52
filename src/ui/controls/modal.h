#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// A card in the middle of the window over everything else, which is dimmed and does not react;
/// as high as its content. When true, draw the content and call `EndModal`.
bool BeginModal(UiContext& ui, const char* id, float width_points);
void EndModal(bool close = false);

/// Whether the card drawn now is being dismissed: Escape, or a click beside it. Not in the frame in
/// which it appears, whose key or click has opened it.
bool ModalDismissed();

/// Moves the cursor so that buttons of these widths, in one row, end at the card's right edge.
void AlignRight(UiContext& ui, int buttons, float width_points);

}  // namespace convlens
