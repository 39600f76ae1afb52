#include <algorithm>

#include "layer/settings/layer_words.h"
#include "layer/settings/size_formula.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/inspector/layer_tab_sections.h"
#include "ui/inspector/tab_actions.h"

namespace convlens {
namespace {

bool AreEqual(const Sides& p) { return p.top == p.bottom && p.left == p.right; }

/// The most that the layer can take on each side of rows (or columns).
int MostPadding(const LayerSettings& s, int span) { return s.pooling() ? span / 2 : kMaxInputSide; }

void SetPadding(UiContext& ui, const Sides& padding) {
  ChangeSettings(ui, "Change the padding", [padding](LayerSettings& s) { s.padding = padding; });
}

void DrawPresets(UiContext& ui, const LayerSettings& settings) {
  const float width = ShareOfRow(ui, 2);
  if (Button(ui, "button.padding_none", ui.tr("No padding"), width)) SetPadding(ui, {});
  ImGui::SameLine();
  const bool possible = settings.kind == LayerKind::kConvolution;
  if (Button(ui, "button.padding_same", ui.tr("Same size"), 0, ButtonLook::kPlain, possible,
             ui.tr("Just enough to keep the input's size at stride 1; an odd row or column goes to "
                   "the bottom or right"))) {
    SetPadding(ui, SamePadding(settings));
  }
}

void DrawBothSides(UiContext& ui, const Sides& padding, int most_rows, int most_cols) {
  int rows = padding.top;
  int cols = padding.left;
  if (StepRow(ui, "field.padding", ui.tr("Each side"), &rows, &cols, 0, most_rows, most_cols)) {
    SetPadding(ui, {rows, rows, cols, cols});
  }
}

void DrawEachSide(UiContext& ui, Sides padding, int most_rows, int most_cols) {
  bool changed = IntegerRow(ui, "field.padding_top", ui.tr("Top"), &padding.top, 0, most_rows);
  changed |= IntegerRow(ui, "field.padding_bottom", ui.tr("Bottom"), &padding.bottom, 0, most_rows);
  changed |= IntegerRow(ui, "field.padding_left", ui.tr("Left"), &padding.left, 0, most_cols);
  changed |= IntegerRow(ui, "field.padding_right", ui.tr("Right"), &padding.right, 0, most_cols);
  if (changed) SetPadding(ui, padding);
}

void DrawBorder(UiContext& ui, const LayerSettings& settings) {
  FieldLabel(ui, ui.tr("Border"));
  if (const auto picked = ChoiceOf(ui, "choice.border", kBorderWords, settings.border)) {
    ChangeSettings(ui, "Change the border", [picked](LayerSettings& s) { s.border = *picked; });
  }
}

void DrawOutputPadding(UiContext& ui, const LayerSettings& settings) {
  Step extra = settings.output_padding;
  if (StepRow(ui, "field.output_padding", ui.tr("Output padding"), &extra.rows, &extra.cols, 0,
              std::max(settings.stride.rows, settings.dilation.rows) - 1,
              std::max(settings.stride.cols, settings.dilation.cols) - 1)) {
    ChangeSettings(ui, "Change the output padding",
                   [extra](LayerSettings& s) { s.output_padding = extra; });
  }
  Remark(ui, ui.tr("Padding crops the output on all sides; extra rows and columns (output padding) "
                   "are added at the bottom and right."));
}

void DrawPoolingRules(UiContext& ui, const LayerSettings& settings) {
  bool ceil = settings.ceil_mode;
  if (Toggle(ui, "toggle.ceil_mode", ui.tr("Let the last window overhang"), &ceil)) {
    ChangeSettings(ui, "Change the rounding", [ceil](LayerSettings& s) { s.ceil_mode = ceil; });
  }
  if (settings.kind != LayerKind::kAveragePool) return;
  bool count = settings.count_padding;
  if (Toggle(ui, "toggle.count_padding", ui.tr("Padding counts in the average"), &count)) {
    ChangeSettings(ui, "Change the average",
                   [count](LayerSettings& s) { s.count_padding = count; });
  }
}

}  // namespace

void DrawLayerPadding(UiContext& ui, const LayerSettings& settings) {
  Section(ui, ui.tr("Padding"));
  const Sides& padding = settings.padding;
  DrawPresets(ui, settings);
  const int most_rows = MostPadding(settings, settings.span().height);
  const int most_cols = MostPadding(settings, settings.span().width);
  bool each = ui.state.fields.padding_each_side || !AreEqual(padding);
  if (Toggle(ui, "toggle.padding_each_side", ui.tr("Each side separately"), &each)) {
    ui.state.fields.padding_each_side = each;
    if (!each && !AreEqual(padding)) {
      SetPadding(ui, {padding.top, padding.top, padding.left, padding.left});
    }
  }
  if (each) {
    DrawEachSide(ui, padding, most_rows, most_cols);
  } else {
    DrawBothSides(ui, padding, most_rows, most_cols);
  }
  if (settings.kind == LayerKind::kConvolution) DrawBorder(ui, settings);
  if (settings.kind == LayerKind::kTransposed) DrawOutputPadding(ui, settings);
  if (settings.pooling()) DrawPoolingRules(ui, settings);
  if (!padding.none()) {
    // Dive into Deep Learning 6.3 counts both sides together.
    FactRow(ui, ui.tr("Both sides (the book’s p)"), ShapeFact({padding.rows(), padding.cols()}));
  }
}

}  // namespace convlens
