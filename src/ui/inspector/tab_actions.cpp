#include "ui/inspector/tab_actions.h"

namespace convlens {

void FillInput(UiContext& ui) {
  PatternOptions options = ui.state.fields.pattern;
  options.shape = ui.bench.document().input.shape().grid;
  ui.bench.Do(GenerateInput(options));
}

int KernelsOfOutput(const UiContext& ui) {
  const LayerSettings& settings = ui.bench.front_layer().settings;
  const int inputs = InputChannels(ui.bench.document(), ui.bench.front().layer);
  return inputs % settings.groups == 0 ? inputs / settings.groups : 1;
}

void DoForKernels(UiContext& ui, const std::function<Edit(Front)>& make) {
  const Front front = ui.bench.front();
  const bool all = ui.state.fields.all_inputs && KernelsOfOutput(ui) > 1;
  ui.bench.Do(all ? ForEachInput(front, make) : make(front));
}

void ChangeSettings(UiContext& ui, const char* label,
                    const std::function<void(LayerSettings&)>& change) {
  LayerSettings settings = ui.bench.front_layer().settings;
  change(settings);
  ui.bench.Do(ChangeLayer(ui.bench.front().layer, settings, {label, {}}));
}

}  // namespace convlens
