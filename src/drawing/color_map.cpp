#include "drawing/color_map.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

// sRGB component to light, by WCAG 2.1's definition of relative luminance.
double Light(float component) {
  const double c = component;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double Luminance(const Color& c) {
  return 0.2126 * Light(c.r) + 0.7152 * Light(c.g) + 0.0722 * Light(c.b);
}

float Share(double part, double whole, double lowest) {
  return whole > 0 ? static_cast<float>(std::clamp(part / whole, lowest, 1.0)) : 0.0F;
}

}  // namespace

Color DimmedColor(const Color& color, const Color& ground, float share) {
  const auto mix = [share](float from, float to) { return from + (to - from) * share; };
  return {mix(ground.r, color.r), mix(ground.g, color.g), mix(ground.b, color.b), 1};
}

Color ColorOf(double value, const ValueScale& scale, const GridPalette& palette) {
  if (std::isnan(value)) return palette.empty;
  if (scale.map == ValueMap::kSequential) {
    const double range = double{scale.high} - double{scale.low};
    return DimmedColor(palette.light, palette.dark, Share(value - double{scale.low}, range, 0));
  }
  const float t = Share(value, scale.high, -1);
  return DimmedColor(t < 0 ? palette.negative : palette.positive, palette.zero, std::fabs(t));
}

double ContrastRatio(const Color& a, const Color& b) {
  const double x = Luminance(a) + 0.05;
  const double y = Luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

}  // namespace convlens
