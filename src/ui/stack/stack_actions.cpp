#include "ui/stack/stack_actions.h"

#include <algorithm>

#include "model/edit/edit_stack_preset.h"

namespace convlens {
namespace {

constexpr uint64_t kPresetSeed = 1;

// Whether its random numbers are drawn within a frame.
bool IsQuick(const StackPreset& preset) {
  constexpr int64_t kQuickNumbers = 100'000;
  int64_t numbers = 0;
  int channels = preset.input.channels;
  for (const LayerSettings& settings : SettingsOf(preset)) {
    if (!settings.pooling())
      numbers += int64_t{channels} * settings.outputs * settings.window.count();
    channels = settings.outputs;
  }
  return numbers <= kQuickNumbers;
}

}  // namespace

void BringToFront(UiContext& ui, int grid, int channel) {
  Front front = ui.bench.front();
  front.layer = std::max(0, grid - 1);
  if (grid == 0) {
    front.input = channel;
  } else {
    front.output = channel;
  }
  ui.bench.SetFront(front);
}

void UseStack(UiContext& ui, const StackPreset& preset) {
  ui.bench.stack().Reset();
  ui.state.stack_view.input_before = ui.bench.document().input.shape();
  ui.bench.DoOnceMade([id = preset.id] { return UseStackPreset(id, kPresetSeed); },
                      IsQuick(preset));
  ui.bench.SetFront({});
}

bool StackReplacedInput(const UiContext& ui) {
  const History& history = ui.bench.history();
  if (!history.CanUndo() || history.UndoLabel() != kChooseStackLabel) return false;
  const TensorShape before = ui.state.stack_view.input_before;
  const TensorShape now = ui.bench.document().input.shape();
  // A single channel may have been repeated.
  const bool kept =
      now.grid == before.grid && (now.channels == before.channels || before.channels == 1);
  return before.channels > 0 && !kept;
}

void DoInStack(UiContext& ui, const Edit& edit, int front_layer) {
  const Document before = ui.bench.document();
  ui.bench.Do(edit);
  ui.bench.SetFront({front_layer, 0, 0});
  StackViewState& view = ui.state.stack_view;
  view.fitted_kernels = FittedLayers(before, ui.bench.document()) > 0;
  view.fitted_revision = ui.bench.history().revision();
}

}  // namespace convlens
