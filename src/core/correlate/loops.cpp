#include "core/correlate/correlate.h"
#include "core/correlate/gradient.h"

// The textbook's loops in double precision, as plain as can be: what the fast versions must
// match.

namespace convlens {

void CorrelateByLoops(GridView x, GridView k, float bias, MutableGridView y) {
  assert(y.shape() == ValidOutputShape(x.shape(), k.shape()));
  for (int i = 0; i < y.height; ++i) {
    for (int j = 0; j < y.width; ++j) {
      double sum = bias;
      for (int a = 0; a < k.height; ++a) {
        for (int b = 0; b < k.width; ++b) sum += double{k.at(a, b)} * x.at(i + a, j + b);
      }
      y.at(i, j) = static_cast<float>(sum);
    }
  }
}

void ConvolveByLoops(GridView x, GridView k, float bias, MutableGridView y) {
  assert(y.shape() == ValidOutputShape(x.shape(), k.shape()));
  for (int i = 0; i < y.height; ++i) {
    for (int j = 0; j < y.width; ++j) {
      double sum = bias;
      for (int a = 0; a < k.height; ++a) {
        for (int b = 0; b < k.width; ++b) {
          sum += double{k.at(a, b)} * x.at(i + k.height - 1 - a, j + k.width - 1 - b);
        }
      }
      y.at(i, j) = static_cast<float>(sum);
    }
  }
}

void KernelGradientByLoops(GridView x, GridView g, MutableGridView dk) {
  assert(dk.shape() == ValidOutputShape(x.shape(), g.shape()));
  for (int a = 0; a < dk.height; ++a) {
    for (int b = 0; b < dk.width; ++b) {
      double sum = 0;
      for (int i = 0; i < g.height; ++i) {
        for (int j = 0; j < g.width; ++j) sum += double{g.at(i, j)} * x.at(i + a, j + b);
      }
      dk.at(a, b) = static_cast<float>(sum);
    }
  }
}

double BiasGradientByLoops(GridView g) {
  double sum = 0;
  for (int i = 0; i < g.height; ++i) {
    for (int j = 0; j < g.width; ++j) sum += g.at(i, j);
  }
  return sum;
}

}  // namespace convlens
