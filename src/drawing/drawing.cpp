#include "drawing/drawing.h"

namespace convlens {

Face CellFaceFor(const TypeMeasure& type, float pixels) {
  for (int i = 0; i < kCellFaces; ++i) {
    const auto face = static_cast<Face>(static_cast<int>(Face::kCell11) + i);
    if (type.Size(face) >= pixels) return face;
  }
  return Face::kCell72;
}

Color WithAlpha(Color color, float alpha) {
  color.a *= alpha;
  return color;
}

}  // namespace convlens
