#pragma once

#include <string>

#include "core/grid/number_text.h"
#include "layer/settings/tensor.h"

namespace convlens {

/// "64 × 224 × 224": channels, rows, columns.
std::string TensorText(TensorShape shape);

}  // namespace convlens
