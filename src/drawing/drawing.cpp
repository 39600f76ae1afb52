#include "drawing/drawing.h"

namespace convlens {

const Color& DrawingStyle::Role(Accent accent) const {
  switch (accent) {
    case Accent::kInput:
      return input;
    case Accent::kKernel:
      return kernel;
    case Accent::kOutput:
      return output;
    case Accent::kTarget:
      return target;
    case Accent::kError:
      return error;
    case Accent::kText:
      return text;
    case Accent::kDim:
      return dim_text;
  }
  return text;
}

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
