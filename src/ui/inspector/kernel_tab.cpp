#include <algorithm>
#include <array>

#include "core/correlate/kernel_algebra.h"
#include "layer/settings/layer_words.h"
#include "scene/figure/figure_grids.h"
#include "scene/figure/number_text.h"
#include "ui/controls/folding.h"
#include "ui/controls/kernel_table.h"
#include "ui/controls/preset_choice.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/inspector/kernel_sections.h"
#include "ui/inspector/tab_actions.h"
#include "ui/inspector/tabs.h"

namespace convlens {
namespace {

void DrawAllInputs(UiContext& ui) {
  if (KernelsOfOutput(ui) == 1) return;
  Toggle(ui, "toggle.all_inputs", ui.tr("For all input channels"), &ui.state.fields.all_inputs);
  Tooltip(
      ui,
      ui.tr("Presets and tools change the kernel of every input channel, not just the one shown"));
}

void DrawShapeAndPreset(UiContext& ui, const Grid& kernel) {
  Shape shape = kernel.shape();
  if (SizeRow(ui, "field.kernel", ui.tr("Size"), &shape, kMaxKernelSide)) {
    ui.bench.Do(ResizeGrid(ui.bench.At(GridRole::kKernel), shape));
  }
  FieldLabel(ui, ui.tr("Preset"));
  if (const KernelPreset* preset = PresetChoice(ui, "choice.preset", kernel)) {
    DoForKernels(ui, [id = preset->id](Front at) { return UseKernelPreset(id, at); });
  }
  DrawAllInputs(ui);
}

// The kernel once more, larger than the figure has room for.
void DrawPicture(UiContext& ui, const Grid& kernel) {
  const Shape shape = kernel.shape();
  if (!FitsTable(shape)) {
    Remark(ui, ui.tr("A kernel this large is edited in the figure: zoom in on it."));
    return;
  }
  const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale;
  const float side =
      std::min(80.0F, 184.0F / static_cast<float>(std::max(shape.height, shape.width)));
  const float width = std::min(std::max(side, 44.0F), room / static_cast<float>(shape.width));
  const float total = ui.theme.px(width) * static_cast<float>(shape.width);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() +
                       std::max(0.0F, (ImGui::GetContentRegionAvail().x - total) / 2));
  const KernelTable table{"table.kernel",        ui.tr(KernelTitle(*ui.bench.evaluation())),
                          Ink::kKernel,          width,
                          std::max(26.0F, side), true};
  if (const auto edit = DrawKernelTable(ui, table, kernel)) {
    ui.bench.Do(SetCell(ui.bench.At(GridRole::kKernel), edit->cell, edit->value));
  }
}

struct ToolButton {
  const char* id;
  const char* label;
  KernelTool tool;
  const char* tip;
};
constexpr std::array<ToolButton, 8> kTools = {{
    {"button.flip", "Flip", KernelTool::kFlipBoth,
     "Turns the kernel by 180°, the difference between correlation and convolution (X)"},
    {"button.flip_horizontally", "Left–right", KernelTool::kFlipHorizontally,
     "Exchanges left and right"},
    {"button.flip_vertically", "Up–down", KernelTool::kFlipVertically, "Exchanges top and bottom"},
    {"button.rotate", "Rotate 90°", KernelTool::kRotate90, "Turns the kernel clockwise"},
    {"button.transpose", "Transpose", KernelTool::kTranspose, "Exchanges rows and columns"},
    {"button.negate", "Negate", KernelTool::kNegate, "Changes the sign of every element"},
    {"button.normalize", "Normalize", KernelTool::kNormalize,
     "Scales the kernel so that its sum is 1; where the sum is 0, the sum of magnitudes"},
    {"button.zero", "Zero", KernelTool::kZero, "Sets every element to 0"},
}};

void DrawRandomTool(UiContext& ui) {
  int& seed = ui.state.fields.kernel_seed;
  if (Button(ui, "button.random", ui.tr("Random"), 0, ButtonLook::kPlain, true,
             ui.tr("Draws normally distributed random numbers, each time with the next seed"))) {
    ui.bench.Do(RandomKernel(static_cast<uint64_t>(++seed), ui.bench.front()));
  }
  if (IntegerRow(ui, "field.kernel_seed", ui.tr("Random seed"), &seed, 0, 999999999)) {
    ui.bench.Do(RandomKernel(static_cast<uint64_t>(seed), ui.bench.front()));
  }
}

void DrawTools(UiContext& ui) {
  if (!FoldingSection(ui, "fold.tools", ui.tr("Tools"), true)) return;
  constexpr int kColumns = 3;
  const float width = ShareOfRow(ui, kColumns);
  for (size_t i = 0; i < kTools.size(); ++i) {
    const ToolButton& tool = kTools[i];
    if (i % kColumns != 0) ImGui::SameLine();
    if (Button(ui, tool.id, ui.tr(tool.label), width, ButtonLook::kPlain, true, ui.tr(tool.tip))) {
      DoForKernels(ui, [kind = tool.tool](Front at) { return UseKernelTool(kind, at); });
    }
  }
  ImGui::SameLine();
  DrawRandomTool(ui);
}

void DrawLayer(UiContext& ui) {
  if (!FoldingSection(ui, "fold.operation", ui.tr("Operation"), true)) return;
  const Operation operation = ui.bench.front_layer().settings.operation;
  if (const auto picked = SegmentedOf(ui, "choice.operation", kOperationWords, operation)) {
    ui.bench.Do(SetOperation(*picked, ui.bench.front().layer));
  }
  double bias = FrontBias(ui.bench.document(), ui.bench.front());
  if (NumberRow(ui, "field.bias", ui.tr("Bias u"), &bias)) {
    ui.bench.Do(SetBias(static_cast<float>(bias), ui.bench.front()));
  }
}

void DrawMultiplyAdds(UiContext& ui) {
  const EvaluationPtr present = ui.bench.evaluation();
  const Evaluation& evaluation = *present;
  if (!evaluation.problem) {
    FactRow(ui, ui.tr("Multiply-adds"),
            CountText(
                MultiplyAdds(evaluation.front_layer().settings, evaluation.front_input().shape())));
  }
}

// What there is to know about the kernel by itself; the larger pictures start folded.
void DrawAboutKernel(UiContext& ui, const Grid& kernel) {
  const Operation operation = ui.bench.front_layer().settings.operation;
  const KernelAnalysis& analysis = ui.state.kernel_about.Of(operation, kernel);
  if (FoldingSection(ui, "fold.about", ui.tr("About this kernel"), true)) {
    DrawKernelFacts(ui, analysis);
    DrawMultiplyAdds(ui);
  }
  DrawKernelPlan(ui);
  if (FoldingSection(ui, "fold.edges", ui.tr("A step and a line"), false)) {
    DrawKernelEdges(ui, analysis);
  }
  if (FoldingSection(ui, "fold.frequencies", ui.tr("Frequency response"), false)) {
    DrawKernelFrequencies(ui, analysis);
  }
}

}  // namespace

void DrawKernelTab(UiContext& ui) {
  const Grid kernel = ui.bench.front_kernel();
  if (kernel.empty()) {
    Remark(ui, ui.tr("A pooling layer has no kernel."));
    return;
  }
  DrawShapeAndPreset(ui, kernel);
  Gap(ui);
  DrawPicture(ui, kernel);
  DrawTools(ui);
  DrawLayer(ui);
  DrawAboutKernel(ui, kernel);
}

}  // namespace convlens
