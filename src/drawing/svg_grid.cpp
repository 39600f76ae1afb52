#include "drawing/svg_grid.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/grid/base64.h"
#include "drawing/color_map.h"
#include "drawing/grid_place.h"

namespace convlens {
namespace {

// As in shaders/grid.frag.
constexpr float kBorderedCell = 6;
constexpr float kMarkedCell = 14;
constexpr float kNotchOpacity = 0.62F;
constexpr float kStripeOpacity = 0.6F;
constexpr double kBrightLuma = 0.55;
// More rectangles are slow to open anywhere.
constexpr int64_t kMostRectangles = 20'000;

int ToByte(float part) { return static_cast<int>(std::lround(std::clamp(part, 0.0F, 1.0F) * 255)); }

/// A grid's cells, one after the other.
class CellWriter {
 public:
  CellWriter(SvgWriter& svg, const GridDraw& draw, const GridPalette& palette)
      : svg_(svg), draw_(draw), palette_(palette), side_(CellPixels(draw)) {}

  void Write(CellRect cells) {
    svg_.Open("g");
    svg_.Attribute("shape-rendering", "crispEdges");
    svg_.BeginContent();
    for (int row = cells.row; row < cells.row + cells.height; ++row) {
      for (int col = cells.col; col < cells.col + cells.width; ++col) WriteCell({row, col});
    }
    svg_.EndContent("g");
  }

 private:
  bool IsEmpty(Cell cell) const {
    if (draw_.partial_cell == cell) return false;
    return draw_.revealed >= 0 && IndexOf(cell, Numbers().width()) >= draw_.revealed;
  }
  const Grid& Numbers() const { return *draw_.pyramid->front(); }
  float ValueAt(Cell cell) const {
    return draw_.partial_cell == cell ? draw_.partial_value : Numbers()[cell];
  }

  // Pixels, as the shader rounds them: cells meet.
  Rect BoundsOf(Cell cell) const {
    const PixelRect at = PixelsOf(draw_, {cell.row, cell.col, 1, 1});
    const float left = std::round(at.x);
    const float top = std::round(at.y);
    return {left, top, std::round(at.x + side_) - left, std::round(at.y + side_) - top};
  }

  // An infinity lies beyond the end of the scale that it has the sign of.
  Color GroundOf(float value) const {
    if (!std::isinf(value)) return ColorOf(value, draw_.scale, palette_);
    const bool grey = draw_.scale.map == ValueMap::kSequential;
    if (value < 0) return grey ? palette_.dark : palette_.negative;
    return grey ? palette_.light : palette_.positive;
  }

  void WriteCell(Cell cell) {
    dimmed_ = draw_.lit && !draw_.lit->Contains(cell);
    const Rect bounds = BoundsOf(cell);
    const bool empty = IsEmpty(cell);
    const float value = empty ? 0 : ValueAt(cell);
    const Color ground = empty ? palette_.empty : GroundOf(value);
    Fill(bounds, ground, 1);
    if (!empty && !std::isfinite(value)) WriteStripes(bounds, std::isnan(value));
    if (!empty && value < 0 && side_ >= kMarkedCell) WriteNotch(bounds, ground);
    WriteBorders(cell, bounds, empty);
  }

  // Half of each period, from a quarter before its start to a quarter behind it.
  void WriteStripes(const Rect& b, bool nan) {
    const float period = std::clamp(side_ / 6, 4.0F, 12.0F) * (nan ? std::sqrt(2.0F) : 1);
    const float end = nan ? b.width + b.height : b.height;
    std::string path;
    for (float middle = 0; middle - period / 4 < end; middle += period) {
      const float from = std::max(0.0F, middle - period / 4);
      const float to = std::min(end, middle + period / 4);
      AddPolygon(path, nan ? DiagonalStripe(b, from, to) : LevelStripe(b, from, to));
    }
    svg_.Open("path");
    svg_.Attribute("d", path);
    svg_.Attribute("opacity", kStripeOpacity);
    Paint("fill", palette_.not_finite);
  }

  static std::vector<Point> LevelStripe(const Rect& b, float from, float to) {
    return {{b.x, b.y + from}, {b.right(), b.y + from}, {b.right(), b.y + to}, {b.x, b.y + to}};
  }

  // Where x + y, within the cell, is from `from` to `to`.
  static std::vector<Point> DiagonalStripe(const Rect& b, float from, float to) {
    const auto right = [&](float along) {
      return Point{b.x + std::min(along, b.width), b.y + std::max(0.0F, along - b.width)};
    };
    const auto left = [&](float along) {
      return Point{b.x + std::max(0.0F, along - b.height), b.y + std::min(along, b.height)};
    };
    std::vector<Point> points = {right(from)};
    if (from < b.width && to > b.width) points.push_back({b.right(), b.y});
    points.push_back(right(to));
    points.push_back(left(to));
    if (from < b.height && to > b.height) points.push_back({b.x, b.bottom()});
    points.push_back(left(from));
    return points;
  }

  static void AddPolygon(std::string& path, const std::vector<Point>& points) {
    const char* verb = "M";
    for (const Point& point : points) {
      path.append(verb).append(At(point));
      verb = "L";
    }
    path.append("z");
  }

  void WriteNotch(const Rect& b, const Color& ground) {
    const float side = std::clamp(0.16F * side_, 5.0F, 16.0F);
    const double luma =
        0.299 * double{ground.r} + 0.587 * double{ground.g} + 0.114 * double{ground.b};
    svg_.Open("path");
    std::string path;
    AddPolygon(path, {{b.x, b.y}, {b.x + side, b.y}, {b.x, b.y + side}});
    svg_.Attribute("d", path);
    Paint("fill", Mixed(luma > kBrightLuma ? Color{0, 0, 0} : Color{1, 1, 1}, ground));
  }
  // Dimming is by mixing, so what lies over a cell is mixed with it before.
  static Color Mixed(const Color& over, const Color& ground) {
    return DimmedColor(over, ground, kNotchOpacity);
  }

  // At the left and upper edge, but not around the grid; dashed between two empty cells.
  void WriteBorders(Cell cell, const Rect& b, bool empty) {
    const float t = std::clamp((side_ - kBorderedCell) / kBorderedCell, 0.0F, 1.0F);
    const float opacity = t * t * (3 - 2 * t);
    if (opacity <= 0) return;
    const float middle = draw_.border / 2;
    const auto line = [&](Point from, Point to, bool dashed) {
      std::string path;
      AddLine(path, from, to);
      Stroke(path, palette_.border, draw_.border, opacity, dashed);
    };
    if (cell.col > draw_.region.col) {
      line({b.x + middle, b.y}, {b.x + middle, b.bottom()},
           empty && IsEmpty({cell.row, cell.col - 1}));
    }
    if (cell.row > draw_.region.row) {
      line({b.x, b.y + middle}, {b.right(), b.y + middle},
           empty && IsEmpty({cell.row - 1, cell.col}));
    }
  }

  static std::string At(Point p) {
    return SvgWriter::Number(p.x).append(" ").append(SvgWriter::Number(p.y));
  }
  static void AddLine(std::string& path, Point from, Point to) {
    path.append("M").append(At(from)).append("L").append(At(to));
  }

  void Stroke(const std::string& path, const Color& color, float width, float opacity,
              bool dashed = false) {
    svg_.Open("path");
    svg_.Attribute("d", path);
    svg_.Attribute("stroke-width", width);
    if (dashed) svg_.Attribute("stroke-dasharray", "3 3");
    if (opacity < 1) svg_.Attribute("opacity", opacity);
    Paint("stroke", color);
  }
  void Fill(const Rect& bounds, const Color& color, float opacity) {
    svg_.Open("rect");
    svg_.Box(bounds);
    if (opacity < 1) svg_.Attribute("opacity", opacity);
    Paint("fill", color);
  }
  void Paint(const char* what, const Color& color) {
    svg_.Attribute(what,
                   SvgColor(dimmed_ ? DimmedColor(color, palette_.background, draw_.dim) : color));
    svg_.Close();
  }

  SvgWriter& svg_;
  const GridDraw& draw_;
  const GridPalette& palette_;
  float side_;
  bool dimmed_ = false;
};

/// Cells smaller than a bordered one: one pixel each, of the level whose texels are about a pixel.
class PictureWriter {
 public:
  PictureWriter(std::span<const GridDraw> parts, const GridPalette& palette)
      : parts_(parts),
        draw_(parts.front()),
        palette_(palette),
        level_(LevelFor(CellPixels(draw_), static_cast<int>(draw_.pyramid->size()))) {}

  void Write(SvgWriter& svg, CellRect cells, const PngEncoder& encode_png) {
    const int texel = 1 << level_;
    const int top = cells.row / texel;
    const int left = cells.col / texel;
    Pixels pixels;
    pixels.height = (cells.row + cells.height - 1) / texel - top + 1;
    pixels.width = (cells.col + cells.width - 1) / texel - left + 1;
    pixels.rgba.reserve(static_cast<size_t>(pixels.width) * static_cast<size_t>(pixels.height) * 4);
    for (int row = top; row < top + pixels.height; ++row) {
      for (int col = left; col < left + pixels.width; ++col) Add(pixels, {row, col});
    }
    const std::string png = encode_png(pixels);
    const auto* bytes = reinterpret_cast<const uint8_t*>(png.data());
    const PixelRect at =
        PixelsOf(draw_, {top * texel, left * texel, pixels.height * texel, pixels.width * texel});
    svg.Open("image");
    svg.Box({at.x, at.y, at.width, at.height});
    svg.Attribute("preserveAspectRatio", "none");
    svg.Attribute("image-rendering", "pixelated");
    svg.Attribute("href",
                  std::string("data:image/png;base64,").append(ToBase64({bytes, png.size()})));
    svg.Close();
  }

 private:
  void Add(Pixels& pixels, Cell texel) const {
    Color color = ColorAt(draw_, texel);
    for (const GridDraw& part : parts_) {
      if (part.component == 0) color.r = ColorAt(part, texel).r;
      if (part.component == 1) color.g = ColorAt(part, texel).g;
      if (part.component == 2) color.b = ColorAt(part, texel).b;
    }
    const Cell cell = {texel.row << level_, texel.col << level_};
    if (draw_.lit && !draw_.lit->Contains(cell)) {
      color = DimmedColor(color, palette_.background, draw_.dim);
    }
    for (const float part : {color.r, color.g, color.b, 1.0F}) {
      pixels.rgba.push_back(static_cast<uint8_t>(ToByte(part)));
    }
  }

  Color ColorAt(const GridDraw& part, Cell texel) const {
    const Cell cell = {texel.row << level_, texel.col << level_};
    const bool hidden =
        part.revealed >= 0 && IndexOf(cell, part.pyramid->front()->width()) >= part.revealed;
    if (hidden) return palette_.empty;
    const float value = (*(*part.pyramid)[static_cast<size_t>(level_)])[texel];
    if (std::isnan(value)) return DimmedColor(palette_.not_finite, palette_.empty, 0.8F);
    return ColorOf(value, part.scale, palette_);
  }

  std::span<const GridDraw> parts_;
  const GridDraw& draw_;
  const GridPalette& palette_;
  int level_;
};

}  // namespace

std::string SvgColor(const Color& color) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text = "#";
  for (const float part : {color.r, color.g, color.b}) {
    const int byte = ToByte(part);
    text.push_back(kDigits[byte / 16]);
    text.push_back(kDigits[byte % 16]);
  }
  return text;
}

void WriteSvgGrid(SvgWriter& svg, std::span<const GridDraw> parts, const GridPalette& palette,
                  const PngEncoder& encode_png) {
  const GridDraw& draw = parts.front();
  const CellRect seen = CellsWithin(draw, draw.clip);
  if (seen.empty()) return;
  const bool small =
      CellPixels(draw) < kBorderedCell || int64_t{seen.height} * seen.width > kMostRectangles;
  if (parts.size() > 1 || small) return PictureWriter(parts, palette).Write(svg, seen, encode_png);
  CellWriter(svg, draw, palette).Write(seen);
}

}  // namespace convlens
