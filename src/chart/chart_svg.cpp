#include <cmath>
#include <cstdio>

#include "chart/chart.h"

namespace convlens {
namespace {

constexpr const char* kFonts = "Inter, 'Droid Sans Fallback', 'DejaVu Sans', sans-serif";

// At most two decimals, whatever the locale: a hundredth of a point is not seen.
std::string Number(float value) {
  const long hundredths = std::lround(double{value} * 100);
  const long magnitude = std::labs(hundredths);
  std::string text = hundredths < 0 ? "-" : "";
  text.append(std::to_string(magnitude / 100));
  if (magnitude % 100 == 0) return text;
  text.append(1, '.').append(1, static_cast<char>('0' + magnitude % 100 / 10));
  if (magnitude % 10 != 0) text.append(1, static_cast<char>('0' + magnitude % 10));
  return text;
}

std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped.append("&amp;");
        break;
      case '<':
        escaped.append("&lt;");
        break;
      case '>':
        escaped.append("&gt;");
        break;
      default:
        escaped.push_back(c);
    }
  }
  return escaped;
}

class Writer {
 public:
  explicit Writer(const ChartColors& colors) : colors_(colors) {}

  void Begin(const Chart& chart) {
    const Rect& b = chart.bounds;
    Open("svg");
    text_.append(" xmlns=\"http://www.w3.org/2000/svg\"");
    Attribute("width", b.width);
    Attribute("height", b.height);
    Attribute("viewBox", Number(b.x)
                             .append(" ")
                             .append(Number(b.y))
                             .append(" ")
                             .append(Number(b.width).append(" ").append(Number(b.height))));
    Attribute("font-family", std::string(kFonts));
    text_.append(">\n<clipPath id=\"frame\">");
    Box(chart.frame);
    text_.append("/></clipPath>\n");
    Area({b, ChartInk::kGround, 1});
  }

  void Area(const ChartArea& area) {
    Box(area.bounds);
    Attribute("fill", colors_.Of(area.ink));
    Opacity(area.opacity);
    Close();
  }

  void Line(const ChartLine& line) {
    if (line.points.size() < 2) return;
    Open(line.closed ? "polygon" : "polyline");
    std::string points;
    for (const Point& p : line.points) {
      if (!points.empty()) points.push_back(' ');
      points.append(Number(p.x)).append(",").append(Number(p.y));
    }
    Attribute("points", points);
    Attribute("fill", std::string("none"));
    Attribute("stroke", colors_.Of(line.ink));
    Attribute("stroke-width", line.width);
    Attribute("stroke-linejoin", std::string("round"));
    if (line.dashed) Attribute("stroke-dasharray", std::string("5 4"));
    Opacity(line.opacity);
    Clip(line.clipped);
    Close();
  }

  void Dot(const ChartDot& dot) {
    Open("circle");
    Attribute("cx", dot.center.x);
    Attribute("cy", dot.center.y);
    Attribute("r", dot.radius);
    Attribute("fill", colors_.Of(dot.ring ? ChartInk::kGround : dot.ink));
    if (dot.ring) {
      Attribute("stroke", colors_.Of(dot.ink));
      Attribute("stroke-width", 2.0F);
    }
    Opacity(dot.opacity);
    Clip(dot.clipped);
    Close();
  }

  void Text(const ChartText& text) {
    static_assert(static_cast<int>(ChartText::Anchor::kEnd) == 2);
    constexpr const char* kAnchors[] = {"start", "middle", "end"};
    const float points = PointsOf(text.size);
    Open("text");
    Attribute("x", text.at.x);
    Attribute("y", text.at.y + 0.35F * points);  // the baseline, by the height of digits
    Attribute("font-size", points);
    if (text.size == ChartText::Size::kBold) Attribute("font-weight", std::string("600"));
    Attribute("text-anchor", std::string(kAnchors[static_cast<size_t>(text.anchor)]));
    Attribute("fill", colors_.Of(text.ink));
    if (text.backed) {
      Attribute("stroke", colors_.Of(ChartInk::kGround));
      Attribute("stroke-width", 4.0F);
      Attribute("paint-order", std::string("stroke"));
    }
    text_.append(">").append(Escaped(text.text)).append("</text>\n");
  }

  std::string End() { return std::move(text_.append("</svg>\n")); }

 private:
  void Open(const char* element) { text_.append("<").append(element); }
  void Close() { text_.append("/>\n"); }
  void Attribute(const char* name, const std::string& value) {
    text_.append(" ").append(name).append("=\"").append(value).append("\"");
  }
  void Attribute(const char* name, float value) { Attribute(name, Number(value)); }
  void Opacity(float opacity) {
    if (opacity < 1) Attribute("opacity", opacity);
  }
  void Clip(bool clipped) {
    if (clipped) Attribute("clip-path", std::string("url(#frame)"));
  }
  void Box(Rect box) {
    Open("rect");
    Attribute("x", box.x);
    Attribute("y", box.y);
    Attribute("width", box.width);
    Attribute("height", box.height);
  }

  const ChartColors& colors_;
  std::string text_;
};

}  // namespace

float PointsOf(ChartText::Size size) { return size == ChartText::Size::kSmall ? 11.5F : 13.5F; }

std::string ChartSvg(const Chart& chart, const ChartColors& colors) {
  Writer writer(colors);
  writer.Begin(chart);
  for (const ChartArea& area : chart.areas) writer.Area(area);
  for (const ChartLine& line : chart.lines) writer.Line(line);
  for (const ChartDot& dot : chart.dots) writer.Dot(dot);
  for (const ChartText& text : chart.texts) writer.Text(text);
  return writer.End();
}

}  // namespace convlens
