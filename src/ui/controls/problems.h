#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Errors shown over the figure, one at a time, until they are dismissed or until what they were
/// about is past: another lesson, tab or figure, an edit or its undoing. And what was done and is
/// not seen otherwise, in the same place and for as long.

/// Reports `problem`, once.
void ReportProblem(UiState& state, Message problem);
/// Tells what was done, in the place of what was told before.
void ReportNotice(UiState& state, Message notice);
/// Forgets what is past. While training runs, the document changes by itself, which is no reason.
void ForgetPastProblems(UiContext& ui);

}  // namespace convlens
