#pragma once

#include <cstdint>
#include <string>

#include "scene/layout/stack_fields.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// "conv2[3] (0, 4)": an element by the name of its grid, its channel where there are several, and
/// its cell.
std::string ElementName(const UiContext& ui, const StackElement& element);

/// "950", "87.5 k", "14.7 M", "15.3 G": at most three digits.
std::string ShortCount(int64_t count);

}  // namespace convlens
