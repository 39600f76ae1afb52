#pragma once

#include "core/kernel/kernel_analysis.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// Sections of the Kernel tab, one file each.

/// How the kernel in front is carried out, and the user's choice of the way.
void DrawKernelPlan(UiContext& ui);

/// Sum, range, rank with the factors, symmetries.
void DrawKernelFacts(UiContext& ui, const KernelAnalysis& analysis);
/// What becomes of stripes: the map of magnitudes, and its two cuts.
void DrawKernelFrequencies(UiContext& ui, const KernelAnalysis& analysis);
/// What becomes of a step and of a line, vertical and horizontal.
void DrawKernelEdges(UiContext& ui, const KernelAnalysis& analysis);

}  // namespace convlens
