#pragma once

#include "model/edit/edit.h"

namespace convlens {

/// The labels of edits that exist for several grids: whole phrases, so that each can be translated.
Message SetCellLabel(GridRole role);
Message PaintLabel(GridRole role);
Message ClearLabel(GridRole role);
Message ResizeLabel(GridRole role);

}  // namespace convlens
