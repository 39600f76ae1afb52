#pragma once

#include <array>
#include <string>

#include "drawing/drawing.h"
#include "imgui.h"
#include "io/session/preferences.h"
#include "render/grid_renderer.h"
#include "scene/figure/figure.h"

namespace convlens {

/// All colours and sizes of the interface. Sizes are in points; `scale` turns them into pixels.
struct Theme {
  ThemeKind kind = ThemeKind::kDark;
  float scale = 1;  ///< pixels per point: display scale, times the projector's enlargement

  ImU32 background, panel, raised, line, text, dim_text;
  ImU32 input, kernel, output, target, error;
  ImU32 accent;     ///< the primary action: input blue
  ImU32 focus;      ///< the ring around what the keyboard acts on
  ImU32 on_accent;  ///< text on `accent`
  ImU32 on_kernel;  ///< text on a kernel-coloured badge
  std::array<ImU32, kRunInks>
      runs;  ///< of earlier runs, told apart from each other and from the roles
  GridPalette palette;

  // Fonts, in the sizes of the type scale; each falls back to Chinese glyphs.
  ImFont* small = nullptr;       ///< 11.5
  ImFont* body = nullptr;        ///< 13.5
  ImFont* bold = nullptr;        ///< 13.5, semibold
  ImFont* heading = nullptr;     ///< 17, semibold
  ImFont* title = nullptr;       ///< 20, bold
  ImFont* mono = nullptr;        ///< 14, sums
  ImFont* mono_large = nullptr;  ///< 20
  /// Digits and signs for numbers in cells, in the sizes of `kCellSizes`; tabular, as in all fonts.
  static constexpr std::array<float, 8> kCellSizes = {11, 13, 17, 22, 29, 38, 52, 72};
  std::array<ImFont*, kCellSizes.size()> cells{};
  /// The cell font nearest above `pixels`.
  ImFont* CellFont(float pixels) const;

  static constexpr float kSmallestText = DrawingStyle::kSmallestText;

  float px(float points) const { return points * scale; }
  /// Of what charts lie on; figures lie on `background`.
  const ImU32& ground() const { return panel; }
  ImU32 Of(Ink ink) const;
  ImU32 Of(GridRole role) const;
};

/// Colours and sizes; fonts are added by `LoadFonts`.
Theme MakeTheme(ThemeKind kind, float scale);
/// Sets ImGui's style from the theme.
void ApplyStyle(const Theme& theme);
/// Builds the font atlas for the theme's scale: Inter, DejaVu Sans Mono, Droid Sans Fallback for
/// Chinese; what is missing falls back to DejaVu Sans, then to ImGui's own font.
void LoadFonts(Theme& theme);

/// `color` with its opacity multiplied by `alpha`.
ImU32 WithAlpha(ImU32 color, float alpha);

}  // namespace convlens
