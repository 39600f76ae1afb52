#pragma once

#include "drawing/drawing.h"
#include "paint/theme.h"

namespace convlens {

/// The theme's font for a face.
ImFont* FontOf(const Theme& theme, Face face);

/// The widths of texts in the theme's fonts, which have to outlive it.
class ThemeType : public TypeMeasure {
 public:
  explicit ThemeType(const Theme& theme) : theme_(theme) {}

  using TypeMeasure::Width;
  float Size(Face face) const override;
  float Em(Face face) const override;
  float Ascent(Face face) const override;
  float Width(Face face, float size, std::string_view text) const override;

 private:
  const Theme& theme_;
};

/// The theme's colours and sizes for drawings; `type` has to outlive it.
DrawingStyle StyleOf(const Theme& theme, const TypeMeasure& type);

}  // namespace convlens
