#include "paint/chart_painter.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace convlens {
namespace {

class Painter {
 public:
  Painter(ImDrawList* list, const Theme& theme, ImVec2 origin)
      : list_(list), theme_(theme), origin_(origin) {}

  void Clip(Rect frame) {
    const ImVec2 min = At({frame.x, frame.y});
    const ImVec2 max = At({frame.right(), frame.bottom()});
    // A line along the frame's edge is seen in its whole width.
    const float edge = theme_.px(4);
    list_->PushClipRect({min.x - edge, min.y - edge}, {max.x + edge, max.y + edge}, true);
  }
  void Unclip() { list_->PopClipRect(); }

  void Area(const ChartArea& area) {
    list_->AddRectFilled(At({area.bounds.x, area.bounds.y}),
                         At({area.bounds.right(), area.bounds.bottom()}),
                         Colored(area.ink, area.opacity));
  }

  void Line(const ChartLine& line) {
    std::vector<ImVec2> points(line.points.size());
    std::transform(line.points.begin(), line.points.end(), points.begin(),
                   [this](Point p) { return At(p); });
    const ImU32 color = Colored(line.ink, line.opacity);
    const float width = theme_.px(line.width);
    if (line.dashed) {
      for (size_t i = 0; i + 1 < points.size(); ++i) Dashes(points[i], points[i + 1], color, width);
      return;
    }
    if (line.closed) {
      list_->AddPolyline(points.data(), static_cast<int>(points.size()), color, ImDrawFlags_Closed,
                         width);
    } else {
      Open(points, color, width);
    }
  }

  // Where a line turns back, Dear ImGui's joint would be infinitely long, and is left out with much
  // of the line: another line begins there.
  void Open(const std::vector<ImVec2>& points, ImU32 color, float width) {
    size_t first = 0;
    for (size_t i = 1; i < points.size(); ++i) {
      const bool last = i + 1 == points.size();
      if (!last && !TurnsBack(points[i - 1], points[i], points[i + 1])) continue;
      list_->AddPolyline(&points[first], static_cast<int>(i - first + 1), color, ImDrawFlags_None,
                         width);
      first = i;
    }
  }

  static bool TurnsBack(ImVec2 a, ImVec2 b, ImVec2 c) {
    const ImVec2 u{b.x - a.x, b.y - a.y};
    const ImVec2 v{c.x - b.x, c.y - b.y};
    return u.x * v.x + u.y * v.y < -0.5F * std::hypot(u.x, u.y) * std::hypot(v.x, v.y);
  }

  void Dot(const ChartDot& dot) {
    const ImVec2 center = At(dot.center);
    const float radius = theme_.px(dot.radius);
    const ImU32 color = Colored(dot.ink, dot.opacity);
    if (!dot.ring) {
      list_->AddCircleFilled(center, radius, color, 24);
      return;
    }
    list_->AddCircleFilled(center, radius, Colored(Ink::kGround, dot.opacity), 24);
    list_->AddCircle(center, radius, color, 24, theme_.px(2));
  }

  void Text(const ChartText& text) {
    ImFont* font = FontOf(text.size);
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.text.c_str());
    ImVec2 at = At(text.at);
    at.y -= size.y / 2;
    if (text.anchor == ChartText::Anchor::kMiddle) at.x -= size.x / 2;
    if (text.anchor == ChartText::Anchor::kEnd) at.x -= size.x;
    if (text.backed) {
      const float pad = theme_.px(3);
      list_->AddRectFilled({at.x - pad, at.y}, {at.x + size.x + pad, at.y + size.y},
                           Colored(Ink::kGround, 0.85F), theme_.px(3));
    }
    list_->AddText(font, font->FontSize, at, Colored(text.ink, 1), text.text.c_str());
  }

 private:
  ImVec2 At(Point p) const { return {origin_.x + theme_.px(p.x), origin_.y + theme_.px(p.y)}; }
  ImU32 Colored(Ink ink, float opacity) const { return WithAlpha(theme_.Of(ink), opacity); }

  ImFont* FontOf(ChartText::Size size) const {
    if (size == ChartText::Size::kSmall) return theme_.small;
    return size == ChartText::Size::kBold ? theme_.bold : theme_.body;
  }

  void Dashes(ImVec2 from, ImVec2 to, ImU32 color, float width) {
    const float dash = theme_.px(5);
    const float period = theme_.px(9);
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    // A dash outside the window costs as much as one inside; nothing on a screen is longer.
    if (!(length > 0) || length > 20000) return;
    const ImVec2 unit{(to.x - from.x) / length, (to.y - from.y) / length};
    for (float along = 0; along < length; along += period) {
      const float end = std::min(along + dash, length);
      list_->AddLine({from.x + unit.x * along, from.y + unit.y * along},
                     {from.x + unit.x * end, from.y + unit.y * end}, color, width);
    }
  }

  ImDrawList* list_;
  const Theme& theme_;
  ImVec2 origin_;
};

template <typename Marks, typename Draw>
void DrawMarks(Painter& painter, const Chart& chart, const Marks& marks, Draw draw) {
  for (const auto& mark : marks) {
    if (mark.clipped) painter.Clip(chart.frame);
    draw(mark);
    if (mark.clipped) painter.Unclip();
  }
}

}  // namespace

ChartColors ColorsOf(const Theme& theme) {
  ChartColors colors;
  for (size_t ink = 0; ink < kInks; ++ink) {
    const ImVec4 color = ImGui::ColorConvertU32ToFloat4(theme.Of(static_cast<Ink>(ink)));
    char hex[8];
    const auto byte = [](float share) { return static_cast<unsigned>(std::lround(share * 255)); };
    std::snprintf(hex, sizeof(hex), "#%02X%02X%02X", byte(color.x) & 255U, byte(color.y) & 255U,
                  byte(color.z) & 255U);
    colors.hex.emplace_back(hex);
  }
  return colors;
}

void PaintChart(ImDrawList* list, const Theme& theme, const Chart& chart, ImVec2 origin) {
  Painter painter(list, theme, origin);
  for (const ChartArea& area : chart.areas) painter.Area(area);
  DrawMarks(painter, chart, chart.lines, [&](const ChartLine& line) { painter.Line(line); });
  DrawMarks(painter, chart, chart.dots, [&](const ChartDot& dot) { painter.Dot(dot); });
  for (const ChartText& text : chart.texts) painter.Text(text);
}

}  // namespace convlens
