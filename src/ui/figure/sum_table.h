#pragma once

#include "ui/figure/equation_strip_text.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// The window with all terms of the strip's sum, one row each, while `sum_table_open`.
void DrawSumTable(UiContext& ui, const StripContent& content);

}  // namespace convlens
