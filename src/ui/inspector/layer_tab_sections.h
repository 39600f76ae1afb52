#pragma once

#include <functional>

#include "layer/settings/layer_settings.h"
#include "ui/state/ui_state.h"

namespace convlens {

/// Sections of the Layer tab, one file each group. `settings` are those of the layer in front.

/// A labelled row "[rows] × [columns]", fields "<id>_rows" and "<id>_cols".
bool StepRow(UiContext& ui, const char* id, const std::string& label, int* rows, int* cols, int low,
             int high_rows, int high_cols);

void DrawLayerPadding(UiContext& ui, const LayerSettings& settings);
void DrawLayerBias(UiContext& ui, const LayerSettings& settings);
/// The output-size formula with its numbers, what is left unused, and what is impossible.
/// `input`: what goes into the layer; empty when the layers before give nothing.
void DrawLayerSize(UiContext& ui, const LayerSettings& settings, TensorShape input);

}  // namespace convlens
