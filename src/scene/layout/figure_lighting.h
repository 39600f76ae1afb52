#pragma once

#include "scene/layout/build_figure.h"

namespace convlens {

// What is lit in a figure that is laid out: windows, taps, factors, lenses.

/// An output element, its window and, when stepping into it, the term that was added last.
void LightOutput(const Evaluation& evaluation, const FigureOptions& options, Cell output,
                 bool pinned, bool stepping, Figure& figure);
/// An input cell and all outputs that it reaches.
void LightInput(const Evaluation& evaluation, const FigureOptions& options, Cell input,
                Figure& figure);
/// A kernel cell and all inputs that it meets.
void LightKernel(const Evaluation& evaluation, const FigureOptions& options, Cell cell,
                 Figure& figure);

}  // namespace convlens
