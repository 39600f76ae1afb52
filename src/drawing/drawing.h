#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "drawing/grid_draw.h"

namespace convlens {

/// A figure as it is drawn, in pixels of its page (y down): one description, of which the window,
/// pictures and SVG are small painters. What comes later lies over what came before.

/// The sizes of type that a figure is set in; those of cells hold digits and signs only.
enum class Face {
  kSmall,
  kBody,
  kBold,
  kHeading,
  kTitle,
  kCell11,
  kCell13,
  kCell17,
  kCell22,
  kCell29,
  kCell38,
  kCell52,
  kCell72
};
inline constexpr int kFaces = static_cast<int>(Face::kCell72) + 1;
inline constexpr int kCellFaces = kFaces - static_cast<int>(Face::kCell11);

/// A filled rectangle; with a `thickness`, only the line whose middle runs along it.
struct DrawnBox {
  Point min, max;
  Color color;
  float rounding = 0;
  float thickness = 0;
};

struct DrawnLine {
  Point from, to;
  Color color;
  float thickness = 1;
};

/// Convex and filled.
struct DrawnPolygon {
  std::vector<Point> points;
  Color color;
};

struct DrawnText {
  Face face = Face::kBody;
  float size = 0;  ///< height of a line; the face's own or near it
  Point at;        ///< left upper corner
  Color color;
  std::string text;  ///< may have several lines
};

struct DrawnGrid {
  GridDraw draw;
};

/// Until `EndClip`, nothing is drawn outside. They do not nest.
struct BeginClip {
  Point min, max;
};
struct EndClip {};

/// What is drawn until the next one belongs to one thing: "input", "kernel", "labels".
struct BeginGroup {
  std::string name;
};

using DrawnItem = std::variant<DrawnBox, DrawnLine, DrawnPolygon, DrawnText, DrawnGrid, BeginClip,
                               EndClip, BeginGroup>;

struct Drawing {
  std::vector<DrawnItem> items;

  void Fill(Point min, Point max, const Color& color, float rounding = 0) {
    items.emplace_back(DrawnBox{min, max, color, rounding, 0});
  }
  /// A line of one pixel just inside the rectangle.
  void Outline(Point min, Point max, const Color& color) {
    items.emplace_back(
        DrawnBox{{min.x + 0.5F, min.y + 0.5F}, {max.x - 0.5F, max.y - 0.5F}, color, 0, 1});
  }
  /// Between the middles of two pixels.
  void Line(Point from, Point to, const Color& color, float thickness = 1) {
    items.emplace_back(
        DrawnLine{{from.x + 0.5F, from.y + 0.5F}, {to.x + 0.5F, to.y + 0.5F}, color, thickness});
  }
  void Text(Face face, float size, Point at, const Color& color, std::string text) {
    items.emplace_back(DrawnText{face, size, at, color, std::move(text)});
  }
};

/// How wide texts are: asked of whoever draws them.
class TypeMeasure {
 public:
  virtual ~TypeMeasure() = default;

  /// The height of a line that the face was made for, in pixels.
  virtual float Size(Face face) const = 0;
  /// The size of its letters by which the face's file names it, in pixels.
  virtual float Em(Face face) const = 0;
  /// From the top of such a line down to its baseline.
  virtual float Ascent(Face face) const = 0;
  /// Of the widest line of `text`, at `size` pixels.
  virtual float Width(Face face, float size, std::string_view text) const = 0;
  float Width(Face face, std::string_view text) const { return Width(face, Size(face), text); }
};

/// The colour of an ink among those of a theme or a style, by the names that both give them.
template <typename Colors>
constexpr const auto& ColorOfInk(const Colors& colors, Ink ink) {
  switch (ink) {
    case Ink::kText:
      return colors.text;
    case Ink::kDim:
      return colors.dim_text;
    case Ink::kLine:
      return colors.line;
    case Ink::kGround:
      return colors.ground();
    case Ink::kRaised:
      return colors.raised;
    case Ink::kInput:
      return colors.input;
    case Ink::kKernel:
      return colors.kernel;
    case Ink::kOutput:
      return colors.output;
    case Ink::kTarget:
      return colors.target;
    case Ink::kError:
      return colors.error;
    default:
      return colors.runs[static_cast<size_t>(ink) - static_cast<size_t>(Ink::kRun1)];
  }
}

/// What the drawing of a figure takes from a theme.
struct DrawingStyle {
  static constexpr float kSmallestText = 11;  ///< points: what would be smaller is not drawn

  float scale = 1;  ///< pixels per point of texts and lines
  Color background, raised, line, text, dim_text;
  Color input, kernel, output, target, error;
  Color on_kernel;  ///< text on a kernel-coloured badge
  std::array<Color, kRunInks> runs;
  GridPalette palette;
  const TypeMeasure* type = nullptr;

  float px(float points) const { return points * scale; }
  const Color& ground() const { return background; }
  const Color& Of(Ink ink) const { return ColorOfInk(*this, ink); }
};

/// The smallest cell face of at least `pixels`; the largest where there is none.
Face CellFaceFor(const TypeMeasure& type, float pixels);

/// `color` with its opacity multiplied by `alpha`.
Color WithAlpha(Color color, float alpha);

}  // namespace convlens
