#include "paint/pen.h"

#include <cmath>

namespace convlens {

ImU32 ColorOf(const Color& color) {
  return ImGui::ColorConvertFloat4ToU32({color.r, color.g, color.b, color.a});
}

Color ToColor(ImU32 color) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(color);
  return {c.x, c.y, c.z, c.w};
}

ImU32 MixedColor(const Color& a, const Color& b, double t) {
  const auto f = static_cast<float>(t);
  return ImGui::ColorConvertFloat4ToU32(
      {a.r + (b.r - a.r) * f, a.g + (b.g - a.g) * f, a.b + (b.b - a.b) * f, 1});
}

ImU32 SignedColor(const GridPalette& palette, double value) {
  if (!std::isfinite(value)) return ColorOf(palette.zero);
  return MixedColor(palette.zero, value < 0 ? palette.negative : palette.positive, std::abs(value));
}

ImVec2 TextSize(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
}

void TextAt(ImFont* font, ImVec2 place, ImVec2 anchor, ImU32 color, const std::string& text) {
  const ImVec2 size = TextSize(font, text);
  ImGui::GetWindowDrawList()->AddText(
      font, font->FontSize,
      {std::round(place.x - size.x * anchor.x), std::round(place.y - size.y * anchor.y)}, color,
      text.c_str());
}

}  // namespace convlens
