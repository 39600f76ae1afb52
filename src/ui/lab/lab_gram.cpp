#include "ui/lab/lab_gram.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "drawing/color_map.h"
#include "paint/pen.h"
#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/lab/lab_views.h"

namespace convlens {
namespace {

constexpr float kLargestWidth = 62;  // points of a cell
constexpr float kLargestHeight = 28;

/// The square, as it lies on the screen.
struct GramCells {
  ImVec2 at;
  ImVec2 cell;
  size_t side = 0;

  ImVec2 Corner(size_t row, size_t col) const {
    return {std::round(at.x + cell.x * static_cast<float>(col)),
            std::round(at.y + cell.y * static_cast<float>(row))};
  }
};

GramCells Place(const UiContext& ui, size_t side) {
  const float room = ImGui::GetContentRegionAvail().x / static_cast<float>(side);
  const float width = std::min(ui.theme.px(kLargestWidth), room);
  return {ImGui::GetCursorScreenPos(), {width, std::min(ui.theme.px(kLargestHeight), width)}, side};
}

ImVec2 SizeOf(const UiContext& ui, double value) {
  ImFont* font = ui.theme.small;
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, ShortNumber(value).c_str());
}

// All of them or none: a few would look as if the others were zero.
bool NumbersFit(const UiContext& ui, const NormalEquations& sums, const GramCells& cells) {
  return std::all_of(sums.a.begin(), sums.a.end(), [&](double value) {
    const ImVec2 size = SizeOf(ui, value);
    return size.x + ui.theme.px(4) <= cells.cell.x && size.y <= cells.cell.y;
  });
}

void DrawNumber(const UiContext& ui, const Color& ground, ImVec2 min, ImVec2 max, double value) {
  constexpr Color kBlack{0, 0, 0, 1};
  constexpr Color kWhite{1, 1, 1, 1};
  const bool dark = ContrastRatio(kBlack, ground) > ContrastRatio(kWhite, ground);
  const ImVec2 size = SizeOf(ui, value);
  ImGui::GetWindowDrawList()->AddText(
      ui.theme.small, ui.theme.small->FontSize,
      {std::round((min.x + max.x - size.x) / 2), std::round((min.y + max.y - size.y) / 2)},
      ColorOf(dark ? kBlack : kWhite), ShortNumber(value).c_str());
}

void DrawCells(const UiContext& ui, const NormalEquations& sums, const GramCells& cells) {
  double largest = 0;
  for (const double value : sums.a) largest = std::max(largest, std::fabs(value));
  const auto high = static_cast<float>(largest > 0 ? largest : 1);
  const ValueScale scale{ValueMap::kDiverging, -high, high};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool numbers = NumbersFit(ui, sums, cells);
  for (size_t row = 0; row < cells.side; ++row) {
    for (size_t col = 0; col < cells.side; ++col) {
      const ImVec2 min = cells.Corner(row, col);
      const ImVec2 max = cells.Corner(row + 1, col + 1);
      const Color color = ColorOf(sums.at(row, col), scale, ui.theme.palette);
      list->AddRectFilled(min, max, ColorOf(color));
      if (numbers) DrawNumber(ui, color, min, max, sums.at(row, col));
    }
  }
  list->AddRect(cells.at, cells.Corner(cells.side, cells.side), ui.theme.line);
}

void Readout(const NormalEquations& sums, const GramCells& cells) {
  if (!ImGui::IsItemHovered()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto index = [&](float along, float size) {
    return std::min(cells.side - 1, static_cast<size_t>(std::max(0.0F, along / size)));
  };
  const size_t row = index(mouse.y - cells.at.y, cells.cell.y);
  const size_t col = index(mouse.x - cells.at.x, cells.cell.x);
  ImGui::SetTooltip(
      "%s", FillIn("{} · {} = {}", {WeightName(row, sums.kernel), WeightName(col, sums.kernel),
                                    ShortNumber(sums.at(row, col))})
                .c_str());
}

}  // namespace

void DrawGram(UiContext& ui, const NormalEquations& sums) {
  if (sums.size() > kMostGramSide) return;
  Gap(ui);
  Paragraph(ui, ui.tr("Gram matrix XᵀX"), ui.theme.body, ui.theme.dim_text);
  const GramCells cells = Place(ui, sums.size());
  DrawCells(ui, sums, cells);
  const auto side = static_cast<float>(cells.side);
  ImGui::Dummy({cells.cell.x * side, cells.cell.y * side});
  PlaceItem(ui, "plot.gram");
  Readout(sums, cells);
  ui.inspection.Fact("gram.first", sums.at(0, 0));
  Remark(ui, ui.tr("Row and column i belong to weight i; the eigenvalues are in the table."));
}

}  // namespace convlens
