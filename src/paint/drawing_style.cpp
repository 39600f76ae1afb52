#include "paint/drawing_style.h"

#include <algorithm>
#include <cfloat>

#include "paint/pen.h"

namespace convlens {

ImFont* FontOf(const Theme& theme, Face face) {
  switch (face) {
    case Face::kSmall:
      return theme.small;
    case Face::kBody:
      return theme.body;
    case Face::kBold:
      return theme.bold;
    case Face::kHeading:
      return theme.heading;
    case Face::kTitle:
      return theme.title;
    default:
      return theme.cells[static_cast<size_t>(face) - static_cast<size_t>(Face::kCell11)];
  }
}
static_assert(kCellFaces == static_cast<int>(Theme::kCellSizes.size()));

float ThemeType::Size(Face face) const { return FontOf(theme_, face)->FontSize; }
// Inter has 2816 units an em, and 3408 from its ascender to its descender, which Dear ImGui calls
// its size.
float ThemeType::Em(Face face) const { return Size(face) * (2816.0F / 3408.0F); }
float ThemeType::Ascent(Face face) const { return FontOf(theme_, face)->Ascent; }

float ThemeType::Width(Face face, float size, std::string_view text) const {
  return FontOf(theme_, face)
      ->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size())
      .x;
}

DrawingStyle StyleOf(const Theme& theme, const TypeMeasure& type) {
  DrawingStyle style;
  style.scale = theme.scale;
  style.background = ToColor(theme.background);
  style.raised = ToColor(theme.raised);
  style.line = ToColor(theme.line);
  style.text = ToColor(theme.text);
  style.dim_text = ToColor(theme.dim_text);
  style.input = ToColor(theme.input);
  style.kernel = ToColor(theme.kernel);
  style.output = ToColor(theme.output);
  style.target = ToColor(theme.target);
  style.error = ToColor(theme.error);
  style.on_kernel = ToColor(theme.on_kernel);
  std::transform(theme.runs.begin(), theme.runs.end(), style.runs.begin(), ToColor);
  style.palette = theme.palette;
  style.type = &type;
  return style;
}

}  // namespace convlens
