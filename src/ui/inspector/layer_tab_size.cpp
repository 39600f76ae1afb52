#include <algorithm>

#include "layer/settings/size_formula.h"
#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/inspector/layer_tab_sections.h"

namespace convlens {
namespace {

void DrawFormula(UiContext& ui, const std::string& label, const std::string& formula,
                 const char* fact) {
  if (ImGui::CalcTextSize(formula.c_str()).x <= ImGui::GetContentRegionAvail().x) {
    FactRow(ui, label, formula);
  } else {
    Paragraph(ui, label, ui.theme.body, ui.theme.dim_text);
    Paragraph(ui, formula, ui.theme.body, ui.theme.text);
  }
  ui.inspection.Fact(fact, formula);
}

std::string UnusedMessage(const UiContext& ui, Step rest) {
  const std::string rows =
      rest.rows == 1 ? ui.tr("last row") : ui.tr("last {} rows", std::to_string(rest.rows));
  const std::string columns =
      rest.cols == 1 ? ui.tr("last column") : ui.tr("last {} columns", std::to_string(rest.cols));
  if (rest.rows > 0 && rest.cols > 0) {
    return ui.tr("The stride does not tile the input: no window reaches its {} and {}.", rows,
                 columns);
  }
  return ui.tr("The stride does not tile the input: no window reaches its {}.",
               rest.cols == 0 ? rows : columns);
}

void DrawUnused(UiContext& ui, const LayerSettings& settings, Shape input) {
  const Step rest = UnusedRest(settings, input);
  if (rest.rows == 0 && rest.cols == 0) return;
  const std::string text = UnusedMessage(ui, rest);
  Remark(ui, text);
  ui.inspection.Fact("layer_unused", text);
}

}  // namespace

void DrawLayerSize(UiContext& ui, const LayerSettings& settings, TensorShape input) {
  Section(ui, ui.tr("Size of the output"));
  if (input.empty()) {
    Paragraph(
        ui,
        ui.tr(
            "The layers before this one have no output: look at the first one that is impossible."),
        ui.theme.small, ui.theme.error);
    return;
  }
  DrawFormula(ui, ui.tr("Rows"), RowsFormula(settings, input.grid.height), "layer_rows");
  DrawFormula(ui, ui.tr("Columns"), ColumnsFormula(settings, input.grid.width), "layer_columns");
  const Result<TensorShape> output = CheckedOutputShape(settings, input);
  if (!output.ok()) {
    const std::string text = ui.tr(output.problem());
    Paragraph(ui, text, ui.theme.body, ui.theme.error);
    ui.inspection.Fact("layer_problem", text);
    return;
  }
  FactRow(ui, ui.tr("Input (channels × rows × columns)"), TensorText(input));
  FactRow(ui, ui.tr("Output"), TensorText(*output));
  FactRow(ui, ui.tr(settings.pooling() ? "Cells read" : "Multiply-adds"),
          CountText(MultiplyAdds(settings, input)));
  DrawUnused(ui, settings, input.grid);
}

}  // namespace convlens
