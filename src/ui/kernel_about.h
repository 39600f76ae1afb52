#pragma once

#include "core/kernel_analysis.h"

namespace convlens {

struct UiContext;

/// The analysis of the kernel that was looked at last: made again only when the kernel changes.
class KernelAbout {
 public:
  const KernelAnalysis& Of(Operation operation, const Grid& kernel);

 private:
  bool made_ = false;
  Operation operation_ = Operation::kCorrelation;
  Grid kernel_;
  KernelAnalysis analysis_;
};

/// Sections of the Kernel tab, one file each.

/// Sum, range, rank with the factors, symmetries.
void DrawKernelFacts(UiContext& ui, const KernelAnalysis& analysis);
/// What becomes of stripes: the map of magnitudes, and its two cuts.
void DrawKernelFrequencies(UiContext& ui, const KernelAnalysis& analysis);
/// What becomes of a step and of a line, vertical and horizontal.
void DrawKernelEdges(UiContext& ui, const KernelAnalysis& analysis);

}  // namespace convlens
