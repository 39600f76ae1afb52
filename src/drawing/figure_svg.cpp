#include "drawing/figure_svg.h"

#include <algorithm>
#include <map>

#include "drawing/svg_grid.h"
#include "svg/svg_writer.h"

namespace convlens {
namespace {

class Writer {
 public:
  Writer(const DrawingStyle& style, const PngEncoder& encode_png, Rect page)
      : style_(style), encode_png_(encode_png), svg_(page) {
    Write(DrawnBox{{page.x, page.y}, {page.right(), page.bottom()}, style.background});
  }

  std::string Write(const Drawing& drawing) {
    for (const DrawnItem& item : drawing.items) {
      if (!std::holds_alternative<DrawnGrid>(item)) EndGrid();
      std::visit([this](const auto& it) { Write(it); }, item);
    }
    EndGroup();
    return svg_.End();
  }

 private:
  void Write(const DrawnBox& box) {
    svg_.Open("rect");
    svg_.Box({box.min.x, box.min.y, box.max.x - box.min.x, box.max.y - box.min.y});
    if (box.rounding > 0) svg_.Attribute("rx", box.rounding);
    if (box.thickness <= 0) return Filled(box.color);
    svg_.Attribute("fill", "none");
    Stroked(box.color, box.thickness);
  }

  void Write(const DrawnLine& line) {
    svg_.Open("line");
    svg_.Attribute("x1", line.from.x);
    svg_.Attribute("y1", line.from.y);
    svg_.Attribute("x2", line.to.x);
    svg_.Attribute("y2", line.to.y);
    Stroked(line.color, line.thickness);
  }

  void Write(const DrawnPolygon& polygon) {
    svg_.Open("polygon");
    svg_.Points(polygon.points);
    Filled(polygon.color);
  }

  // A line of text each; their heights are the face's.
  void Write(const DrawnText& text) {
    float baseline =
        text.at.y + style_.type->Ascent(text.face) * text.size / style_.type->Size(text.face);
    size_t begin = 0;
    while (begin <= text.text.size()) {
      const size_t end = std::min(text.text.find('\n', begin), text.text.size());
      WriteLine(text, text.text.substr(begin, end - begin), baseline);
      baseline += text.size;
      begin = end + 1;
    }
  }

  // By its middle: another font than ours then still stands where it should.
  void WriteLine(const DrawnText& text, const std::string& line, float baseline) {
    const float middle = text.at.x + style_.type->Width(text.face, text.size, line) / 2;
    svg_.Open("text");
    svg_.Attribute("x", middle);
    svg_.Attribute("y", baseline);
    svg_.Attribute("text-anchor", "middle");
    if (line.find("  ") != std::string::npos) svg_.Attribute("xml:space", "preserve");
    svg_.Attribute("font-size", text.size * LettersOf(text.face));
    if (text.face == Face::kBold || text.face == Face::kHeading) {
      svg_.Attribute("font-weight", "600");
    } else if (text.face == Face::kTitle) {
      svg_.Attribute("font-weight", "700");
    }
    svg_.Attribute("fill", SvgColor(text.color));
    svg_.Close("text", line);
  }

  // A font's size in SVG is its em, in our faces the height of a line.
  float LettersOf(Face face) const { return style_.type->Em(face) / style_.type->Size(face); }

  // The parts of a colour picture come one after the other, and are one picture.
  void Write(const DrawnGrid& grid) { grids_.push_back(grid.draw); }

  void EndGrid() {
    if (grids_.empty()) return;
    WriteSvgGrid(svg_, grids_, style_.palette, encode_png_);
    grids_.clear();
  }

  void Write(const BeginClip& clip) {
    const std::string name = "clip" + std::to_string(++clips_);
    svg_.Open("clipPath");
    svg_.Attribute("id", name);
    svg_.BeginContent();
    svg_.Open("rect");
    svg_.Box({clip.min.x, clip.min.y, clip.max.x - clip.min.x, clip.max.y - clip.min.y});
    svg_.Close();
    svg_.EndContent("clipPath");
    svg_.Open("g");
    svg_.Attribute("clip-path", std::string("url(#").append(name).append(")"));
    svg_.BeginContent();
  }
  void Write(const EndClip&) { svg_.EndContent("g"); }

  void Write(const BeginGroup& group) {
    EndGroup();
    const int number = ++groups_[group.name];
    svg_.Open("g");
    svg_.Attribute("id", number == 1
                             ? group.name
                             : std::string(group.name).append("-").append(std::to_string(number)));
    svg_.BeginContent();
    in_group_ = true;
  }
  void EndGroup() {
    if (in_group_) svg_.EndContent("g");
    in_group_ = false;
  }

  void Filled(const Color& color) {
    svg_.Attribute("fill", SvgColor(color));
    if (color.a < 1) svg_.Attribute("fill-opacity", color.a);
    svg_.Close();
  }
  void Stroked(const Color& color, float width) {
    svg_.Attribute("stroke", SvgColor(color));
    svg_.Attribute("stroke-width", width);
    if (color.a < 1) svg_.Attribute("stroke-opacity", color.a);
    svg_.Close();
  }

  const DrawingStyle& style_;
  const PngEncoder& encode_png_;
  SvgWriter svg_;
  std::vector<GridDraw> grids_;
  std::map<std::string, int> groups_;
  bool in_group_ = false;
  int clips_ = 0;
};

}  // namespace

std::string DrawingSvg(const Drawing& drawing, const DrawingStyle& style, int width, int height,
                       const PngEncoder& encode_png) {
  const Rect page = {0, 0, static_cast<float>(width), static_cast<float>(height)};
  return Writer(style, encode_png, page).Write(drawing);
}

}  // namespace convlens
