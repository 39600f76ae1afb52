#include <algorithm>
#include <array>
#include <cmath>

#include "core/pattern/pattern_words.h"
#include "scene/figure/number_text.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/inspector/input_tab_color.h"
#include "ui/inspector/input_tab_crop.h"
#include "ui/inspector/tab_actions.h"
#include "ui/inspector/tabs.h"

namespace convlens {
namespace {

void DrawSize(UiContext& ui) {
  Shape shape = ui.bench.document().input.shape().grid;
  bool& resample = ui.state.fields.resample;
  if (SizeRow(ui, "field.input", ui.tr("Size"), &shape, kMaxInputSide)) {
    ui.bench.Do(resample ? ResampleInput(shape) : ResizeGrid(GridRole::kInput, shape));
  }
  FieldLabel(ui, ui.tr("Resize by"));
  const std::array<std::string, 2> ways = {ui.tr("Cut or pad"), ui.tr("Scale")};
  const int clicked = Segmented(ui, "choice.resize", ways, resample ? 1 : 0);
  if (clicked >= 0) resample = clicked == 1;
}

void DrawPatternOptions(UiContext& ui) {
  PatternOptions& options = ui.state.fields.pattern;
  if (options.pattern == Pattern::kCheckerboard) {
    const Shape shape = ui.bench.document().input.shape().grid;
    if (IntegerRow(ui, "field.pattern_period", ui.tr("Square"), &options.period, 1,
                   std::max(shape.height, shape.width))) {
      FillInput(ui);
    }
  }
  if (options.pattern != Pattern::kNoise) return;
  FieldLabel(ui, ui.tr("Seed"));
  int seed = static_cast<int>(options.seed);
  const float half = ShareOfRow(ui, 2);
  bool again = IntegerField(ui, "field.pattern_seed", &seed, 0, 999999999, half);
  ImGui::SameLine();
  if (Button(ui, "button.pattern_reroll", ui.tr("Next"), 0)) {
    ++seed;
    again = true;
  }
  if (!again) return;
  options.seed = static_cast<uint64_t>(seed);
  FillInput(ui);
}

void DrawPattern(UiContext& ui) {
  PatternOptions& options = ui.state.fields.pattern;
  FieldLabel(ui, ui.tr("Pattern"));
  const auto picked = ChoiceOf(ui, "choice.pattern", kPatternWords, options.pattern);
  options.pattern = picked.value_or(options.pattern);
  DrawPatternOptions(ui);
  FieldLabel(ui, "");
  const bool asked =
      Button(ui, "button.generate", ui.tr("Fill"), ShareOfRow(ui, 2), ButtonLook::kPlain, true,
             ui.tr("Fills the whole input with this pattern"));
  ImGui::SameLine();
  if (Button(ui, "button.clear_input", ui.tr("Clear"), 0)) {
    ui.bench.Do(ClearGrid(GridRole::kInput));
  }
  if (picked || asked) FillInput(ui);
}

void DrawActions(UiContext& ui) {
  Gap(ui);
  const float width = ShareOfRow(ui, 2);
  if (Button(ui, "button.open", ui.tr("Open…"), width, ButtonLook::kPlain, true,
             ui.tr("An image, an .npy file or a session"))) {
    ui.state.requested = Command::kOpen;
  }
  ImGui::SameLine();
  if (Button(ui, "button.transpose_input", ui.tr("Transpose"), 0)) {
    ui.bench.Do(TransposeInput());
  }
}

void DrawBrush(UiContext& ui) {
  Section(ui, ui.tr("Brush"));
  BrushState& brush = ui.state.brush;
  Toggle(ui, "toggle.brush", ui.tr("Paint by dragging"), &brush.active);
  double value = brush.value;
  if (NumberRow(ui, "field.brush_value", ui.tr("Value"), &value)) {
    brush.value = static_cast<float>(value);
  }
  constexpr int kMostRadius = 64;
  IntegerRow(ui, "field.brush_radius", ui.tr("Radius"), &brush.radius, 0, kMostRadius);
  const std::string side = std::to_string(2 * brush.radius + 1);
  Remark(ui, ui.tr("Paints {} × {} cells; a right click clears them.", side, side));
}

void DrawClipboard(UiContext& ui) {
  Section(ui, ui.tr("Clipboard"));
  const float width = ShareOfRow(ui, 2);
  if (Button(ui, "button.copy_numbers", ui.tr("Copy as numbers"), width)) {
    ui.state.requested = Command::kCopyNumbers;
  }
  ImGui::SameLine();
  if (Button(ui, "button.copy_numpy", ui.tr("Copy as NumPy"), 0)) {
    ui.state.requested = Command::kCopyNumPy;
  }
  if (Button(ui, "button.paste", ui.tr("Paste numbers"), 0)) {
    ui.state.requested = Command::kPaste;
  }
  Remark(ui, ui.tr("For the grid with the selected cell, or else the input. Spreadsheet cells and "
                   "NumPy text can be pasted."));
}

void DrawAboutInput(UiContext& ui) {
  Section(ui, ui.tr("About this input"));
  const Document& document = ui.bench.document();
  const Statistics statistics = ui.bench.evaluation()->input.statistics;
  if (!document.input_name.empty()) {
    FactRow(ui, ui.tr("Name"), ui.tr(document.input_name.c_str()));
  }
  FactRow(ui, ui.tr("Size"), ShapeFact(document.input.shape().grid));
  FactRow(ui, ui.tr("Cells"), CountText(document.input.shape().count()));
  FactRow(ui, ui.tr("Range"),
          ui.tr("{} to {}", ShortNumber(statistics.min), ShortNumber(statistics.max)));
  FactRow(ui, ui.tr("Mean"), ShortNumber(statistics.mean));
  FactRow(ui, ui.tr("NaN cells"), CountText(statistics.nan_count));
  if (statistics.infinity_count > 0) {
    FactRow(ui, ui.tr("Infinite cells"), CountText(statistics.infinity_count));
  }
}

}  // namespace

void DrawInputTab(UiContext& ui) {
  DrawSize(ui);
  DrawInputColor(ui);
  DrawPattern(ui);
  DrawActions(ui);
  DrawBrush(ui);
  DrawCrop(ui);
  DrawClipboard(ui);
  DrawAboutInput(ui);
}

}  // namespace convlens
