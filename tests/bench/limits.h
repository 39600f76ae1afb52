#pragma once

#include <cstdint>

#include "core/grid/grid.h"

// What the machine can do at most, for the instruction set in use.

namespace convlens::bench {

/// Multiply-adds on registers alone; returns how many floating-point operations were done.
double RunMultiplyAdds();

/// Copies by streaming stores. Requires equal shapes and aligned grids.
void StreamCopy(GridView from, MutableGridView to);

}  // namespace convlens::bench
