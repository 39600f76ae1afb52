#include "ui/stack/stack_actions.h"

#include <algorithm>

namespace convlens {

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

void DoInStack(UiContext& ui, const Edit& edit, int front_layer) {
  const Document before = ui.bench.document();
  ui.bench.Do(edit);
  ui.bench.SetFront({front_layer, 0, 0});
  StackViewState& view = ui.state.stack_view;
  view.fitted_kernels = FittedLayers(before, ui.bench.document()) > 0;
  view.fitted_revision = ui.bench.history().revision();
}

}  // namespace convlens
