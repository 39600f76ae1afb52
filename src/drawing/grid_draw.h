#pragma once

#include <optional>

#include "core/grid/statistics.h"
#include "scene/figure/figure.h"

namespace convlens {

/// Linear in 0..1, not premultiplied.
struct Color {
  float r = 0;
  float g = 0;
  float b = 0;
  float a = 1;

  bool operator==(const Color&) const = default;
};

/// The colours that the grid shader needs, from the theme.
struct GridPalette {
  Color negative;  ///< value −max of the diverging map
  Color zero;
  Color positive;    ///< value +max
  Color dark;        ///< low end of the sequential map
  Color light;       ///< high end
  Color border;      ///< between cells
  Color empty;       ///< a cell that is not revealed yet
  Color background;  ///< what dimmed cells fade towards
  Color not_finite;  ///< hatching of NaN and infinity

  bool operator==(const GridPalette&) const = default;
};

/// A rectangle of the framebuffer in pixels, origin at the *top* left.
struct PixelRect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  bool operator==(const PixelRect&) const = default;
};

/// One grid to be drawn: a FigureGrid after pan, zoom and scale.
struct GridDraw {
  const Pyramid* pyramid = nullptr;
  CellRect region;
  PixelRect bounds;  ///< where `region` goes
  PixelRect clip;    ///< nothing is drawn outside
  ValueScale scale;
  int64_t revealed = -1;
  std::optional<Cell> partial_cell;
  float partial_value = 0;
  std::optional<CellRect> lit;
  float dim = 0.45F;   ///< how much of its colour a dimmed cell keeps
  float border = 1;    ///< pixels of the line between two cells
  int component = -1;  ///< only this part of a pixel's colour is written, 0 red to 2 blue; -1: all
  /// Draws with the same slot, from frame to frame, show the same thing as it changes: the old
  /// numbers stand in until the new ones are uploaded. -1: none.
  int slot = -1;
};

}  // namespace convlens
