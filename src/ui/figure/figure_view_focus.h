#pragma once

#include "scene/figure/figure.h"
#include "work/workbench.h"

namespace convlens {

/// What the figure and the equation strip light: what is pinned, else what the pointer is over;
/// cells that the present grids do not have are ignored.
Focus EffectiveFocus(const Evaluation& evaluation, Focus hovered, Focus pinned);

/// What hovering `cell` of a grid of `role` lights: kNone for a reference kernel. Target and error
/// stand for the output element that they belong to.
Focus FocusFor(GridRole role, Cell cell);

/// "X", "K", "H" (in learning "Ŷ"), "Y", "(Ŷ − Y)", "K*".
const char* RoleSymbol(GridRole role, FigureKind figure);

}  // namespace convlens
