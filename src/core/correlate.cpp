#include "core/correlate.h"

#include <algorithm>

#include "core/kernel_algebra.h"

namespace convlens {

void Correlate(GridView x, GridView k, float bias, MutableGridView y) {
  assert(y.shape() == ValidOutputShape(x.shape(), k.shape()));
  for (int i = 0; i < y.height; ++i) {
    float* out = y.row(i);
    std::fill_n(out, y.width, bias);
    for (int a = 0; a < k.height; ++a) {
      for (int b = 0; b < k.width; ++b) {
        const float weight = k.at(a, b);
        const float* in = x.row(i + a) + b;
        for (int j = 0; j < y.width; ++j) out[j] += weight * in[j];
      }
    }
  }
}

void Convolve(GridView x, GridView k, float bias, MutableGridView y) {
  Correlate(x, FlipBoth(k), bias, y);
}

void Apply(Operation operation, GridView x, GridView k, float bias, MutableGridView y) {
  if (operation == Operation::kConvolution) {
    Convolve(x, k, bias, y);
  } else {
    Correlate(x, k, bias, y);
  }
}

int64_t MultiplyAdds(Shape input, Shape kernel) {
  return ValidOutputShape(input, kernel).count() * kernel.count();
}

}  // namespace convlens
