#include "svg/svg_writer.h"

#include <cmath>
#include <cstdlib>
#include <utility>

namespace convlens {
namespace {

constexpr const char* kFonts =
    "Inter, 'Noto Sans SC', 'Noto Sans CJK SC', 'Droid Sans Fallback', 'DejaVu Sans', sans-serif";

std::string Escaped(std::string_view text) {
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

}  // namespace

SvgWriter::SvgWriter(Rect page) {
  Open("svg");
  Attribute("xmlns", "http://www.w3.org/2000/svg");
  Attribute("width", page.width);
  Attribute("height", page.height);
  std::string view_box;
  for (const float side : {page.x, page.y, page.width, page.height}) {
    if (!view_box.empty()) view_box.push_back(' ');
    view_box.append(Number(side));
  }
  Attribute("viewBox", view_box);
  Attribute("font-family", kFonts);
  BeginContent();
}

void SvgWriter::Open(const char* element) { text_.append("<").append(element); }

void SvgWriter::Attribute(const char* name, std::string_view value) {
  text_.append(" ").append(name).append("=\"").append(value).append("\"");
}

void SvgWriter::Attribute(const char* name, float value) { Attribute(name, Number(value)); }

void SvgWriter::Box(Rect box) {
  Attribute("x", box.x);
  Attribute("y", box.y);
  Attribute("width", box.width);
  Attribute("height", box.height);
}

void SvgWriter::Points(std::span<const Point> points) {
  std::string text;
  for (const Point& point : points) {
    if (!text.empty()) text.push_back(' ');
    text.append(Number(point.x)).append(",").append(Number(point.y));
  }
  Attribute("points", text);
}

void SvgWriter::Close() { text_.append("/>\n"); }

void SvgWriter::Close(const char* element, std::string_view text) {
  text_.append(">").append(Escaped(text)).append("</").append(element).append(">\n");
}

void SvgWriter::BeginContent() { text_.append(">\n"); }

void SvgWriter::EndContent(const char* element) {
  text_.append("</").append(element).append(">\n");
}

std::string SvgWriter::End() { return std::move(text_.append("</svg>\n")); }

std::string SvgWriter::Number(float value) {
  const long hundredths = std::lround(double{value} * 100);
  const long magnitude = std::labs(hundredths);
  std::string text = hundredths < 0 ? "-" : "";
  text.append(std::to_string(magnitude / 100));
  if (magnitude % 100 == 0) return text;
  text.append(1, '.').append(1, static_cast<char>('0' + magnitude % 100 / 10));
  if (magnitude % 10 != 0) text.append(1, static_cast<char>('0' + magnitude % 10));
  return text;
}

}  // namespace convlens
