#include <algorithm>
#include <cmath>

#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/figure/equation_strip_layout.h"
#include "ui/figure/figure_panels.h"
#include "ui/figure/figure_view_focus.h"
#include "ui/figure/sum_table.h"

namespace convlens {
namespace {

constexpr float kPadding = 16;      // points inside the card
constexpr float kUnderHeading = 3;  // points from its line to the chips
constexpr float kPendingAlpha = 0.35F;

/// Sizes of one of the two looks: one line of large numbers, or two of small ones.
struct StripLook {
  ImFont* font = nullptr;
  float chip_height = 0;  // pixels, as all below
  float chip_padding = 0;
  float gap = 0;
  float line_step = 0;
  int max_lines = 1;
  float heading = 0;         ///< above the chips, where they stand in groups
  float step_to_result = 0;  ///< then, in place of `line_step`, to a line without chips
};

// Two lines of headings and chips have just room under the caption, with chips that are lower. A
// second line that has no chips, but the result alone, comes closer.
StripLook WithHeadings(StripLook look, const Theme& theme, const StripContent& content) {
  if (content.groups.empty()) return look;
  look.heading = theme.small->FontSize + theme.px(kUnderHeading + 1);
  if (look.max_lines > 1) look.chip_height -= theme.px(6);
  look.line_step = look.chip_height + look.heading + theme.px(2);
  look.step_to_result = look.chip_height + theme.px(6);
  return look;
}

StripLook LargeLook(const Theme& theme, const StripContent& content) {
  return WithHeadings({theme.mono_large, theme.px(34), theme.px(10), theme.px(12), theme.px(40), 1},
                      theme, content);
}

StripLook SmallLook(const Theme& theme, const StripContent& content) {
  return WithHeadings({theme.mono, theme.px(26), theme.px(7), theme.px(8), theme.px(31), 2}, theme,
                      content);
}

class SumPainter {
 public:
  SumPainter(UiContext& ui, const StripContent& content, const StripLook& look, float width)
      : ui_(ui), content_(content), look_(look), list_(ImGui::GetWindowDrawList()) {
    StripMetrics metrics;
    metrics.line_width = width;
    metrics.name = Width(content.name) + look.gap + Width(Opening());
    metrics.plus = Width(Joint()) + 2 * Space();
    metrics.ellipsis = Width("…");
    metrics.tail = TailWidth();
    metrics.button = look.gap + ui.theme.px(kButtonWidth);
    metrics.gap = look.gap;
    metrics.max_lines = look.max_lines;
    layout_ = LayOutStrip(
        static_cast<int>(content.terms.size()), content.active(),
        [this](int i) { return ChipWidth(content_.terms[static_cast<size_t>(i)]); }, metrics);
    const bool result_alone = layout_.items.empty() || layout_.items.back().line == 0;
    if (look_.heading > 0 && result_alone) look_.line_step = look_.step_to_result;
  }

  const StripLayout& layout() const { return layout_; }
  float height() const {
    return look_.heading + look_.chip_height +
           static_cast<float>(layout_.lines - 1) * look_.line_step;
  }

  void Paint(float left, float top) {
    top += look_.heading;
    PaintGroups(left, top);
    const float name = Put(left, top, ui_.theme.output, content_.name);
    Put(name + look_.gap, top, ui_.theme.dim_text, Opening());
    for (size_t i = 0; i < layout_.items.size(); ++i) {
      const StripItem& item = layout_.items[i];
      const float x = left + item.x;
      const float y = top + static_cast<float>(item.line) * look_.line_step;
      if (i > 0)
        Put(x - Space() - Width(Joint()), y, Shade(item.term, ui_.theme.dim_text), Joint());
      PaintItem(item, x, y);
    }
    PaintTail(left + layout_.tail_x, top + static_cast<float>(layout_.tail_line) * look_.line_step);
    if (layout_.folded) {
      DrawTableButton(left + layout_.button_x + look_.gap,
                      top + static_cast<float>(layout_.tail_line) * look_.line_step);
    }
  }

 private:
  static constexpr float kButtonWidth = 112;

  const char* Opening() const { return content_.largest ? "= max(" : "="; }
  const char* Closing() const { return content_.largest ? ") =" : "="; }
  const char* Joint() const { return content_.largest ? "," : "+"; }
  float Space() const { return look_.gap * 0.75F; }
  float Width(const std::string& text) const {
    return look_.font->CalcTextSizeA(look_.font->FontSize, 1e9F, 0, text.c_str()).x;
  }
  float ChipWidth(const LayerTerm& term) const {
    const float value = 2 * look_.chip_padding + Width(ShortNumber(term.value));
    if (content_.largest) return value;
    return value + Width(" × ") + Width(ShortNumber(term.weight));
  }
  std::string BiasText() const {
    return FillIn(content_.bias < 0 ? "− {}" : "+ {}", {ShortNumber(std::fabs(content_.bias))});
  }
  std::string ProgressText() const {
    return ui_.tr("after {} of {} terms", CountText(content_.done),
                  CountText(std::ssize(content_.terms)));
  }
  float TailWidth() const {
    float width = Width(Closing()) + look_.gap + Width(content_.result);
    if (content_.bias != 0) width += Width(BiasText()) + look_.gap;
    if (content_.stepping) width += look_.gap + SmallWidth(ProgressText());
    return width;
  }
  float SmallWidth(const std::string& text) const {
    ImFont* font = ui_.theme.small;
    return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str()).x;
  }

  bool Pending(int term) const { return content_.stepping && term >= content_.done; }
  ImU32 Shade(int term, ImU32 color) const {
    return Pending(term) ? WithAlpha(color, kPendingAlpha) : color;
  }

  // Text centred on a chip's height; returns its right end.
  float Put(float x, float y, ImU32 color, const std::string& text) {
    const float down = (look_.chip_height - look_.font->FontSize) / 2;
    list_->AddText(look_.font, look_.font->FontSize, {x, y + down}, color, text.c_str());
    return x + Width(text);
  }

  // A line under each heading, over the chips of its channel: again in each line that they take.
  void PaintGroups(float left, float top) {
    for (size_t i = 0; i < layout_.items.size();) {
      const StripGroup* group = GroupAt(i);
      size_t end = i + 1;
      while (end < layout_.items.size() && layout_.items[end].line == layout_.items[i].line &&
             (GroupAt(end) == group || GroupAt(end) == nullptr)) {
        ++end;
      }
      if (group != nullptr) PaintHeading(*group, i, end, left, top);
      i = end;
    }
  }

  const StripGroup* GroupAt(size_t item) const {
    const int term = layout_.items[item].term;
    return term == StripItem::kEllipsis ? nullptr : GroupOf(content_, term);
  }

  // Over the items [first, end) of a line; an ellipsis at their end stands outside.
  void PaintHeading(const StripGroup& group, size_t first, size_t end, float left, float top) {
    const Theme& theme = ui_.theme;
    while (layout_.items[end - 1].term == StripItem::kEllipsis) --end;
    const StripItem& last = layout_.items[end - 1];
    const float x = left + layout_.items[first].x;
    const float right = left + last.x + ChipWidth(content_.terms[static_cast<size_t>(last.term)]);
    const float y = top + static_cast<float>(last.line) * look_.line_step;
    const bool pending = Pending(group.first);
    const std::string whole = GroupText(group);
    // What the channel adds stands once, though its chips may take two lines.
    const bool begins = layout_.items[first].term == group.first;
    const bool fits = begins && x + SmallWidth(whole) <= right + look_.gap && !pending;
    const float line = y - theme.px(kUnderHeading);
    list_->AddLine({x, line}, {right, line}, WithAlpha(theme.input, pending ? 0.3F : 0.8F),
                   theme.px(1.5F));
    list_->AddText(theme.small, theme.small->FontSize,
                   {x, line - theme.small->FontSize - theme.px(1)},
                   pending ? WithAlpha(theme.input, kPendingAlpha) : theme.input,
                   (fits ? whole : GroupName(group)).c_str());
  }

  void PaintItem(const StripItem& item, float x, float y) {
    if (item.term == StripItem::kEllipsis) {
      Put(x, y, ui_.theme.dim_text, "…");
      return;
    }
    const Theme& theme = ui_.theme;
    const LayerTerm& term = content_.terms[static_cast<size_t>(item.term)];
    const ImVec2 min{x, y};
    const ImVec2 max{x + ChipWidth(term), y + look_.chip_height};
    list_->AddRectFilled(min, max, Shade(item.term, theme.raised), theme.px(5));
    if (item.term == content_.active()) {
      list_->AddRect(min, max, theme.text, theme.px(5), 0, theme.px(2));
    }
    float at =
        Put(x + look_.chip_padding, y, Shade(item.term, theme.input), ShortNumber(term.value));
    if (!content_.largest) {
      at = Put(at, y, Shade(item.term, theme.dim_text), " × ");
      Put(at, y, Shade(item.term, theme.kernel), ShortNumber(term.weight));
    }
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(min, max)) Explain(term);
  }

  void Explain(const LayerTerm& term) const {
    const std::string value = FullNumber(term.value);
    const std::string input = InputName(content_, term);
    const std::string text =
        content_.largest
            ? FillIn("{} = {}", {input, value})
            : FillIn("{} × {} = {} × {} = {}",
                     {input, KernelName(content_, term), value, FullNumber(term.weight),
                      FullNumber(static_cast<float>(term.product))});
    ImGui::PushFont(ui_.theme.mono);
    ImGui::SetTooltip("%s", text.c_str());
    ImGui::PopFont();
  }

  void PaintTail(float x, float y) {
    const Theme& theme = ui_.theme;
    if (content_.bias != 0) x = Put(x, y, theme.text, BiasText()) + look_.gap;
    x = Put(x, y, theme.dim_text, Closing()) + look_.gap;
    x = Put(x, y, theme.output, content_.result) + look_.gap;
    if (!content_.stepping) return;
    const float down = (look_.chip_height - theme.small->FontSize) / 2;
    list_->AddText(theme.small, theme.small->FontSize, {x, y + down}, theme.dim_text,
                   ProgressText().c_str());
  }

  void DrawTableButton(float x, float y) {
    ImGui::SetCursorScreenPos({x, y + (look_.chip_height - ui_.theme.px(30)) / 2});
    if (Button(ui_, "button.all_terms",
               ui_.tr("All {} terms", CountText(std::ssize(content_.terms))), kButtonWidth)) {
      ui_.state.sum_table_open = !ui_.state.sum_table_open;
    }
  }

  UiContext& ui_;
  const StripContent& content_;
  StripLook look_;
  ImDrawList* list_;
  StripLayout layout_;
};

void Text(ImFont* font, ImVec2 at, ImU32 color, const std::string& text) {
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, color, text.c_str());
}

float WidthOf(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str()).x;
}

// Under the sum, or where that takes two lines beside the caption, short where it is too long.
void DrawSize(UiContext& ui, const StripContent& content, const Rect& inner, bool beside) {
  const Theme& theme = ui.theme;
  const float caption = beside ? WidthOf(theme.small, content.caption) + theme.px(kPadding) : 0.0F;
  const auto fits = [&](ImFont* font) {
    return caption + WidthOf(font, content.size) <= inner.width;
  };
  const bool whole = fits(theme.small);
  ImFont* font = beside || (whole && !fits(theme.mono)) ? theme.small : theme.mono;
  const std::string& text = whole ? content.size : content.short_size;
  const float x = beside ? inner.right() - WidthOf(font, text) : inner.x;
  const float y = beside ? inner.y : inner.bottom() - font->FontSize;
  Text(font, {x, y}, theme.dim_text, text);
  ui.inspection.Fact("strip.size", text);
}

// The sum stands in the middle of what caption and size leave free.
void PaintSum(SumPainter& painter, const Rect& free) {
  painter.Paint(free.x, std::round(free.center().y - painter.height() / 2));
}

void DrawSum(UiContext& ui, const StripContent& content, const Rect& inner) {
  const Theme& theme = ui.theme;
  SumPainter large(ui, content, LargeLook(theme, content), inner.width);
  const bool fits = !large.layout().folded;
  Text(theme.small, {inner.x, inner.y}, theme.dim_text, content.caption);
  DrawSize(ui, content, inner, !fits);
  Rect free{inner.x, inner.y + theme.small->FontSize, inner.width,
            inner.height - theme.small->FontSize};
  if (fits) {
    free.height -= theme.mono->FontSize;
    return PaintSum(large, free);
  }
  SumPainter small(ui, content, SmallLook(theme, content), inner.width);
  PaintSum(small, free);
}

void DrawWords(UiContext& ui, const StripContent& content, const Rect& inner) {
  const Theme& theme = ui.theme;
  ImGui::SetCursorScreenPos({inner.x, inner.y + theme.px(16)});
  Paragraph(ui, content.words, theme.heading, theme.text, inner.width);
  DrawSize(ui, content, inner, false);
}

void DrawCard(UiContext& ui, const StripContent& content, const Rect& card) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({card.x, card.y}, {card.right(), card.bottom()}, theme.panel, theme.px(8));
  list->AddRect({card.x, card.y}, {card.right(), card.bottom()}, theme.line, theme.px(8));
  const float pad = theme.px(kPadding);
  const Rect inner{card.x + 1.5F * pad, card.y + 0.75F * pad, card.width - 3 * pad,
                   card.height - 1.5F * pad};
  list->PushClipRect({card.x, card.y}, {card.right(), card.bottom()}, true);
  if (content.terms.empty()) {
    DrawWords(ui, content, inner);
  } else {
    DrawSum(ui, content, inner);
  }
  list->PopClipRect();
  ui.inspection.Place("strip", card);
}

}  // namespace

void DrawEquationStrip(UiContext& ui, Rect bounds) {
  const EvaluationPtr present = ui.bench.evaluation();
  const Evaluation& evaluation = *present;
  const Focus focus = EffectiveFocus(evaluation, ui.bench.hovered(), ui.bench.pinned());
  const StripContent content =
      DescribeStrip(evaluation, ui.bench.playback(), focus, ui.bench.view().figure, ui.tr);
  if (ui.inspection.active()) {
    ui.inspection.Fact("strip.text", PlainText(content));
    std::string groups;
    for (const StripGroup& group : content.groups) {
      groups.append(groups.empty() ? "" : ", ").append(GroupText(group));
    }
    if (!groups.empty()) ui.inspection.Fact("strip.groups", groups);
  }
  DrawCard(ui, content, bounds);
  DrawSumTable(ui, content);
}

}  // namespace convlens
