#include "paint/theme.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace convlens;

namespace {

double Linear(double channel) {
  return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double Luminance(ImU32 color) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(color);
  return 0.2126 * Linear(c.x) + 0.7152 * Linear(c.y) + 0.0722 * Linear(c.z);
}

// Contrast ratio of WCAG 2.1.
double Contrast(ImU32 a, ImU32 b) {
  const double la = Luminance(a) + 0.05;
  const double lb = Luminance(b) + 0.05;
  return la > lb ? la / lb : lb / la;
}

constexpr ThemeKind kThemes[] = {ThemeKind::kDark, ThemeKind::kLight, ThemeKind::kProjector};

}  // namespace

TEST_CASE("every text colour of every theme stands out 4.5 to 1 from what it is written on") {
  for (const ThemeKind kind : kThemes) {
    const Theme theme = MakeTheme(kind, 1);
    CAPTURE(WordOf(kThemeWords, kind).label);
    for (const ImU32 ground : {theme.background, theme.panel}) {
      CHECK(Contrast(theme.text, ground) >= 4.5);
      CHECK(Contrast(theme.dim_text, ground) >= 4.5);
      CHECK(Contrast(theme.input, ground) >= 4.5);
      CHECK(Contrast(theme.kernel, ground) >= 4.5);
      CHECK(Contrast(theme.output, ground) >= 4.5);
      CHECK(Contrast(theme.target, ground) >= 4.5);
      CHECK(Contrast(theme.error, ground) >= 4.5);
    }
    CHECK(Contrast(theme.text, theme.raised) >= 4.5);
    CHECK(Contrast(theme.on_accent, theme.accent) >= 4.5);
    CHECK(Contrast(theme.on_kernel, theme.kernel) >= 4.5);
  }
}

TEST_CASE("the projector's theme is larger than the others") {
  CHECK(MakeTheme(ThemeKind::kProjector, 2).scale > MakeTheme(ThemeKind::kDark, 2).scale);
}
