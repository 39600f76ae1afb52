#include <algorithm>
#include <cmath>

#include "paint/pen.h"
#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/inspector/kernel_sections.h"

namespace convlens {
namespace {

/// "1/16" for one over a whole number, else the number itself.
std::string ScaleText(double scale) {
  const double parts = std::round(1 / scale);
  const bool fraction = parts >= 2 && parts <= 99999 && std::abs(scale * parts - 1) < 1e-5;
  return fraction ? FillIn("1/{}", {std::to_string(std::llround(parts))}) : ShortNumber(scale);
}

std::string ListText(const std::vector<double>& values) {
  std::string text = "[";
  for (const double v : values) {
    if (text.size() > 1) text += ' ';
    text += ShortNumber(v);
  }
  return text += ']';
}

std::string FactorsText(const SeparableFactors& factors) {
  return FillIn("{} {} {}",
                {ScaleText(factors.scale), ListText(factors.column), ListText(factors.row)});
}

/// The factors as cells: scale · column × row.
class FactorPicture {
 public:
  FactorPicture(UiContext& ui, const SeparableFactors& factors)
      : theme_(ui.theme), list_(ImGui::GetWindowDrawList()), factors_(factors) {
    scale_ = factors.scale == 1 ? "" : ScaleText(factors.scale);
    const float room = ImGui::GetContentRegionAvail().x - ScaleWidth() - theme_.px(22);
    const auto cells = static_cast<float>(factors.row.size() + 1);
    cell_.x = std::min(theme_.px(34), room / cells);
    cell_.y = std::clamp(theme_.px(150) / static_cast<float>(factors.column.size()), theme_.px(7),
                         theme_.px(22));
  }

  void Draw() {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto rows = static_cast<float>(factors_.column.size());
    const auto cols = static_cast<float>(factors_.row.size());
    const float height = cell_.y * rows;
    const float middle = at.y + height / 2;
    const float width = ScaleWidth() + cell_.x * (cols + 1) + theme_.px(22);
    float x = at.x + std::max(0.0F, (ImGui::GetContentRegionAvail().x - width) / 2);
    Text({x, middle}, scale_, false);
    x += ScaleWidth();
    Cells({x, at.y}, factors_.column, {0, cell_.y});
    x += cell_.x;
    Text({x + theme_.px(11), middle}, "×", true);
    x += theme_.px(22);
    Cells({x, middle - cell_.y / 2}, factors_.row, {cell_.x, 0});
    ImGui::Dummy({width, height + theme_.px(4)});
  }

 private:
  float ScaleWidth() const {
    return scale_.empty() ? 0 : ImGui::CalcTextSize(scale_.c_str()).x + theme_.px(10);
  }

  void Text(ImVec2 middle, const std::string& text, bool centered) const {
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    list_->AddText({middle.x - (centered ? size.x / 2 : 0), middle.y - size.y / 2}, theme_.text,
                   text.c_str());
  }

  static ImVec2 SizeOf(ImFont* font, const std::string& text) {
    return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
  }

  void Cells(ImVec2 at, const std::vector<double>& values, ImVec2 step) const {
    double largest = 0;
    for (const double v : values) largest = std::max(largest, std::abs(v));
    const ImVec2 first = at;
    for (const double v : values) {
      const ImVec2 end{at.x + cell_.x, at.y + cell_.y};
      list_->AddRectFilled(at, end, SignedColor(theme_.palette, v / largest));
      list_->AddRect(at, end, ColorOf(theme_.palette.border));
      Number(at, v);
      at = {at.x + step.x, at.y + step.y};
    }
    const ImVec2 end{at.x + (step.x > 0 ? 0 : cell_.x), at.y + (step.y > 0 ? 0 : cell_.y)};
    list_->AddRect(first, end, theme_.kernel, theme_.px(2), 0, theme_.px(1.5F));
  }

  // With few decimals where it does not fit, and left out where that does not, either: the colours
  // and the tooltip remain.
  void Number(ImVec2 at, double value) const {
    ImFont* font = theme_.small;
    std::string text = ShortNumber(value);
    ImVec2 size = SizeOf(font, text);
    for (int decimals = 2; decimals > 0 && size.x > cell_.x - theme_.px(2); --decimals) {
      text = DecimalNumber(value, decimals);
      size = SizeOf(font, text);
    }
    if (size.x > cell_.x - theme_.px(2) || size.y > cell_.y) return;
    list_->AddText(font, font->FontSize,
                   {at.x + (cell_.x - size.x) / 2, at.y + (cell_.y - size.y) / 2}, theme_.text,
                   text.c_str());
  }

  const Theme& theme_;
  ImDrawList* list_;
  const SeparableFactors& factors_;
  std::string scale_;
  ImVec2 cell_;
};

std::string RankText(UiContext& ui, const KernelAnalysis& analysis) {
  std::string rank = std::to_string(analysis.rank);
  if (analysis.rank == 0) return rank;
  return analysis.rank == 1 ? ui.tr("{} (separable)", rank) : ui.tr("{} (not separable)", rank);
}

void DrawRank(UiContext& ui, const KernelAnalysis& analysis) {
  FactRow(ui, ui.tr("Rank"), RankText(ui, analysis));
  ui.inspection.Fact("kernel.rank", analysis.rank);
  if (analysis.factors) {
    ui.inspection.Fact("kernel.factors", FactorsText(*analysis.factors));
    ImGui::BeginGroup();
    FactorPicture(ui, *analysis.factors).Draw();
    ImGui::EndGroup();
    Tooltip(ui, FactorsText(*analysis.factors));
    Remark(ui, ui.tr("A column times a row: correlating with one and then with the other gives the "
                     "same output."));
  } else if (analysis.rank > 1) {
    Remark(ui, ui.tr("A sum of {} products of a column and a row.", std::to_string(analysis.rank)));
  }
}

struct NamedParity {
  const char* name;
  Parity parity;
};

void DrawSymmetries(UiContext& ui, const KernelSymmetries& symmetries) {
  const NamedParity all[] = {{"left–right", symmetries.left_right},
                             {"up–down", symmetries.up_down},
                             {"half a turn", symmetries.half_turn},
                             {"across the diagonal", symmetries.diagonal}};
  std::string held;
  const std::string label = ui.tr("Symmetry");
  bool first = true;
  for (const NamedParity& one : all) {
    if (one.parity == Parity::kNone) continue;
    const std::string name = ui.tr(one.name);
    const std::string text = one.parity == Parity::kOdd ? ui.tr("{}, sign changes", name) : name;
    FactRow(ui, first ? label : "", text);
    held += (first ? "" : "; ") + text;
    first = false;
  }
  if (first) FactRow(ui, label, ui.tr("none"));
  ui.inspection.Fact("kernel.symmetry", held);
  if (symmetries.half_turn == Parity::kEven) {
    Remark(ui, ui.tr("Correlation and convolution give the same output."));
  } else if (symmetries.half_turn == Parity::kOdd) {
    Remark(ui, ui.tr("Correlation and convolution give outputs of opposite sign."));
  }
}

}  // namespace

void DrawKernelFacts(UiContext& ui, const KernelAnalysis& analysis) {
  if (!analysis.finite) {
    Remark(ui, ui.tr("The kernel has elements that are not finite numbers."));
    return;
  }
  FactRow(ui, ui.tr("Sum"), ShortNumber(analysis.sum));
  const std::string least = ShortNumber(analysis.negative_sum);
  FactRow(ui, ui.tr("Output for inputs 0…1"),
          ui.tr("{} to {}", least, ShortNumber(analysis.positive_sum)));
  DrawRank(ui, analysis);
  DrawSymmetries(ui, analysis.symmetries);
}

}  // namespace convlens
