#include "scene/figure/number_text.h"

#include "core/grid/message.h"

namespace convlens {

std::string TensorText(TensorShape shape) {
  return FillIn("{} × {} × {}", {std::to_string(shape.channels), std::to_string(shape.grid.height),
                                 std::to_string(shape.grid.width)});
}

}  // namespace convlens
