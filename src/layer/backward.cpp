#include "layer/backward.h"

namespace convlens {

LayerGradients Backward(const Layer& layer, const Tensor& x, const Tensor& y, const Tensor& dy,
                        bool want_input) {
  return BackwardReference(layer, x, y, dy, want_input);
}

}  // namespace convlens
