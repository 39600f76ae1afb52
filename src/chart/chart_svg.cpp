#include "chart/chart.h"
#include "svg/svg_writer.h"

namespace convlens {
namespace {

class Writer {
 public:
  Writer(const ChartColors& colors, Rect page) : colors_(colors), svg_(page) {}

  void Begin(const Chart& chart) {
    svg_.Open("clipPath");
    svg_.Attribute("id", "frame");
    svg_.BeginContent();
    svg_.Open("rect");
    svg_.Box(chart.frame);
    svg_.Close();
    svg_.EndContent("clipPath");
    Area({chart.bounds, Ink::kGround, 1});
  }

  void Area(const ChartArea& area) {
    svg_.Open("rect");
    svg_.Box(area.bounds);
    svg_.Attribute("fill", colors_.Of(area.ink));
    Opacity(area.opacity);
    svg_.Close();
  }

  void Line(const ChartLine& line) {
    if (line.points.size() < 2) return;
    svg_.Open(line.closed ? "polygon" : "polyline");
    svg_.Points(line.points);
    svg_.Attribute("fill", "none");
    svg_.Attribute("stroke", colors_.Of(line.ink));
    svg_.Attribute("stroke-width", line.width);
    svg_.Attribute("stroke-linejoin", "round");
    if (line.dashed) svg_.Attribute("stroke-dasharray", "5 4");
    Opacity(line.opacity);
    Clip(line.clipped);
    svg_.Close();
  }

  void Dot(const ChartDot& dot) {
    svg_.Open("circle");
    svg_.Attribute("cx", dot.center.x);
    svg_.Attribute("cy", dot.center.y);
    svg_.Attribute("r", dot.radius);
    svg_.Attribute("fill", colors_.Of(dot.ring ? Ink::kGround : dot.ink));
    if (dot.ring) {
      svg_.Attribute("stroke", colors_.Of(dot.ink));
      svg_.Attribute("stroke-width", 2.0F);
    }
    Opacity(dot.opacity);
    Clip(dot.clipped);
    svg_.Close();
  }

  void Text(const ChartText& text) {
    static_assert(static_cast<int>(ChartText::Anchor::kEnd) == 2);
    constexpr const char* kAnchors[] = {"start", "middle", "end"};
    const float points = PointsOf(text.size);
    svg_.Open("text");
    svg_.Attribute("x", text.at.x);
    svg_.Attribute("y", text.at.y + 0.35F * points);  // the baseline, by the height of digits
    svg_.Attribute("font-size", points);
    if (text.size == ChartText::Size::kBold) svg_.Attribute("font-weight", "600");
    svg_.Attribute("text-anchor", kAnchors[static_cast<size_t>(text.anchor)]);
    svg_.Attribute("fill", colors_.Of(text.ink));
    if (text.backed) {
      svg_.Attribute("stroke", colors_.Of(Ink::kGround));
      svg_.Attribute("stroke-width", 4.0F);
      svg_.Attribute("paint-order", "stroke");
    }
    svg_.Close("text", text.text);
  }

  std::string End() { return svg_.End(); }

 private:
  void Opacity(float opacity) {
    if (opacity < 1) svg_.Attribute("opacity", opacity);
  }
  void Clip(bool clipped) {
    if (clipped) svg_.Attribute("clip-path", "url(#frame)");
  }
  const ChartColors& colors_;
  SvgWriter svg_;
};

}  // namespace

float PointsOf(ChartText::Size size) { return size == ChartText::Size::kSmall ? 11.5F : 13.5F; }

std::string ChartSvg(const Chart& chart, const ChartColors& colors) {
  Writer writer(colors, chart.bounds);
  writer.Begin(chart);
  for (const ChartArea& area : chart.areas) writer.Area(area);
  for (const ChartLine& line : chart.lines) writer.Line(line);
  for (const ChartDot& dot : chart.dots) writer.Dot(dot);
  for (const ChartText& text : chart.texts) writer.Text(text);
  return writer.End();
}

}  // namespace convlens
